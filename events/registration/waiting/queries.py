"""Questions about waiting lists: who stands where, and what can be waited for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from events.models import Event
from events.registration import queries as sale
from events.registration.models import TicketType
from events.registration.queries import Choice, Offer
from events.registration.waiting.models import Entry


def entries() -> QuerySet[Entry]:
    """Entries with what their pages and mails need."""
    return Entry.objects.select_related("line__stock__event", "ticket_type", "code__event")


def entry_for(slug: str, secret: str) -> Entry | None:
    """The entry that this link opens."""
    rows = entries().select_related("line__stock__event__venue")
    return rows.filter(line__stock__event__slug=slug, secret=secret).first()


def position(entry: Entry) -> int:
    """How manieth somebody stands in line: 1 is next. 0 for who has had an offer or is gone."""
    if entry.offered_at is not None or not entry.is_live:
        return 0
    before = Q(created_at__lt=entry.created_at) | Q(created_at=entry.created_at, pk__lte=entry.pk)
    return Entry.objects.waiting().filter(before, line=entry.line_id).count()


def sold_out(offer: Offer) -> list[Choice]:
    """The offers of an event that can be waited for: on sale now to everybody, and sold out."""
    if not offer.is_open:
        return []
    return [choice for choice in offer.on_sale if choice.is_sold_out and not choice.is_opened]


def offer(event: Event, at: datetime) -> Offer:
    """What `event` sells to everybody."""
    return sale.offer(event, at)


def steps_of(ticket_type: TicketType) -> QuerySet[TicketType]:
    """The ticket types that are one offer at rising prices with this one; itself at least."""
    same = Q(pk=ticket_type.pk)
    if ticket_type.step_of:
        same |= Q(step_of=ticket_type.step_of)
    rows = TicketType.objects.public().filter(same, event=ticket_type.event_id, is_active=True)
    return rows.order_by("position", "pk")


def on_sale(steps: Iterable[TicketType], at: datetime) -> TicketType | None:
    """The step whose window is open at `at`."""
    return next((step for step in steps if _has_begun(step, at) and not _is_over(step, at)), None)


def will_be_sold(steps: Iterable[TicketType], at: datetime) -> bool:
    """Whether any of them is on sale at `at` or later."""
    return any(not _is_over(step, at) for step in steps)


def _has_begun(step: TicketType, at: datetime) -> bool:
    return step.sales_from is None or step.sales_from <= at


def _is_over(step: TicketType, at: datetime) -> bool:
    return step.sales_until is not None and step.sales_until <= at
