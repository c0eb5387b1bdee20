"""What pages ask about sponsorship."""

from datetime import date

from django.db.models import Prefetch

from events.models import Event
from events.sponsorship.models import Level, Sponsorship


def levels(event: Event, day: date) -> list[Level]:
    """The levels of an event, the highest first, each with `sponsors`: those the world may know of
    on `day`, by name. Two queries."""
    told = Sponsorship.objects.told_on(day).select_related("organization")
    named = Prefetch("sponsorships", told.order_by("organization__search_text"), "sponsors")
    return list(event.sponsor_levels.order_by("rank").prefetch_related(named))
