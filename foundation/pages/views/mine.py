"""What is mine: orders and tickets of the addresses I have proven to read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.registration import queries
from foundation.base import clock
from foundation.pages.queries import story
from members.accounts.adapter import verified_emails
from members.applications import queries as applications


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Orders and tickets, found by verified e-mail; whoever is not logged in logs in first."""
    emails = verified_emails(request.user)
    context = {
        "emails": emails,
        "orders": queries.orders_of(emails),
        "applications": applications.of(emails),
        "tickets": queries.tickets_held_by(emails),
        "departures": story.departures(clock.now(), most=2),
    }
    return render(request, "foundation/pages/mine.html", context)
