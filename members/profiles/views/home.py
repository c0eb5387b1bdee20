"""The organisation at a glance, and what it owes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.models import Foundation
from foundation.billing.papers import invoice_pdf
from members import invoices as own
from members.dues import standing
from members.dues.papers import as_pdf
from members.profiles import checklist, queries
from members.profiles.queries import Seat
from members.profiles.views.doors import payers, people_only, show
from members.representation.models import Invitation


@require_safe
@people_only()
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Its membership and term, what is missing, and what waits for whom."""
    at = clock.now()
    day = zones.day(at)
    held = queries.membership(seat.organization, day)
    points = checklist.points(seat.organization, day)
    book = queries.book(held, day)
    return show(request, "home", seat, {
        "membership": held,
        "term": book.running if book else None,
        "standing": standing.of(book) if book else None,
        "points": points,
        "missing": checklist.missing(points),
        "draft": queries.open_draft(seat.organization),
        "owed": book.unpaid if book and seat.sees_money else [],
        "waiting": Invitation.objects.waiting(at).filter(organization=seat.organization).count(),
    })  # fmt: skip


@require_safe
@people_only(payers)
def invoices(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was invoiced, for dues and whatever else, what is still to pay, and how to pay it."""
    accounts = own.accounts(seat.organization)
    rows = [(each, accounts[each.account_id]) for each in own.invoices(seat.organization)]
    foundation = Foundation.objects.first()
    return show(request, "invoices", seat, {
        "rows": rows,
        "owed": [account for account in accounts.values() if account.owed > 0],
        "bank": foundation.bank_details if foundation else "",
    })  # fmt: skip


@require_safe
@people_only(payers)
def invoice(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """One of them as PDF; another organisation's is not found."""
    found = own.invoices(seat.organization).filter(number=number).first()
    if found is None:
        raise Http404
    response = HttpResponse(invoice_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response


@require_safe
@people_only()
def certificate(request: HttpRequest, seat: Seat) -> HttpResponse:
    """That it is a member, as PDF; not found for one that is none today."""
    day = zones.day(clock.now())
    book = queries.book(queries.membership(seat.organization, day), day)
    if book is None:
        raise Http404
    return as_pdf(book)
