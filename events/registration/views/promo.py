"""What a visit claims: the promo code, from a link, from the field, from the order, or from a
moment ago; and the invitation.

A browser keeps the code in a cookie from when it was applied until places are held; then the order
does. What a logged-in reader is invited to needs no link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote, unquote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import claims, pricing
from events.registration.models import Code, Order
from events.registration.pricing import NOTHING, Claim
from foundation.base import tokens
from foundation.base.errors import RuleError
from members.accounts.adapter import verified_emails

from . import invited
from .doors import is_being_filled

HOURS = 24
# What a link or a cookie may carry; no code is so long.
MOST = 80


@dataclass(frozen=True)
class Promo:
    """What was typed and what it gives, or why it gives nothing; and who reads this, if known.

    `refusal` is of the code, `uninvited` of the invitation.
    """

    typed: str = ""
    claim: Claim = NOTHING
    refusal: ValidationError | None = None
    uninvited: ValidationError | None = None
    reader: tuple[str, ...] = ()

    @property
    def code(self) -> Code | None:
        return self.claim.code

    @property
    def secret(self) -> str:
        """The secret of the invitation that is applied, or nothing."""
        return self.claim.invitation.secret if self.claim.invitation else ""

    @property
    def text(self) -> str:
        """The code that is applied, else what was typed."""
        return self.code.text if self.code else self.typed


def of(
    request: HttpRequest, event: Event, basket: str | None, order: Order | None, at: datetime
) -> Promo:
    """The claim of this request. Of codes, what a form says counts; nothing else is added to it."""
    if request.method == "POST":
        typed = "" if "remove" in request.POST else request.POST.get("code", "")
    elif "code" in request.GET:
        typed = request.GET["code"]
    else:
        # The cookie is younger than the order: places that are held with a code take it out.
        typed = unquote(request.COOKIES.get(_cookie(event), "")) or _text_of(order)
    secret = invited.secret_of(request, event, order)
    return look_up(event, typed.strip()[:MOST], basket or "", at, secret, reader_of(request))


def look_up(
    event: Event, typed: str, basket: str, at: datetime, secret: str, reader: Sequence[str]
) -> Promo:
    """What `typed` and the `secret` of an invitation give the owner of `basket` at `at`.

    Each may be empty. `reader` are the addresses that are proven to be theirs.
    """
    asked = {"code": typed, "invitation": secret}
    refused: dict[str, RuleError] = {}
    claim = None
    while claim is None:
        try:
            claim = claims.gather(event, at, basket=basket, reader=reader, **asked)
        except RuleError as error:
            # The rest of what is claimed is not lost with it.
            part = "invitation" if error.code.startswith("invitation_") else "code"
            refused[part], asked[part] = error, ""
    return Promo(typed, claim, refused.get("code"), refused.get("invitation"), tuple(reader))


def reader_of(request: HttpRequest) -> list[str]:
    """The addresses, in lower case, that a logged-in reader has proven to be theirs."""
    return verified_emails(request.user) if request.user.is_authenticated else []


def is_asked(request: HttpRequest) -> bool:
    """Whether the button was one of the claim's own: apply a code, remove it, or go uninvited."""
    return bool({"apply", "remove", invited.LEAVE} & request.POST.keys())


def remember(
    response: HttpResponse, request: HttpRequest, event: Event, order: Order | None, promo: Promo
) -> HttpResponse:
    """Have the browser know the code on the pages of this event, or forget the last one.

    A code that `order` has, or has got just now, is kept there.
    """
    held_now = response.status_code == HTTPStatus.FOUND
    path = invited.cookie_path(event)
    name = _cookie(event)
    if promo.code and not held_now and promo.code.text != _text_of(order):
        response.set_cookie(
            name,
            quote(promo.code.text),
            max_age=HOURS * 3600,
            path=path,
            httponly=True,
            samesite="Lax",
        )
    elif name in request.COOKIES:
        response.delete_cookie(name, path=path, samesite="Lax")
    if promo.uninvited or invited.LEAVE in request.POST:
        invited.forget(response, event)
    return response


def point_out(request: HttpRequest, promo: Promo, held: Order) -> None:
    """Say it on the next page when a code was typed, not applied, and has been applied now; and
    when the reader is invited but has ordered something else."""
    if promo.claim.invitation and held.invitation_id is None:
        text = _("This order does not use your invitation: you chose other tickets.")
        messages.warning(request, text)
    if promo.code and held.promo_code_id is None:
        text = _("The code %(code)s was not used: your member's price is lower.")
        messages.info(request, text % {"code": promo.code.text})
    elif promo.code and request.POST.get("applied") != promo.code.text:
        text = _("You had typed the code %(code)s: it is applied now, %(effect)s.")
        effect = pricing.says(promo.code, promo.code.event.currency)
        messages.success(request, text % {"code": promo.code.text, "effect": effect})


def left_out(request: HttpRequest, order: Order, at: datetime) -> str:
    """What this browser has applied since the places of an order were held, in words; or nothing.

    It is said on every step before paying: who went back to the tickets, applied a code and came
    here by a link would pay without it.
    """
    event = order.event
    typed = unquote(request.COOKIES.get(_cookie(event), ""))
    if typed and tokens.forgive(typed) != tokens.forgive(_text_of(order)):
        code = look_up(event, typed[:MOST], order.basket, at, "", reader_of(request)).code
        if code is not None:
            text = _("You applied the code %(code)s, but this order was made without it.")
            return text % {"code": code.text}
    secret = invited.kept_secret(request, event)
    if secret and order.invitation_id is None:
        claim = look_up(event, "", order.basket, at, secret, ()).claim
        if claim.invitation is not None:
            return _("You accepted an invitation, but this order does not use it.")
    return ""


def _text_of(order: Order | None) -> str:
    """The code of an order that is on its way, or nothing."""
    if order is None or order.promo_code is None or not is_being_filled(order):
        return ""
    return order.promo_code.text


def _cookie(event: Event) -> str:
    return f"code-{event.pk}"
