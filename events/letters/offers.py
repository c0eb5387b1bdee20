"""The link to a visa letter on the pages of registration."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from events.letters.models import VisaLetter
from events.letters.queries import rules_of
from events.models import Event
from events.registration.links import Link
from events.registration.models import Ticket
from foundation.base import moments
from foundation.base.prepared import any_of, prepared


def for_tickets(event: Event, tickets: Sequence[Ticket], at: datetime) -> dict[int, Link]:
    """For each ticket with somebody who comes: ask for the letter, or look at it. Two queries."""
    rules = rules_of(event)
    if rules is None:
        return {}
    asked = {
        (row.ticket_id, row.holder_code): row.get_state_display()
        for row in _letters([ticket.pk for ticket in tickets])
    }
    is_open = rules.is_open(at)
    until = moments.shown(rules.open_until, event.zone)
    found = {}
    for ticket in tickets:
        url = reverse("letters:visa", args=[event.slug, ticket.secret])
        state = asked.get((ticket.pk, ticket.code))
        if state is not None:
            found[ticket.pk] = Link(url, _("Your visa letter"), state)
        elif is_open and ticket.is_assigned:
            note = _("Until %(until)s, answered within %(days)d working days.")
            words = note % {"until": until, "days": rules.working_days}
            found[ticket.pk] = Link(url, _("Ask for a visa letter"), words)
    return found


@prepared
def _letters(tickets: list[int]) -> QuerySet[VisaLetter]:
    rows = VisaLetter.objects.filter(ticket__in=any_of(tickets)).order_by("pk")
    return rows.only("ticket", "holder_code", "state")
