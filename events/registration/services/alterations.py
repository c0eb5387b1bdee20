"""Changing an order that was sent off: other tickets, or more, at a difference that is shown
first (domain 4.2)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from events.registration import bills, pricing, taxing
from events.registration.models import (
    Audience,
    Change,
    ChangeLine,
    ChangeState,
    Order,
    OrderState,
    Ticket,
    TicketType,
)
from events.registration.services import agreed, contents, payback, reckoning
from events.registration.services.contents import Line
from foundation.base.errors import RuleError
from foundation.billing.tax.deciding import Buyer


@dataclass(frozen=True)
class Swap:
    """A ticket that becomes another, or (without a ticket) one more: `sold`, not saved."""

    ticket: Ticket | None
    sold: Ticket

    @property
    def ticket_type(self) -> TicketType:
        return self.sold.ticket_type

    @property
    def difference(self) -> Decimal:
        """What it costs more than before, tax included; negative: less."""
        return self.sold.price - (self.ticket.price if self.ticket else Decimal(0))


@dataclass(frozen=True)
class Plan:
    """What a change would do to an order: nothing has happened yet."""

    order: Order
    swaps: tuple[Swap, ...]

    @property
    def difference(self) -> Decimal:
        """What the buyer pays (positive) or gets back, in the order's currency, tax included."""
        return sum((swap.difference for swap in self.swaps), Decimal(0))

    @property
    def gain(self) -> Decimal:
        """The difference without its sign."""
        return abs(self.difference)

    @property
    def total(self) -> Decimal:
        """What the order costs afterwards."""
        return self.order.total + self.difference

    @property
    def places(self) -> dict[str, int]:
        """By how many places the order takes more or fewer, by the key of the stock."""
        more: Counter[str] = Counter()
        for swap in self.swaps:
            more.update(str(stock.pk) for stock in swap.ticket_type.stocks.all())
            if swap.ticket is not None:
                more.subtract(str(stock.pk) for stock in swap.ticket.ticket_type.stocks.all())
        return {pk: number for pk, number in more.items() if number}


def choices(order: Order, at: datetime) -> list[TicketType]:
    """What tickets of an order can become at `at`: what everybody may buy, at today's price.

    A code was for the order it was used in, so what a code opens is not offered here.
    """
    rows = pricing.visible(order.event).filter(audience=Audience.ALL).on_sale(at)
    along = rows.select_related("event", *taxing.RULES)
    return list(along.prefetch_related("stocks", *taxing.RATES))


def plan(*, order: Order, swaps: Mapping[int, int], more: Sequence[Line], at: datetime) -> Plan:
    """The change of tickets (by number in the order) to types (by key), and of `more` tickets.

    Raises RuleError `closed`, `too_late`, `not_on_sale`, `too_many` or `nothing_changed`.
    """
    _may_change(order, at)
    on_sale = {row.pk: row for row in choices(order, at)}
    kept = order.tickets.filter(cancelled_at=None).select_related("ticket_type")
    tickets = {row.position: row for row in kept.prefetch_related("ticket_type__stocks")}
    buyer = taxing.buyer_of(order)
    rows: list[Swap] = []
    for position, key in swaps.items():
        ticket = tickets.get(position)
        if ticket is None:
            raise RuleError(_("Ticket %d is not in this order any more.") % position, code="closed")
        if key != ticket.ticket_type_id:
            rows.append(_swap(ticket, on_sale.get(key), buyer, at))
    for key, quantity in more:
        if quantity > 0:
            rows += [
                _swap(None, on_sale.get(key), buyer, at) for _number in range(min(quantity, 1000))
            ]
    if not rows:
        raise RuleError(
            _("Nothing is changed. Choose another ticket or add one."), code="nothing_changed"
        )
    _look_at_numbers(tickets.values(), rows)
    return Plan(order, tuple(rows))


def _may_change(order: Order, at: datetime) -> None:
    if order.state not in {OrderState.PAID, OrderState.PENDING}:
        raise RuleError(_("This order is not open for changes."), code="closed")
    if not order.event.allows_changes(at) or order.event.is_over(at):
        raise RuleError(_("The time for changes is over. Write to us."), code="too_late")


def _swap(ticket: Ticket | None, kind: TicketType | None, buyer: Buyer, at: datetime) -> Swap:
    if kind is None:
        raise RuleError(
            _("One of these tickets is not on sale any more. Look at the prices and choose again."),
            code="not_on_sale",
        )
    sold = Ticket(ticket_type=kind, listed_price=kind.price or Decimal(0))
    taxing.write(sold, buyer, at)
    return Swap(ticket, sold)


def _look_at_numbers(tickets: Iterable[Ticket], rows: list[Swap]) -> None:
    """Refuse more of a type than one order may have."""
    changed = {swap.ticket.pk for swap in rows if swap.ticket}
    numbers = Counter(row.ticket_type_id for row in tickets if row.pk not in changed)
    for swap in rows:
        kind = swap.ticket_type
        numbers[kind.pk] += 1
        if numbers[kind.pk] > kind.most_per_order:
            raise RuleError(
                _("%(name)s: at most %(most)d in one order.")
                % {"name": kind.name, "most": kind.most_per_order},
                code="too_many",
            )


@transaction.atomic
def change(
    *,
    order: Order,
    swaps: Mapping[int, int],
    more: Sequence[Line],
    expected: Decimal,
    at: datetime,
) -> Change:
    """Change the tickets of an order by the difference that its owner has seen, `expected`.

    While the order itself is not paid, or when it gets no dearer, the change is done at once, and
    what was paid too much goes back. Else the new places are held while the difference is paid,
    and the old tickets stay valid until then.

    Raises what `plan` raises, RuleError `other_difference` when prices have moved since,
    `change_waits` while another change waits for money, and `sold_out`.
    """
    order = bills.lock(order)
    if agreed.waiting_of(order) is not None:
        raise RuleError(
            _("Another change of this order waits for its payment. Pay it or take it back first."),
            code="change_waits",
        )
    planned = plan(order=order, swaps=swaps, more=more, at=at)
    if planned.difference != expected:
        raise RuleError(
            _("A price has changed since you looked. Look at the difference again."),
            code="other_difference",
        )
    if planned.difference > 0:
        bills.account_of(order, at)
        if order.state == OrderState.PAID:
            return _agree(planned, at)
    change = _write(planned, at, waits=False)
    agreed.do(order, change, at, places=planned.places)
    reckoning.reckon(order, at)
    payback.send(order, -planned.difference, key=f"change:{change.pk}", at=at)
    return change


def _agree(planned: Plan, at: datetime) -> Change:
    """Hold the places of a change that waits for its difference."""
    order = planned.order
    change = _write(planned, at, waits=True)
    agreed.move(order, {pk: number for pk, number in planned.places.items() if number > 0})
    bills.charge(order, planned.total, at)
    # Money that was to go back to the buyer may pay for it.
    reckoning.reckon(order, at)
    change.refresh_from_db()
    return change


def _write(planned: Plan, at: datetime, *, waits: bool) -> Change:
    change = Change.objects.create(
        order=planned.order,
        state=ChangeState.WAITING if waits else ChangeState.DONE,
        difference=planned.difference,
        places=planned.places,
        made_at=at,
        waits_until=at + contents.HOLD if waits else None,
        closed_at=None if waits else at,
    )
    ChangeLine.objects.bulk_create(
        ChangeLine(
            change=change,
            ticket=swap.ticket,
            **{name: getattr(swap.sold, name) for name in agreed.SOLD},
        )
        for swap in planned.swaps
    )
    return change
