"""What the statistics of an event are made of: its tickets, orders and money, counted by the
database, by day and whatever else is told apart. One statement each, however large it is.

An order counts once it was sent off, but not while the card is waited for that is to pay it: so
long its places are held. Days are those of the event's place: the database is told its zone for
the while. To reckon each of 100,000 moments into a zone that is named in the statement takes it
three times as long.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Cast, Coalesce

from events.models import Event
from events.registration.models import Order, OrderState, Ticket
from foundation.base.money import MoneyField
from foundation.billing.models import Entry

SOLD = Q(cancelled_at=None, order__state=OrderState.PAID)
WAITING = Q(cancelled_at=None, order__state=OrderState.PENDING)
HELD = Q(order__state=OrderState.HELD)
LIVE = {OrderState.PENDING, OrderState.PAID}

# An order's account is its own, so its entries are found without the accounts between them.
MONEY = f"""SELECT entry.kind, placed.method, entry.at::date AS day, SUM(entry.amount) AS sum
    FROM {Entry._meta.db_table} entry
    JOIN {Order._meta.db_table} placed ON placed.account_id = entry.account_id
    WHERE placed.event_id = %s
    GROUP BY 1, 2, 3
"""  # noqa: S608 -- the names are those of our own tables


@contextmanager
def days_of(zone: str) -> Iterator[None]:
    """Have the database reckon days on the clocks of `zone` within; read nothing but days there."""
    with transaction.atomic(), connection.cursor() as cursor:
        # With room for all groups in memory none is sorted to be counted.
        cursor.execute(
            "select set_config('timezone', %s, true), set_config('work_mem', '64MB', true)", [zone]
        )
        yield
        # A transaction that goes on is told the zone it had; one that ends forgets this by itself.
        if connection.savepoint_ids:
            cursor.execute("select set_config('timezone', %s, true)", [connection.timezone_name])


def tickets(event: Event) -> list[dict[str, Any]]:
    """Tickets by type, the day they were ordered and the day they were given `back`, if they were;
    as far as they are sold or wait."""
    rows = Ticket.objects.filter(~HELD, order__event=event, order__placed_at__isnull=False)
    # What became of them tells groups apart: that is half the work of a condition for each sum. Of
    # each of these days the database knows how many there are (statistics `*_days`), so that it
    # counts with several processes.
    by_day = rows.order_by().values(
        "ticket_type",
        state=F("order__state"),
        day=_day("order__placed_at"),
        gone=_day("cancelled_at"),
        closed=_day("order__closed_at"),
    )
    return [_ticket(row) for row in by_day.annotate(number=Count("*"), sum=amount("price"))]


def _ticket(row: Mapping[str, Any]) -> dict[str, Any]:
    sold = not row["gone"] and row["state"] == OrderState.PAID
    waiting = not row["gone"] and row["state"] == OrderState.PENDING
    return {
        **{name: row[name] for name in ("ticket_type", "day", "number")},
        "back": row["gone"] or row["closed"],
        "sold": row["number"] if sold else 0,
        "waiting": row["number"] if waiting else 0,
        "charged": row["sum"] if sold or waiting else Decimal(0),
    }


def orders(event: Event) -> list[dict[str, Any]]:
    """Orders by day and country, all and those that are live, with what these cost."""
    sent = Order.objects.filter(~Q(state=OrderState.HELD), event=event, placed_at__isnull=False)
    by_day = sent.order_by().values("country", "state", day=_day("placed_at"))
    return [_order(row) for row in by_day.annotate(number=Count("*"), sum=amount("total"))]


def _order(row: Mapping[str, Any]) -> dict[str, Any]:
    is_live = row["state"] in LIVE
    return {
        **{name: row[name] for name in ("country", "day", "number")},
        "live": row["number"] if is_live else 0,
        "sum": row["sum"] if is_live else Decimal(0),
    }


def entries(event: Event) -> list[dict[str, Any]]:
    """The sums of the ledger by day, kind and way of payment."""
    with connection.cursor() as cursor:
        cursor.execute(MONEY, [event.pk])
        names = ("kind", "method", "day", "sum")
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def amount(name: str, condition: Q | None = None) -> Coalesce:
    """The sum of a column of money, nothing where there is none."""
    return Coalesce(Sum(name, filter=condition), 0, output_field=MoneyField())


def _day(moment: str) -> Cast:
    return Cast(moment, output_field=models.DateField())
