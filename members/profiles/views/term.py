"""What an organisation decides by itself: whether it renews, and who is billed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.dues import services, standing
from members.dues.models import Billing, BillingDetails, Decision
from members.dues.services import deciding
from members.profiles import queries
from members.profiles.forms import BillingForm, RenewalForm
from members.profiles.queries import Seat
from members.profiles.views.doors import editors, payers, people_only, show

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(editors)
def renewal(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Until when the term runs and until when it can be decided; the two buttons that decide."""
    at = clock.now()
    day = zones.day(at)
    held = queries.membership(seat.organization, day)
    book = queries.book(held, day)
    form = RenewalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and held is not None:
        decide = services.elect if form.cleaned_data["do"] == "renew" else services.decline
        try:
            decide(membership=held, at=at, by=request.user)
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, form.says(seat.organization))
            return redirect("profiles:home", seat.organization.slug)
    term = book.terms[-1] if book and book.terms else None
    against = {each.value: deciding.why_not(book, each) for each in Decision} if book else {}
    wrong = bool(form.errors) or (request.method == "POST" and held is None)
    return show(request, "renewal", seat, {
        "form": form,
        "membership": held,
        "standing": standing.of(book) if book else None,
        "term": term,
        "elect_by": book.elect_by(term) if book and term else None,
        "next": queries.renewal(book),
        "must_elect": bool(book and book.rule.must_elect),
        "why_not_renew": against.get(Decision.RENEW),
        "why_not_leave": against.get(Decision.LEAVE),
    }, UNPROCESSABLE if wrong else 200)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(payers)
def billing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Name, address and tax number that invoices are written to from now on."""
    kept = BillingDetails.objects.filter(organization=seat.organization).first()
    initial = {name: getattr(kept, name) for name in BillingForm.base_fields} if kept else {}
    form = BillingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        told = Billing(**form.cleaned_data)
        services.bill_to(organization=seat.organization, billing=told, at=clock.now())
        messages.success(request, _("Invoices are written to %s from now on.") % told.name)
        return redirect("profiles:invoices", seat.organization.slug)
    return show(request, "billing", seat, {"form": form}, UNPROCESSABLE if form.errors else 200)
