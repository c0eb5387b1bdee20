"""What is mine: whatever belongs to the addresses I have proven to read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.registration import queries
from foundation.base import clock, zones
from foundation.pages.queries import story
from members.accounts.adapter import verified_emails
from members.applications import queries as applications
from members.profiles import queries as profiles
from members.representation.models import Invitation
from projects.maintaining import queries as maintaining


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Organisations, orders and tickets, found by verified e-mail; strangers log in first."""
    emails = verified_emails(request.user)
    at = clock.now()
    asked = Invitation.objects.waiting(at).addressed_to(emails)
    context = {
        "emails": emails,
        "orders": queries.orders_of(emails),
        "applications": applications.of(emails),
        "tickets": queries.tickets_held_by(emails),
        "seats": profiles.seats(emails, zones.day(at)),
        "former_seats": profiles.former_seats(emails, zones.day(at)),
        "maintained": maintaining.projects_of(request.user, zones.day(at)),
        "invitations": asked.select_related("organization"),
        "departures": story.departures(at, most=2),
    }
    return render(request, "foundation/pages/mine.html", context)
