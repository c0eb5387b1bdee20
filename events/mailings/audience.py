"""Whom a mailing is for: tickets and orders that fit, one address once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from events.mailings.models import Mailing, Named, Reason, Recipient, ToWhom, Unsubscription
from events.registration.models import Order, OrderState, Ticket
from events.registration.models.tickets import TicketQuerySet

CHUNK = 2000
SAMPLE = 5


@dataclass(frozen=True)
class Reach:
    """How many addresses a mailing would go to now, and some of them."""

    number: int
    sample: list[str]


def tickets(mailing: Mailing) -> TicketQuerySet:
    """The tickets that fit, whoever is written to. Only of orders that were sent off."""
    rows = Ticket.objects.filter(
        # With its order, every ticket of it is cancelled: then it is the order that counts.
        Q(cancelled_at__isnull=True) | Q(order__state=OrderState.CANCELLED),
        order__event=mailing.event_id,
        order__state__in=mailing.order_states,
        order__placed_at__isnull=False,
    )
    types = _keys(mailing, "ticket_types")
    if types:
        rows = rows.filter(ticket_type__in=types)
    if mailing.named == Named.NAMED:
        rows = rows.exclude(attendee_name="")
    elif mailing.named == Named.UNNAMED:
        rows = rows.filter(attendee_name="")
    if mailing.country:
        rows = rows.filter(order__country=mailing.country)
    if mailing.code_id:
        rows = rows.filter(order__promo_code=mailing.code_id)
    return rows


def people(mailing: Mailing) -> QuerySet[Any]:
    """Tickets or orders, each with its `reader` in small letters; an address may come up again."""
    fitting = tickets(mailing)
    rows: QuerySet[Any]
    if mailing.to_whom == ToWhom.ATTENDEES:
        rows = fitting.exclude(attendee_email="").annotate(reader=Lower("attendee_email"))
    else:
        orders = Order.objects.filter(Exists(fitting.filter(order=OuterRef("pk"))))
        rows = orders.exclude(email="").annotate(reader=Lower("email"))
    without = _keys(mailing, "without_types")
    if without:
        rows = rows.exclude(reader__in=_holders(without))
    if mailing.reason == Reason.NEWS:
        unsubscribed = Unsubscription.objects.about(mailing.event).filter(email=OuterRef("reader"))
        rows = rows.exclude(Exists(unsubscribed))
    return rows


def _keys(mailing: Mailing, field: str) -> list[int]:
    """The types it names; one that is only typed names none yet."""
    return [kind.pk for kind in getattr(mailing, field).all()] if mailing.pk else []


def _holders(types: list[int]) -> QuerySet[Ticket]:
    held = Ticket.objects.valid().filter(ticket_type__in=types).exclude(attendee_email="")
    return held.values_list(Lower("attendee_email"), flat=True)


def reach(mailing: Mailing) -> Reach:
    """How many it would go to now. Two queries, beside those for the types it names."""
    rows = people(mailing)
    number = rows.order_by().aggregate(number=Count("reader", distinct=True))["number"]
    return Reach(number, list(rows.order_by("-pk").values_list("reader", flat=True)[:SAMPLE]))


def snapshot(mailing: Mailing) -> Iterator[list[Recipient]]:
    """Recipients to be written down, in chunks: never more than one of them is in memory."""
    rows = people(mailing).order_by("pk")
    for_tickets = mailing.to_whom == ToWhom.ATTENDEES
    wanted = ("pk", "reader", "order_id") if for_tickets else ("pk", "reader", "pk")
    last = 0
    while chunk := list(rows.filter(pk__gt=last).values_list(*wanted)[:CHUNK]):
        last = chunk[-1][0]
        yield [
            Recipient(
                mailing=mailing,
                email=address,
                order_id=order,
                ticket_id=pk if for_tickets else None,
            )
            for pk, address, order in chunk
        ]


def still_fitting(mailing: Mailing, recipients: list[Recipient]) -> set[int]:
    """The keys of those of `recipients` who fit now: tickets are passed on, orders cancelled."""
    rows = people(mailing)
    if mailing.to_whom == ToWhom.ATTENDEES:
        found = rows.filter(pk__in=[row.ticket_id for row in recipients])
    else:
        found = rows.filter(pk__in=[row.order_id for row in recipients])
    now = dict(found.values_list("pk", "reader"))
    return {row.pk for row in recipients if now.get(row.ticket_id or row.order_id) == row.email}


def unsubscribed(mailing: Mailing, recipients: list[Recipient]) -> set[str]:
    """The addresses among `recipients` that want no news of this event."""
    if mailing.reason != Reason.NEWS:
        return set()
    emails = [row.email for row in recipients]
    rows = Unsubscription.objects.about(mailing.event).filter(email__in=emails)
    return set(rows.values_list("email", flat=True))
