"""Tickets that change orders: split off into a new one, or moved to one that is there.

What belongs to them goes along, see `belongings`. What was paid for them goes along as a refund here and a payment there: both accounts
still add up, and the takings of the event stay what they are. Invoices are reversed; the next
ones say the new totals.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from events.registration import bills, tasks
from events.registration.models import Order, OrderState, Ticket
from events.registration.services import agreed, belongings, numbering
from foundation.base import tokens
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind

# What a new order says as the one its tickets come from.
ALIKE = (
    *("event_id", "state", "method", "address", "country", "is_business", "tax_number"),
    *("currency", "promo_code_id", "member_of_id", "member_email", "conduct_accepted_at"),
    *("placed_at", "pay_until", "paid_at"),
)


@transaction.atomic
def split(
    *, order: Order, tickets: Collection[int], purchaser: Mapping[str, str], at: datetime
) -> Order:
    """Staff: put the `tickets` (keys) of a confirmed order into a new one of `purchaser` (name,
    email, organization), who gets a confirmation; returns it.

    Raises RuleError `not_confirmed`, `unsettled`, `nothing`, `last`, or `asked_back` for a ticket
    whose refund waits for an answer, and `invited` for a ticket by invitation that would go to
    somebody else than the invited, or without the others.
    """
    (source,) = _lock([order])
    chosen = _chosen(source, tickets)
    new = Order(**{name: getattr(source, name) for name in ALIKE})
    new.name = purchaser["name"]
    new.email = purchaser["email"].lower()
    new.organization = purchaser.get("organization", "")
    new.basket = tokens.secret()
    new.created_at = at
    numbering.save_new(new)
    _move(source, new, chosen, at)
    return new


@transaction.atomic
def move(*, order: Order, tickets: Collection[int], into: Order, at: datetime) -> Order:
    """Staff: put the `tickets` (keys) of a confirmed order into another confirmed one of the same
    event and currency; returns that one.

    Raises RuleError `same`, `other_event`, `other_person`, `promised`, and what `split` raises.
    """
    if order.pk == into.pk:
        raise RuleError(_("The tickets are in this order already."), code="same")
    first, second = _lock([order, into])
    source, target = (first, second) if first.pk == order.pk else (second, first)
    if (source.event_id, source.currency) != (target.event_id, target.currency):
        raise RuleError(
            _("Order %s is for another event. Choose one of the same event.") % target,
            code="other_event",
        )
    _move(source, target, _chosen(source, tickets), at)
    return target


def _lock(orders: list[Order]) -> list[Order]:
    """The orders as they are now, locked, by key; all accounts before all orders."""
    accounts = [row.account_id for row in orders if row.account_id]
    list(Account.objects.select_for_update().filter(pk__in=accounts).order_by("pk"))
    rows = Order.objects.select_related("event", "account").select_for_update(of=["self"])
    locked = list(rows.filter(pk__in=[row.pk for row in orders]).order_by("pk"))
    if {row.account_id for row in locked if row.account_id} != set(accounts):
        raise RuleError(
            _("This order has just been changed. Look at it, and try again."), code="changed"
        )
    for order in locked:
        _may_change(order)
    return locked


def _may_change(order: Order) -> None:
    if order.state != OrderState.PAID:
        raise RuleError(
            _("Order %s is not confirmed. Tickets move between confirmed orders.") % order,
            code="not_confirmed",
        )
    if agreed.waiting_of(order) is not None or (
        order.account is not None and billing.outstanding(order.account)
    ):
        raise RuleError(
            _("Money of order %s is still on its way. Settle that first.") % order,
            code="unsettled",
        )


def _chosen(order: Order, keys: Collection[int]) -> list[Ticket]:
    rows = order.tickets.filter(cancelled_at=None).select_related("ticket_type")
    tickets = list(rows.order_by("position"))
    chosen = [row for row in tickets if row.pk in set(keys)]
    if not chosen or len(chosen) != len(set(keys)):
        raise RuleError(_("Choose tickets of this order that are valid."), code="nothing")
    if len(chosen) == len(tickets):
        raise RuleError(
            _("Leave a ticket in the order, or correct its billing address instead."), code="last"
        )
    _refuse_asked_back(order, chosen)
    return chosen


def _refuse_asked_back(order: Order, tickets: Collection[Ticket]) -> None:
    """A request that waits is about tickets of its own order, and about its money."""
    if order.refund_requests.waiting().filter(tickets__in=tickets).exists():
        raise RuleError(
            _("Its owner asks to give one of these tickets back. Decide on that first."),
            code="asked_back",
        )


def _move(source: Order, target: Order, tickets: list[Ticket], at: datetime) -> None:
    belongings.hand_over(source, target, tickets)
    last = target.tickets.order_by("-position").values_list("position", flat=True).first() or 0
    for place, ticket in enumerate(tickets, last + 1):
        ticket.order, ticket.position = target, place
        ticket.save(update_fields=["order", "position"])
    worth = sum((row.price for row in tickets), Decimal(0))
    if worth:
        _money(source, target, worth, at)
    # To the minute: a double click is one mail.
    for order in (source, target):
        tasks.mail_order_confirmed.enqueue(order.pk, again=f"{at:%Y-%m-%dT%H:%M}")


def _money(source: Order, target: Order, worth: Decimal, at: datetime) -> None:
    """Credit `worth` here and charge it there, and book what was paid for it along."""
    note = _("Tickets moved from order %(source)s to order %(target)s")
    note = note % {"source": source, "target": target}
    there = bills.account_of(target, at)
    here = bills.account_of(source, at)
    source.total -= worth
    target.total += worth
    for order, account, kind in (
        (source, here, EntryKind.REFUND),
        (target, there, EntryKind.PAYMENT),
    ):
        order.save(update_fields=["total"])
        bills.charge(order, order.total, at)
        key = f"moved:{order.pk}:{account.entries.count()}"
        billing.add_entry(account=account, kind=kind, amount=worth, key=key, at=at, note=note)
        billing.reverse_open_invoices(account=account, at=at)
