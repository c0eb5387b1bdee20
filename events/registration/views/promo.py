"""The promo code of a visit: from a link, from the field, from the order, or from a moment ago.

A browser keeps it in a cookie from when it was applied until places are held; then the order does.
"""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote, unquote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import pricing
from events.registration.models import Code, Order

from .doors import is_being_filled

HOURS = 24
# What a link or a cookie may carry; no code is so long.
MOST = 80


@dataclass(frozen=True)
class Promo:
    """What was typed, the code it is if it can be used, or why it cannot."""

    typed: str = ""
    code: Code | None = None
    refusal: ValidationError | None = None

    @property
    def text(self) -> str:
        """The code that is applied, else what was typed."""
        return self.code.text if self.code else self.typed


def of(
    request: HttpRequest, event: Event, basket: str | None, order: Order | None, at: datetime
) -> Promo:
    """The code of this request. What a form says counts; nothing else is added to it."""
    if request.method == "POST":
        typed = "" if "remove" in request.POST else request.POST.get("code", "")
    elif "code" in request.GET:
        typed = request.GET["code"]
    else:
        # The cookie is younger than the order: places that are held with a code take it out.
        typed = unquote(request.COOKIES.get(_cookie(event), "")) or _text_of(order)
    return look_up(event, typed.strip()[:MOST], basket or "", at)


def look_up(event: Event, typed: str, basket: str, at: datetime) -> Promo:
    """The code that `typed` means to the owner of `basket` at `at`; no code if it is empty."""
    if not typed:
        return Promo()
    try:
        return Promo(typed, pricing.find_code(event, typed, at, basket))
    except ValidationError as refusal:
        return Promo(typed, None, refusal)


def is_asked(request: HttpRequest) -> bool:
    """Whether the button was one of the code's own: apply it, or remove it."""
    return "apply" in request.POST or "remove" in request.POST


def remember(
    response: HttpResponse, request: HttpRequest, event: Event, order: Order | None, promo: Promo
) -> HttpResponse:
    """Have the browser know the code on the tickets page of this event, or forget the last one.

    A code that `order` has, or has got just now, is kept there.
    """
    held_now = response.status_code == HTTPStatus.FOUND
    path = reverse("registration:register", args=[event.slug])
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
    return response


def point_out(request: HttpRequest, promo: Promo) -> None:
    """Say it on the next page when a code was typed, not applied, and has been applied now."""
    if promo.code and request.POST.get("applied") != promo.code.text:
        text = _("You had typed the code %(code)s: it is applied now, %(effect)s.")
        effect = pricing.says(promo.code, promo.code.event.currency)
        messages.success(request, text % {"code": promo.code.text, "effect": effect})


def _text_of(order: Order | None) -> str:
    """The code of an order that is on its way, or nothing."""
    if order is None or order.promo_code is None or not is_being_filled(order):
        return ""
    return order.promo_code.text


def _cookie(event: Event) -> str:
    return f"code-{event.pk}"
