"""Questions about waiting lists: who stands where, and what can be waited for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from events.models import Event
from events.registration import claims, pricing
from events.registration import queries as sale
from events.registration.models import TicketType
from events.registration.pricing import NOTHING, Claim
from events.registration.queries import Choice, Offer
from events.registration.waiting.models import Entry, EntryQuerySet
from foundation.base.errors import RuleError


def entries() -> EntryQuerySet:
    """Entries with what their pages and mails need."""
    return Entry.objects.select_related(
        "line__stock__event", "ticket_type__event", "code__event", "came_with", "invitation"
    )


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
    """What can be waited for of what a reader is offered: on sale to them now, and sold out."""
    if not offer.is_open:
        return []
    return [choice for choice in offer.on_sale if choice.is_sold_out]


def offer(event: Event, at: datetime, claim: Claim = NOTHING) -> Offer:
    """What `event` sells to everybody, and what a `claim` opens."""
    return sale.offer(event, at, claim)


def claim_of(entry: Entry, at: datetime) -> Claim:
    """What somebody in line came with, if it can be used at `at`; else raises as `claims.gather`.

    A code for members counts as long as the address that proved it is one of a member.
    """
    if entry.came_with is None and entry.invitation is None:
        return NOTHING
    return claims.gather(
        entry.ticket_type.event,
        at,
        code=entry.came_with.text if entry.came_with else "",
        invitation=entry.invitation.secret if entry.invitation else "",
        reader=[entry.member_email or entry.email],
    )


def steps_for(entry: Entry, at: datetime) -> list[TicketType]:
    """The steps of what an entry waits for that exist for who waits, each with its stocks.

    None while the code or the invitation of a hidden one cannot be used.
    """
    try:
        claim = claim_of(entry, at)
    except RuleError:
        claim = NOTHING
    rows = pricing.visible(entry.ticket_type.event, claim).filter(
        pk__in=steps_of(entry.ticket_type)
    )
    return list(rows.order_by("position", "pk").prefetch_related("stocks"))


def steps_of(ticket_type: TicketType) -> QuerySet[TicketType]:
    """The ticket types that are one offer at rising prices with this one; itself at least.

    Steps of what is hidden are as hidden.
    """
    same = Q(pk=ticket_type.pk)
    if ticket_type.step_of:
        same |= Q(step_of=ticket_type.step_of)
    rows = TicketType.objects.filter(same, event=ticket_type.event_id, is_active=True)
    rows = rows.public() if ticket_type.is_public else rows.filter(audience=ticket_type.audience)
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
