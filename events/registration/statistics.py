"""How the registration of an event goes, counted by the database: seven statements, however large it is.

An order counts once it was sent off; a ticket is sold when its order is confirmed, waits while it
is to be paid, and is given back when it or its order was cancelled or has expired. Days are those
of the event's place. Money is what the ledger says (domain 4.2), in the event's currency.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django_countries import countries

from events.models import Event
from events.registration import counting, selling
from events.registration.models import PaymentMethod, Ticket
from events.registration.selling import Standing
from foundation.billing.models import EntryKind

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Table:
    """Some figures: shown, drawn as a chart of its columns `drawn`, and taken along as CSV."""

    slug: str
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]
    chart: Literal["line", "bar", ""] = ""
    drawn: Sequence[int] = ()
    # Columns that are amounts of money.
    money: Sequence[int] = ()
    # The sums under the columns, if they have any.
    sums: Sequence[Any] = field(default_factory=list)
    # What one has to know to read it.
    note: str = ""


def tables(event: Event) -> list[Table]:
    """All tables of `event`: seven statements, whatever there is."""
    kinds = {row.pk: row for row in event.ticket_types.all()}
    with counting.days_of(event.zone):
        sold = counting.tickets(event)
        sent = counting.orders(event)
        money = counting.entries(event)
    placed = [row | {"kind": kinds[row["ticket_type"]]} for row in sold]
    stocks = selling.of_event(event)
    return [
        _days(sent, placed),
        _types(placed),
        _steps(placed),
        _money_by_day(money),
        _money_by_method(money),
        _codes(event),
        _countries(sent),
        _stocks(stocks),
        *(_places(row, placed) for row in stocks),
    ]


def _days(sent: list[dict[str, Any]], placed: list[dict[str, Any]]) -> Table:
    orders: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for row in sent:
        orders[row["day"]][0] += row["number"]
        orders[row["day"]][1] += row["live"]
    tickets: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in placed:
        day = tickets[row["day"]]
        for place, name in enumerate(("number", "sold", "waiting")):
            day[place] += row[name]
    rows = [
        (day, *orders[day], *tickets[day][:3], tickets[day][0] - sum(tickets[day][1:]))
        for day in sorted(orders)
    ]
    headers = [
        *(_("Day"), _("Orders"), _("Orders still live"), _("Tickets"), _("Confirmed")),
        *(_("Waiting for payment"), _("Given back")),
    ]
    return Table(
        *("days", _("Orders and tickets per day"), headers, rows, "line", (1, 3)),
        sums=_sums(rows, len(headers)),
    )


def _sold(rows: Iterable[dict[str, Any]], name: Callable[[Any], str]) -> list[tuple[Any, ...]]:
    """A row for each `name`: confirmed, waiting, given back, and what the live ones cost."""
    found: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (row["kind"].position, row["kind"].pk)):
        line = found.setdefault(name(row["kind"]), [0, 0, 0, NOTHING])
        line[0] += row["sold"]
        line[1] += row["waiting"]
        line[2] += row["number"] - row["sold"] - row["waiting"]
        line[3] += row["charged"]
    return [(label, *line) for label, line in found.items()]


def _kinds(slug: str, title: str, first: str, rows: list[tuple[Any, ...]]) -> Table:
    headers = [
        *(first, _("Confirmed"), _("Waiting for payment"), _("Given back")),
        _("Price of those that are live"),
    ]
    return Table(
        *(slug, title, headers, rows, "bar", (1,)),
        money=(4,),
        sums=_sums(rows, len(headers)),
    )


def _types(placed: list[dict[str, Any]]) -> Table:
    rows = _sold(placed, lambda kind: str(kind.name))
    return _kinds("types", _("Tickets by type"), _("Type"), rows)


def _steps(placed: list[dict[str, Any]]) -> Table:
    """Types that are steps of one offer, together with their price."""
    stepped = [row for row in placed if row["kind"].step_of]
    rows = _sold(stepped, lambda kind: f"{kind.step_of}: {kind.name}, {kind.price}")
    return _kinds("steps", _("Tickets by price step"), _("Price step"), rows)


MONEY = {
    EntryKind.CHARGE: (0, 1),
    EntryKind.CREDIT: (0, 1),
    EntryKind.PAYMENT: (1, -1),
    EntryKind.REFUND: (2, 1),
}


def _booked(rows: Iterable[dict[str, Any]], key: str) -> dict[Any, list[Decimal]]:
    """Charged (less what was credited), paid, refunded and open, for each `key`."""
    found: dict[Any, list[Decimal]] = defaultdict(lambda: [NOTHING] * 4)
    for row in rows:
        line = found[row[key]]
        place, sign = MONEY[row["kind"]]
        line[place] += sign * row["sum"]
        # Every entry changes what is open by its amount.
        line[3] += row["sum"]
    return found


def _money_by_day(entries: list[dict[str, Any]]) -> Table:
    found = _booked(entries, "day")
    rows: list[tuple[Any, ...]] = []
    charged, paid, open_ = NOTHING, NOTHING, NOTHING
    for day in sorted(found):
        line = found[day]
        charged, paid, open_ = charged + line[0], paid + line[1] - line[2], open_ + line[3]
        rows.append((day, *line[:3], charged, paid, open_))
    headers = [
        *(_("Day"), _("Charged"), _("Paid"), _("Refunded"), _("Charged so far")),
        *(_("Taken so far"), _("Open at its end")),
    ]
    sums = [*_sums(rows, 4), charged, paid, open_]
    return Table(
        *("money", _("Money per day"), headers, rows, "line", (4, 5)),
        money=range(1, 7),
        sums=sums,
    )


def _money_by_method(entries: list[dict[str, Any]]) -> Table:
    found = _booked(entries, "method")
    labels = dict(PaymentMethod.choices)
    rows = [(str(labels.get(method, "–")), *found[method]) for method in sorted(found)]
    headers = [_("Paid by"), _("Charged"), _("Paid"), _("Refunded"), _("Open")]
    return Table(
        *("methods", _("Money by way of payment"), headers, rows, "bar", (2,)),
        money=range(1, 5),
        sums=_sums(rows, len(headers)),
    )


def _codes(event: Event) -> Table:
    used = Ticket.objects.filter(
        counting.SOLD | counting.WAITING, promo_code__event=event
    ).order_by()
    counted = used.values("promo_code").annotate(
        text=F("promo_code__text"), number=Count("pk"), given=counting.amount("discount")
    )
    lines = [(row["text"], row["number"], row["given"]) for row in counted]
    lines.sort(key=lambda line: (-line[1], line[0]))
    headers = [_("Code"), _("Tickets"), _("Discount given")]
    return Table(
        *("codes", _("Codes used"), headers, lines, "bar", (1,)),
        money=(2,),
        sums=_sums(lines, len(headers)),
    )


def _countries(sent: list[dict[str, Any]]) -> Table:
    found: dict[str, list[Any]] = defaultdict(lambda: [0, NOTHING])
    for row in sent:
        found[row["country"]][0] += row["live"]
        found[row["country"]][1] += row["sum"]
    rows = [
        (str(countries.name(code)) or _("Not said"), *line)
        for code, line in found.items()
        if line[0]
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    headers = [_("Country of the buyer"), _("Orders"), _("Ordered for")]
    return Table(
        *("countries", _("Countries"), headers, rows, "bar", (1,)),
        money=(2,),
        sums=_sums(rows, len(headers)),
    )


def _stocks(stocks: Iterable[Standing]) -> Table:
    """What has become of all places by now; all but those in line add up to the size."""
    rows = [
        (
            *(row.stock.name, part.size, part.confirmed, part.unpaid, part.held),
            *(part.promised, part.free, part.waiting),
        )
        for row in stocks
        for part in [row.places]
    ]
    headers = [
        *(_("Stock"), _("Places"), _("Sold and confirmed"), _("Sold, to be paid"), _("Held")),
        *(_("Promised to codes"), _("Free"), _("People in line")),
    ]
    return Table("stock", _("Places now"), headers, rows)


def _places(row: Standing, placed: list[dict[str, Any]]) -> Table:
    """The places of a stock by day: what its types sold, also before they took its places."""
    ordered: Counter[date] = Counter()
    returned: Counter[date] = Counter()
    for tickets in placed:
        if tickets["ticket_type"] in row.kinds:
            ordered[tickets["day"]] += tickets["number"]
            if tickets["back"]:
                returned[tickets["back"]] += tickets["number"]
    size = row.stock.size
    rows = [
        (day.on, day.ordered, day.returned, day.sold, max(size - day.sold, 0))
        for day in selling.each_day(ordered, returned)
    ]
    headers = [_("Day"), _("Ordered"), _("Given back"), _("Taken at its end"), _("Free at its end")]
    return Table(
        *(f"stock-{row.stock.pk}", _("Places by day: %s") % row.stock.name, headers),
        *(rows, "line", (3, 4)),
        note=_(
            "Taken is what was ordered and not given back. What was held or promised on a past day "
            "is not known any more: it counts as free here, of the %d places there are today."
        )
        % size,
    )


def _sums(rows: Sequence[Sequence[Any]], width: int) -> list[Any]:
    """The word for it, and the sum of each other column."""
    return [_("Together"), *(sum(row[place] for row in rows) for place in range(1, width))]
