"""Choosing tickets, and saying who orders and who comes (domain 4.1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import bills, claims, taxing
from events.registration.models import Order, OrderState, Ticket
from events.registration.pricing import Claim, Item
from events.registration.services import codes, contents, expiry, reckoning, stock
from events.registration.services.contents import ATTENDEE, HOLD, Line
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


def hold(
    *,
    event: Event,
    lines: Sequence[Line],
    basket: str,
    at: datetime,
    code: str = "",
    invitation: str = "",
    reader: Sequence[str] = (),
) -> Order:
    """Hold places for half an hour and return the order that holds them (domain 4.1).

    The same `basket` is the same order: a second click finds it, a second tab changes what it
    holds, and one that has expired is tried again with everything typed kept. An order that has
    been placed or cancelled is returned as it is. A typed `code` changes prices and may open hidden
    types; its uses are taken with the places. An `invitation` (its secret, or one to the addresses
    of a logged-in `reader`) opens what it is for; it is taken when the order is sent off.

    Raises RuleError `closed`, `nothing_chosen`, `not_on_sale`, `too_many` or `sold_out`; for the
    code `code_unknown`, `code_used_up` or `code_not_for_these`; for the invitation what
    `claims.find_invitation` raises.
    """
    claim = claims.gather(event, at, basket=basket, code=code, invitation=invitation, reader=reader)
    chosen = contents.choose(event, lines, at, claim)
    needs = stock.needs_of(chosen)
    kept = stock.kept_for(claim.code, chosen)
    if not stock.look(chosen, needs, kept):
        # Places whose half hour is over may not have come back yet.
        expiry.release_expired(at)
    with transaction.atomic():
        begun = _begun(event, chosen, claim, at)
        order, created = Order.objects.get_or_create(basket=basket, defaults=begun)
        if not created:
            return _change(order, chosen, claim, at)
        Ticket.objects.bulk_create(contents.new_tickets(order, chosen, at))
        stock.reserve(order, needs, is_new=True, kept=kept)
        if any(item.by_code for item in chosen):
            codes.take(order, chosen)
    return order


def _begun(event: Event, chosen: list[Item], claim: Claim, at: datetime) -> dict[str, Any]:
    return {
        "event": event,
        "currency": event.currency,
        "created_at": at,
        "held_until": at + HOLD,
        "total": taxing.total(chosen, taxing.buyer_of(None), at),
        **contents.kept_of(chosen, claim),
        "invitation": contents.invitation_for(chosen, claim),
    }


def _change(order: Order, chosen: list[Item], claim: Claim, at: datetime) -> Order:
    """Let an order that nobody has sent off or paid for hold other tickets."""
    order = bills.lock(order)
    if order.state not in {OrderState.HELD, OrderState.EXPIRED} or bills.has_money(order):
        return order
    # Who goes back from the card to the tickets has not sent the order off any more.
    order.placed_at = None
    contents.rewrite(order, chosen, at, claim)
    bills.charge(order, Decimal(0), at)
    return order


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
    order = bills.lock(order)
    if order.state not in {OrderState.HELD, OrderState.EXPIRED}:
        raise RuleError(_("This order has been sent off already."), code="not_held")
    before = taxing.buyer_of(order)
    for name in PURCHASER:
        if name in purchaser:
            setattr(order, name, purchaser[name])
    # One person is one address, however they type it.
    order.email = order.email.lower()
    if conduct and order.conduct_accepted_at is None:
        order.conduct_accepted_at = at
    order.save()
    if taxing.buyer_of(order) != before:
        _tax_anew(order, at)
    _name(order, attendees)
    return order


def _name(order: Order, attendees: Mapping[int, Mapping[str, Any]]) -> None:
    """Write down who comes, on the tickets of a locked order."""
    tickets = [ticket for ticket in order.tickets.all() if ticket.position in attendees]
    for ticket in tickets:
        for name in ATTENDEE:
            setattr(ticket, name, attendees[ticket.position].get(name, ""))
        ticket.attendee_email = ticket.attendee_email.lower()
        if bool(ticket.attendee_name) != bool(ticket.attendee_email):
            raise RuleError(
                _("Ticket %(number)d: give the full name and the e-mail, or neither yet."),
                code="half_named",
                params={"number": ticket.position},
            )
    if len(tickets) == 1:
        # The usual case, at a fifth of what building a statement for many costs.
        tickets[0].save(update_fields=ATTENDEE)
    else:
        Ticket.objects.bulk_update(tickets, ATTENDEE)


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
