"""Who comes in: each page is for people of the organisation, some for some of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.base import clock, zones
from members.accounts.adapter import verified_emails
from members.profiles import queries
from members.profiles.queries import Seat

type SeatView[**P] = Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]
type Page = Callable[..., HttpResponse]

# Pages that rooms above add to those of an organisation: view, label, and who may see them.
_added: list[tuple[str, str, Callable[[Seat], bool]]] = []


def anybody(seat: Seat) -> bool:
    return True


def editors(seat: Seat) -> bool:
    return seat.may_edit


def payers(seat: Seat) -> bool:
    return seat.sees_money


def people_only[**P](
    allowed: Callable[[Seat], bool] = anybody,
) -> Callable[[SeatView[P]], Page]:
    """Give the view what the reader is to the organisation of the address.

    Strangers log in first. Whoever does not represent it, or not in a role that may, finds no
    such page (404). Nothing is kept by caches.
    """

    def door(view: SeatView[P]) -> Page:
        @login_required
        @wraps(view)
        def opened(
            request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            day = zones.day(clock.now())
            seat = queries.seat(verified_emails(request.user), slug, day)
            if seat is None or not allowed(seat):
                raise Http404
            response = view(request, seat, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return opened

    return door


def show(
    request: HttpRequest, page: str, seat: Seat, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the organisation, with the way to the others that the reader may see."""
    own = {"seat": seat, "organization": seat.organization, "pages": pages(seat)}
    return render(request, f"members/profiles/{page}.html", own | context, status=status)


def also(view: str, label: str, allowed: Callable[[Seat], bool] = anybody) -> None:
    """Offer one page more beside those of this room; its address takes the organisation's slug."""
    _added.append((view, label, allowed))


def pages(seat: Seat) -> list[tuple[str, str]]:
    """Name of the view and label of every page that the reader may see."""
    every = [
        ("home", "Overview", True),
        ("people", "People", True),
        ("profile", "Profile", seat.may_edit),
        ("benefits", "Benefits", True),
        ("renewal", "Renewal", seat.may_edit),
        ("tiers", "Change tier", seat.may_edit),
        ("invoices", "Invoices", seat.sees_money),
    ]
    own = [(f"profiles:{name}", label) for name, label, may in every if may]
    return own + [(view, label) for view, label, allowed in _added if allowed(seat)]
