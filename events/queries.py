"""What pages ask about events."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from events.models import Event, Recording
from events.models.events import EventQuerySet
from events.stages import Stage, stage

# The zone where a day begins last, and the one where it begins first.
LAST_ZONE = timedelta(hours=-12)
FIRST_ZONE = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Listed:
    """An event in a list, with where it stands."""

    event: Event
    stage: Stage


def public() -> EventQuerySet:
    """Public events with their venue and whether they can be watched (`has_recordings`)."""
    recorded = Exists(Recording.objects.filter(event=OuterRef("pk")))
    rows: EventQuerySet = (
        Event.objects.public()
        .select_related("venue", "part_of")
        .annotate(has_recordings=recorded | ~Q(recordings_url=""))
    )
    return rows


def upcoming(at: datetime) -> list[Listed]:
    """Public events that are not over anywhere at `at`, the next one first. One query."""
    day = (at + LAST_ZONE).date()
    rows = [Listed(event, stage(event, at)) for event in public().upcoming(day)]
    return [row for row in rows if not row.event.is_over(at)]


def past(at: datetime) -> list[Listed]:
    """Public events whose last day has ended in their own zone, the last one first. One query."""
    day = (at + FIRST_ZONE).date()
    rows = [Listed(event, stage(event, at)) for event in public().past(day)]
    return [row for row in rows if row.event.is_over(at)]


def current_or_next(kind: str, at: datetime) -> Event | None:
    """The public event of `kind` that is on at `at`, else the next one; None without either.

    Cancelled ones are passed over.
    """
    for row in upcoming(at):
        if row.event.kind == kind and row.stage is not Stage.CANCELLED:
            return row.event
    return None


def last(kind: str, at: datetime) -> Event | None:
    """The public event of `kind` that ended last before `at`."""
    for row in past(at):
        if row.event.kind == kind and row.stage is not Stage.CANCELLED:
            return row.event
    return None
