"""How an organisation changes its tier: the tiers compared, and the step to one of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.models import Membership
from members.profiles import moves, queries, services
from members.profiles.forms import MoveForm
from members.profiles.models import TierRequest
from members.profiles.queries import Seat
from members.profiles.views.doors import editors, people_only, show
from members.profiles.views.term import UNPROCESSABLE


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(editors)
def tiers(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every other tier; what is planned is called off here, and a request taken back."""
    day = zones.day(clock.now())
    held = queries.membership(seat.organization, day)
    asked = queries.last_request(held)
    if request.method == "POST" and held is not None:
        try:
            messages.success(request, _taken_back(request, held, asked))
        except RuleError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("profiles:tiers", seat.organization.slug)
    book = queries.book(held, day)
    term = book.term if book else None
    return show(request, "tiers", seat, {
        "membership": held,
        "term": term,
        "until": (book.elect_by(term) or term.last_day) if book and term else None,
        "asked": asked,
        "moves": moves.of(book) if book else [],
    })  # fmt: skip


def _taken_back(request: HttpRequest, held: Membership, asked: TierRequest | None) -> str:
    given: dict[str, Any] = {"at": clock.now(), "by": request.user}
    if request.POST.get("do") == "withdraw" and asked is not None:
        services.withdraw(asked=asked, **given)
        return _("Your request is taken back.")
    services.call_off(membership=held, **given)
    return _("The plan is called off: the tier stays as it is.")


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(editors)
def move(request: HttpRequest, seat: Seat, to: str) -> HttpResponse:
    """What the step to the tier `to` means, and the button that takes it or asks for it."""
    at = clock.now()
    day = zones.day(at)
    held = queries.membership(seat.organization, day)
    book = queries.book(held, day)
    found = next((each for each in moves.of(book) if each.tier.slug == to), None) if book else None
    if held is None or found is None:
        raise Http404
    form = MoveForm(request.POST if request.method == "POST" else None, now=found.now)
    if form.is_valid():
        try:
            asked = services.move(
                membership=held,
                tier=found.tier,
                at=at,
                by=request.user,  # type: ignore[arg-type]
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _said(found, asked))
            return redirect("profiles:tiers", seat.organization.slug)
    context = {"form": form, "move": found, "membership": held}
    return show(request, "move", seat, context, UNPROCESSABLE if form.errors else 200)


def _said(found: moves.Move, asked: TierRequest | None) -> str:
    if asked is not None:
        return _("You have asked for %s. We answer you by mail.") % found.tier
    if found.is_up:
        return _("Welcome as a %s member. The invoice is on its way.") % found.tier
    return _("Written down: %s when the term ends.") % found.tier
