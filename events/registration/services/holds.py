"""Choosing tickets, and saying who orders and who comes (domain 4.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import bills, claims, reading, taxing
from events.registration.models import Order, OrderState, Ticket, TicketType
from events.registration.pricing import NOTHING, Claim, Item
from events.registration.services import codes, contents, expiry, numbering, reckoning, stock
from events.registration.services.contents import ATTENDEE, HOLD, Line
from foundation.base import written
from foundation.base.errors import RuleError

PURCHASER = (
    "name",
    "email",
    "organization",
    "address",
    "country",
    "is_business",
    "tax_number",
    "purchase_order",
)


@dataclass(frozen=True)
class Filled:
    """A form that came with the choice of tickets: what `fill_in` takes."""

    purchaser: Mapping[str, Any]
    attendees: Mapping[int, Mapping[str, Any]]
    conduct: bool


def hold(
    *,
    event: Event,
    lines: Sequence[Line],
    basket: str,
    at: datetime,
    code: str = "",
    invitation: str = "",
    reader: Sequence[str] = (),
    filled: Filled | None = None,
    read: Sequence[TicketType] | None = None,
) -> Order:
    """Hold places for half an hour and return the order that holds them (domain 4.1).

    The same `basket` is the same order: a second click finds it, a second tab changes what it
    holds, one that has expired is tried again with everything typed kept, and one that has been
    placed or cancelled is returned as it is. What came `filled` in is written too. A typed `code`
    changes prices and may open hidden types; its uses are taken with the places. An `invitation`
    (its secret, or one to the addresses of a logged-in `reader`) opens what it is for; it is taken
    when the order is sent off. `read` are the types that everybody sees, if this request has read
    them.

    Raises RuleError `closed`, `nothing_chosen`, `not_on_sale`, `too_many` or `sold_out`; for the
    code `code_unknown`, `code_used_up` or `code_not_for_these`; for the invitation what
    `claims.find_invitation` raises; and what `fill_in` raises.
    """
    claim = claims.gather(event, at, basket=basket, code=code, invitation=invitation, reader=reader)
    chosen = contents.choose(event, lines, at, claim, read)
    kept = stock.kept_for(claim.code, chosen)
    if not stock.look(chosen, stock.needs_of(chosen), kept):
        # Places whose half hour is over may not have come back yet.
        expiry.release_expired(at)
    for left in reversed(range(numbering.TRIES)):
        if found := reading.order_of(basket):
            return _change(found[0], chosen, claim, at, filled)
        order = new_order(event, chosen, basket, at, filled, claim)
        if _begin(order, chosen, at, filled, kept, may_fail=left > 0):
            break
    return order


def _begin(
    order: Order,
    chosen: list[Item],
    at: datetime,
    filled: Filled | None,
    kept: stock.KeptFor | None,
    *,
    may_fail: bool,
) -> bool:
    """Write a new order. False if another tab was quicker, or another order has its code."""
    try:
        _write(order, chosen, at, filled, kept)
    except IntegrityError:
        if may_fail and (reading.order_of(order.basket) or numbering.is_taken(order.code)):
            return False
        raise
    return True


@transaction.atomic
def _write(
    order: Order,
    chosen: list[Item],
    at: datetime,
    filled: Filled | None,
    kept: stock.KeptFor | None,
) -> None:
    """Save a new order with its tickets, and take their places and uses."""
    written.insert(order)
    written.insert_all(new_tickets(order, chosen, at, filled))
    stock.reserve(order, stock.needs_of(chosen), is_new=True, kept=kept)
    if any(item.by_code for item in chosen):
        codes.take(order, chosen)


def new_order(
    event: Event,
    chosen: list[Item],
    basket: str,
    at: datetime,
    filled: Filled | None,
    claim: Claim = NOTHING,
) -> Order:
    """An order of these tickets that holds them for half an hour from `at` on. Not saved."""
    order = Order(
        event=event, basket=basket, currency=event.currency, created_at=at, held_until=at + HOLD
    )
    if filled:
        _sign(order, filled.purchaser, at, conduct=filled.conduct)
    order.total = taxing.total(chosen, taxing.buyer_of(order), at)
    for name, value in contents.kept_of(chosen, claim).items():
        setattr(order, name, value)
    order.invitation = contents.invitation_for(chosen, claim)
    return order


def new_tickets(
    order: Order, chosen: list[Item], at: datetime, filled: Filled | None
) -> list[Ticket]:
    """Its tickets, not saved, with the names that came with the choice.

    Raises RuleError `half_named`.
    """
    tickets = contents.new_tickets(order, chosen, at)
    if filled:
        _name(tickets, filled.attendees)
    return tickets


@transaction.atomic
def _change(
    order: Order, chosen: list[Item], claim: Claim, at: datetime, filled: Filled | None
) -> Order:
    """Let an order that nobody has sent off or paid for hold other tickets."""
    order = bills.lock(order)
    is_open = order.state in {OrderState.HELD, OrderState.EXPIRED} and not bills.has_money(order)
    if is_open:
        # Who goes back from the card to the tickets has not sent the order off any more.
        order.placed_at = None
        contents.rewrite(order, chosen, at, claim)
        bills.charge(order, Decimal(0), at)
    if filled is None:
        return order
    return write_down(
        order=order,
        purchaser=filled.purchaser,
        attendees=filled.attendees,
        at=at,
        conduct=filled.conduct,
    )


@transaction.atomic
def fill_in(
    *,
    order: Order,
    purchaser: Mapping[str, Any],
    attendees: Mapping[int, Mapping[str, Any]],
    at: datetime,
    conduct: bool = False,
) -> Order:
    """Write down who orders and, by number of the ticket, who comes (empty: to be named later).

    With `conduct` they have accepted the code of conduct on the same page.

    Works on an order whose half hour is over too, so that nothing typed is lost. A buyer whose
    country or tax number is taxed otherwise has another total, and what was sent off at the old
    one has not been sent off any more. Raises RuleError `not_held` once the order has been sent
    off or cancelled, `half_named` for a name without an e-mail.
    """
    return write_down(order=order, purchaser=purchaser, attendees=attendees, at=at, conduct=conduct)


def write_down(
    *,
    order: Order,
    purchaser: Mapping[str, Any],
    attendees: Mapping[int, Mapping[str, Any]],
    at: datetime,
    conduct: bool = False,
) -> Order:
    """What `fill_in` does, as a part of the caller's transaction. The order knows its tickets."""
    order = bills.lock(order)
    if order.state not in {OrderState.HELD, OrderState.EXPIRED}:
        raise RuleError(_("This order has been sent off already."), code="not_held")
    before = taxing.buyer_of(order)
    _sign(order, purchaser, at, conduct=conduct)
    order.save()
    if taxing.buyer_of(order) != before:
        _tax_anew(order, at)
    if attendees:
        reading.know_tickets(order)
        _write_names(order, attendees)
    return order


