"""How far an event is: what its page offers follows from this."""

from datetime import datetime
from enum import StrEnum

from events.models import Event


class Stage(StrEnum):
    """From the first announcement to the recordings."""

    ANNOUNCED = "announced"  # no date for registration yet
    SOON = "soon"  # registration opens later
    OPEN = "open"
    CLOSED = "closed"  # registration is closed, the event is not over
    OVER = "over"
    CANCELLED = "cancelled"


def stage(event: Event, at: datetime) -> Stage:
    """Where `event` stands at the moment `at`. Nothing outranks a cancellation."""
    if event.cancelled_at is not None and event.cancelled_at <= at:
        return Stage.CANCELLED
    if event.is_over(at):
        return Stage.OVER
    if event.registration_opens_at is None:
        return Stage.ANNOUNCED
    if event.registration_opens_at > at:
        return Stage.SOON
    return Stage.OPEN if event.registration_is_open(at) else Stage.CLOSED


def is_on(event: Event, at: datetime) -> bool:
    """Whether it takes place right now: `at` falls on one of its days in its own zone."""
    return event.cancelled_at is None and event.has_begun(at) and not event.is_over(at)
