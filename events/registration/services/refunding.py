"""Tickets given back: the owner asks, a rule or staff decide, the money goes back (domain 4.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import bills, tasks
from events.registration.models import (
    Order,
    OrderState,
    RefundRequest,
    RefundRule,
    RefundState,
    Ticket,
)
from events.registration.services import changes, payback
from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.money import round_money
from foundation.base.prepared import prepared


@dataclass(frozen=True)
class Terms:
    """What is refunded now: `rate` per cent, until the end of `until_on` in the event's zone."""

    rate: Decimal
    until_on: date | None
    at_once: bool

    def of(self, tickets: Collection[Ticket], currency: str) -> Decimal:
        """What comes back for `tickets`, each rounded to the currency's smallest unit."""
        each = (round_money(ticket.price * self.rate / 100, currency) for ticket in tickets)
        return sum(each, Decimal(0))


def terms(event: Event, at: datetime) -> Terms | None:
    """The terms that hold at `at`; None when the time for refunds is over.

    Of several rules the one with the earliest end that is not over holds: who asks early gets its
    rate. Without rules everything is refunded, and staff decide.
    """
    if not event.allows_changes(at) or event.has_begun(at):
        return None
    rules = _rules(event.pk)
    if not rules:
        return Terms(Decimal(100), None, at_once=False)
    today = zones.day(at, event.zone)
    rule = _first_open(rules, event, today)
    if rule is None:
        return None
    return Terms(rule.rate, rule.until_on, at_once=rule.at_once)


@prepared
def _rules(event_id: int) -> QuerySet[RefundRule]:
    return RefundRule.objects.filter(event=event_id)


def _first_open(rules: list[RefundRule], event: Event, today: date) -> RefundRule | None:
    for rule in rules:
        rule.event = event
    still = [rule for rule in rules if rule.until_on >= today]
    return min(still, key=lambda rule: rule.until_on, default=None)


def refundable(order: Order) -> list[Ticket]:
    """The tickets that can be given back for money: live and not free, of a paid order."""
    if order.state != OrderState.PAID:
        return []
    return [row for row in order.tickets.all() if row.cancelled_at is None and row.price > 0]


@transaction.atomic
def ask_refund(
    *, order: Order, positions: Collection[int], reason: str, at: datetime
) -> RefundRequest:
    """The owner asks for a refund of tickets, by their number in the order.

    Where the rule says so it is granted at once; else staff decide. A second request while one
    waits is the first. Raises RuleError `not_refundable`, `nothing_chosen`, `too_late`.
    """
    order = bills.lock(order)
    waiting = order.refund_requests.waiting().first()
    if waiting is not None:
        return waiting
    now = terms(order.event, at)
    if now is None:
        raise RuleError(_("The time for refunds is over. Write to us."), code="too_late")
    possible = {row.position: row for row in refundable(order)}
    if not positions:
        raise RuleError(_("Choose the tickets you give back."), code="nothing_chosen")
    if not set(positions) <= set(possible):
        raise RuleError(
            _("One of these tickets cannot be given back. Look at your order again."),
            code="not_refundable",
        )
    tickets = [possible[position] for position in sorted(set(positions))]
    request = RefundRequest.objects.create(
        order=order,
        reason=reason[:500],
        rate=now.rate,
        amount=now.of(tickets, order.currency),
        asked_at=at,
    )
    request.tickets.set(tickets)
    if now.at_once:
        return _grant(order, request, request.amount, at)
    tasks.mail_refund_asked.enqueue(request.pk)
    return request


@transaction.atomic
def withdraw_refund(*, order: Order, at: datetime) -> Order:
    """The owner keeps the tickets after all. A second call changes nothing."""
    order = bills.lock(order)
    order.refund_requests.waiting().update(state=RefundState.WITHDRAWN, decided_at=at)
    return order


@transaction.atomic
def grant_refund(
    *,
    request: RefundRequest,
    at: datetime,
    amount: Decimal | None = None,
    answer: str = "",
    by: Any = None,
) -> RefundRequest:
    """Staff: refund `amount` (what the rule says unless told) and cancel the tickets.

    Raises RuleError `decided` when somebody was faster, `too_much` above the tickets' price.
    """
    order = bills.lock(request.order)
    request = _undecided(request)
    request.answer = answer[:500]
    request.decided_by = by
    return _grant(order, request, request.amount if amount is None else amount, at)


@transaction.atomic
def decline_refund(
    *, request: RefundRequest, at: datetime, answer: str, by: Any = None
) -> RefundRequest:
    """Staff: no refund, and why; the tickets stay valid. Raises RuleError `decided`."""
    bills.lock(request.order)
    request = _undecided(request)
    request.state = RefundState.DECLINED
    request.decided_at = at
    request.decided_by = by
    request.answer = answer[:500]
    request.save()
    tasks.mail_refund_decided.enqueue(request.pk)
    return request


def _undecided(request: RefundRequest) -> RefundRequest:
    # Its order is locked, so nobody else decides now.
    request = RefundRequest.objects.get(pk=request.pk)
    if request.state != RefundState.ASKED:
        raise RuleError(_("This request has been decided already."), code="decided")
    return request


def _grant(order: Order, request: RefundRequest, amount: Decimal, at: datetime) -> RefundRequest:
    amount = round_money(amount, order.currency)
    rows = request.tickets.filter(cancelled_at=None).select_related("ticket_type")
    live = list(rows.order_by("position"))
    price = sum((ticket.price for ticket in live), Decimal(0))
    if not 0 <= amount <= price:
        raise RuleError(
            _("Enter an amount from zero to the price of the tickets."), code="too_much"
        )
    request.state = RefundState.GRANTED
    request.granted = amount
    request.decided_at = at
    request.save()
    _give_up(order, live, price - amount, at)
    payback.send(order, amount, key=f"refund-request:{request.pk}", at=at)
    tasks.mail_refund_decided.enqueue(request.pk)
    return request


def _give_up(order: Order, tickets: list[Ticket], keep: Decimal, at: datetime) -> None:
    """Cancel the tickets, or the order with its last; `keep` of their price stays with us."""
    others = order.tickets.filter(cancelled_at=None).exclude(pk__in=[row.pk for row in tickets])
    if tickets and not others.exists():
        changes.end(order, at, _("Given back by its owner."), keep=keep)
        return
    if tickets:
        changes.cancel_tickets(order, tickets, at, keep=keep)