def _write_names(order: Order, attendees: Mapping[int, Mapping[str, Any]]) -> None:
    tickets = [ticket for ticket in order.tickets.all() if ticket.position in attendees]
    _name(tickets, attendees)
    if len(tickets) == 1:
        # The usual case, at a fifth of what building a statement for many costs.
        tickets[0].save(update_fields=ATTENDEE)
    else:
        Ticket.objects.bulk_update(tickets, ATTENDEE)


def _sign(order: Order, purchaser: Mapping[str, Any], at: datetime, *, conduct: bool) -> None:
    """Put down who orders. It is not saved."""
    for name in PURCHASER:
        if name in purchaser:
            setattr(order, name, purchaser[name])
    # One person is one address, however they type it.
    order.email = order.email.lower()
    if conduct and order.conduct_accepted_at is None:
        order.conduct_accepted_at = at


def _name(tickets: Iterable[Ticket], attendees: Mapping[int, Mapping[str, Any]]) -> None:
    """Put down who comes with these tickets of one order. They are not saved."""
    for ticket in tickets:
        answers = attendees.get(ticket.position, {})
        for name in ATTENDEE:
            setattr(ticket, name, answers.get(name, ""))
        ticket.attendee_email = ticket.attendee_email.lower()
        if bool(ticket.attendee_name) != bool(ticket.attendee_email):
            raise RuleError(
                _("Ticket %(number)d: give the full name and the e-mail, or neither yet."),
                code="half_named",
                params={"number": ticket.position},
            )


def _tax_anew(order: Order, at: datetime) -> None:
    before = order.total
    taxing.rewrite(order, at)
    if order.total == before:
        return
    if bills.has_money(order):
        # It stays sent off, and what is still owed follows.
        bills.charge(order, order.total if order.state == OrderState.HELD else Decimal(0), at)
        reckoning.reckon(order, at)
    else:
        order.placed_at = None
        order.save(update_fields=["placed_at"])
        bills.charge(order, Decimal(0), at)


@transaction.atomic
def accept_conduct(*, order: Order, at: datetime) -> Order:
    """Keep when the buyer first accepted the code of conduct for all who come."""
    order = bills.lock(order)
    if order.conduct_accepted_at is None:
        order.conduct_accepted_at = at
        order.save(update_fields=["conduct_accepted_at"])
    return order
