"""Funds in public, and the pledges of an organisation for its own people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.errors import RuleError
from members.models import Membership
from members.profiles.queries import Seat
from members.profiles.views.doors import pages, payers, people_only
from projects.funding import queries, services
from projects.funding.forms import PledgeForm
from projects.funding.models import Fund, Pledge

UNPROCESSABLE = 422


@public_page(minutes=5)
@require_safe
def funding(request: HttpRequest) -> HttpResponse:
    """Directed funding: one fund per project, and who decides what (domain 5)."""
    held = Membership.objects.on(zones.day(clock.now())).filter(tier__slug="platinum")
    members = held.select_related("organization").order_by("organization__search_text")
    context = {
        "members": [each.organization for each in members],
        "funds": queries.with_sums(queries.running()),
    }
    return render(request, "projects/funding/funding.html", context)


@public_page(minutes=5)
@require_safe
def fund(request: HttpRequest, slug: str) -> HttpResponse:
    """Who pays, how much, what it is allocated to and who decided so. Six queries."""
    found = _found(slug)
    context = {
        "fund": found,
        "project": found.project,
        "book": queries.book(found),
        "decisions": list(found.decisions.all()),
    }
    return render(request, "projects/funding/fund.html", context)


@public_page(minutes=60)
@require_safe
def as_json(request: HttpRequest, slug: str) -> JsonResponse:
    """The same for programs; amounts are texts, so that no cent is lost."""
    found = _found(slug)
    book = queries.book(found)
    response = JsonResponse({
        "project": found.project.slug,
        "state": found.state,
        "note": found.note,
        "currency": found.currency,
        "opened_on": found.opened_on,
        "pledged": str(book.sums.pledged),
        "paid": str(book.sums.paid),
        "allocated": str(book.sums.allocated),
        "spent": str(book.sums.spent),
        "funders": [
            {"name": row.organization.name, "pledged": str(row.pledged), "paid": str(row.paid)}
            for row in book.funders
        ],
        "lines": [
            {"year": row.year, "name": row.name, "allocated": str(row.allocated),
             "spent": str(row.spent)}
            for row in book.lines
        ],
        "spent_on": [
            {"on": row.spent_on, "line": row.line.name, "what": row.what, "amount": str(row.amount)}
            for row in book.spendings
        ],
        "decisions": [
            {"decided_on": row.decided_on, "title": row.title, "carried": row.is_carried,
             "for": row.votes_for, "against": row.votes_against, "abstained": row.votes_abstained,
             "absent": row.votes_absent, "recused": row.votes_recused}
            for row in found.decisions.all()
        ],
    })  # fmt: skip
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _found(slug: str) -> Fund:
    found = queries.public().filter(project__slug=slug).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(payers)
def pledges(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The pledges of the organisation, and a form for another."""
    at = clock.now()
    form = PledgeForm(request.POST if request.method == "POST" else None, funds=queries.running())
    if form.is_valid():
        try:
            services.pledge(
                organization=seat.organization,
                by=request.user if request.user.is_authenticated else None,
                at=at,
                **form.cleaned_data,
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Thank you. Our staff confirm the pledge with you."))
            return redirect("funding:pledges", seat.organization.slug)
    status = UNPROCESSABLE if form.errors else 200
    own = {"seat": seat, "organization": seat.organization, "pages": pages(seat)}
    return render(request, "projects/funding/own.html", own | _told(seat, form), status=status)


def _told(seat: Seat, form: PledgeForm) -> dict[str, Any]:
    mine = Pledge.objects.filter(organization=seat.organization)
    rows = list(mine.select_related("fund__project", "account"))
    paid = queries.paid_of(rows)
    held = Membership.objects.on(zones.day(clock.now())).filter(organization=seat.organization)
    return {
        "rows": [(row, *row.state(paid.get(row.pk)), paid.get(row.pk)) for row in rows],
        "form": form,
        "is_member": held.exists(),
        "has_funds": queries.running().exists(),
    }


@require_POST
@people_only(payers)
def withdraw(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Take a pledge back that was not invoiced; another organisation's is not found."""
    mine = Pledge.objects.filter(organization=seat.organization).select_related("fund")
    row = get_object_or_404(mine, pk=number)
    try:
        services.withdraw(pledge=row, at=clock.now())
    except RuleError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, _("The pledge is withdrawn."))
    return redirect("funding:pledges", seat.organization.slug)
