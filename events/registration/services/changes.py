"""What happens to an order afterwards: cancelling it, and changing who comes (domain 4.2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.registration import bills, handover, tasks
from events.registration.models import Order, OrderState, Ticket
from events.registration.models.tickets import new_code
from events.registration.services import agreed, codes, invitations, reckoning, stock
from events.registration.services.contents import ATTENDEE
from foundation.base import tokens
from foundation.base.errors import RuleError
from foundation.billing import services as billing


@transaction.atomic
def cancel(*, order: Order, at: datetime, because: str = "", by_staff: bool = False) -> Order:
    """Cancel an order: its tickets open no door any more and its places return.

    The owner may while nothing has been paid; staff always. Money that came in makes it wait for
    a refund. A second call changes nothing. Raises RuleError `paid` or `over` to the owner.
    """
    order = bills.lock(order)
    if order.state == OrderState.CANCELLED:
        return order
    if not by_staff:
        _owner_may_cancel(order, at)
    if order.placed_at is not None and order.state != OrderState.EXPIRED:
        tasks.mail_order_cancelled.enqueue(order.pk)
    end(order, at, because or _("Cancelled by its owner."))
    return order


def end(order: Order, at: datetime, because: str, *, keep: Decimal = Decimal(0)) -> None:
    """Make a locked order a cancelled one. Of what was paid `keep` (in its currency) stays with
    us; the rest makes it wait for a refund. Its invoices are reversed, its places return."""
    agreed.forget(order, at)
    held_places = order.is_live
    order.kept += keep
    order.state = OrderState.CANCELLED
    order.closed_at = at
    order.closed_because = because[:200]
    order.held_until = None
    if order.account is not None:
        bills.charge(order, order.kept, at)
        order.refund_needed = billing.owed(order.account) < 0
        billing.reverse_open_invoices(account=order.account, at=at)
        billing.drop_card_payment(account=order.account, because="The order was cancelled.")
    order.save()
    order.tickets.filter(cancelled_at__isnull=True).update(cancelled_at=at)
    if held_places:
        stock.give_back(order)
        codes.give_back(order)
        invitations.give_back(order)


def _owner_may_cancel(order: Order, at: datetime) -> None:
    if bills.has_money(order):
        raise RuleError(
            _("This order has been paid. Write to us to cancel it, and we see to the refund."),
            code="paid",
        )
    if order.event.is_over(at):
        raise RuleError(_("The event is over."), code="over")


@transaction.atomic
def cancel_ticket(*, ticket: Ticket, at: datetime) -> Ticket:
    """Staff: cancel one ticket of an order that keeps the others; the price is credited.

    An order of which nothing is left to pay is confirmed. An invoice that was issued is reversed,
    and the next one says the new total.

    Raises RuleError `closed` when the order is not live, `last` for its only ticket.
    """
    order = bills.lock(ticket.order)
    ticket = Ticket.objects.select_related("ticket_type").get(pk=ticket.pk)
    if not order.is_live:
        raise RuleError(_("This order is closed."), code="closed")
    if ticket.cancelled_at is None:
        cancel_tickets(order, [ticket], at)
        if order.placed_at is not None:
            tasks.mail_ticket_cancelled.enqueue(ticket.pk)
    ticket.refresh_from_db(fields=["cancelled_at"])
    return ticket


def cancel_tickets(
    order: Order, tickets: Sequence[Ticket], at: datetime, *, keep: Decimal = Decimal(0)
) -> None:
    """Cancel live tickets of a locked order that keeps others; `keep` of their price is not
    credited but stays with us (in the order's currency).

    Raises RuleError `last` when no ticket would be left.
    """
    left = order.tickets.filter(cancelled_at=None).exclude(pk__in=[row.pk for row in tickets])
    if not left.exists():
        raise RuleError(_("This is the only ticket: cancel the order instead."), code="last")
    agreed.forget(order, at)
    Ticket.objects.filter(pk__in=[row.pk for row in tickets]).update(cancelled_at=at)
    order.total += keep - sum((row.price for row in tickets), Decimal(0))
    order.kept += keep
    order.save(update_fields=["total", "kept"])
    if order.account is not None:
        bills.charge(order, order.total, at)
        billing.reverse_open_invoices(account=order.account, at=at)
    # All stocks before all codes, as everybody locks them.
    agreed.move(order, agreed.places_of(tickets, -1))
    for ticket in tickets:
        ticket.order = order
        codes.give_back_one(ticket)
    invitations.give_back_unused(order)
    order.refresh_from_db(fields=["code_used_by"])
    reckoning.reckon(order, at)


@transaction.atomic
def assign(
    *, ticket: Ticket, attendee: Mapping[str, Any], at: datetime, by_staff: bool = False
) -> Ticket:
    """Say who comes with a ticket, or pass it on: another e-mail makes a new link and a new QR.

    The first assignment of an unassigned ticket is always possible; changes until the event's
    cut-off. Raises RuleError `closed`, `too_late`, `not_transferable` or `nobody`.
    """
    order = bills.lock(ticket.order)
    ticket = (
        Ticket.objects.select_related("ticket_type")
        .select_for_update(of=["self"])
        .get(pk=ticket.pk)
    )
    if not order.is_live or ticket.cancelled_at is not None or order.event.is_over(at):
        raise RuleError(_("This ticket can no longer be changed."), code="closed")
    new = {name: attendee.get(name, getattr(ticket, name)) for name in ATTENDEE}
    if not (new["attendee_name"] and new["attendee_email"]):
        raise RuleError(_("Give the attendee's full name and e-mail."), code="nobody")
    new["attendee_email"] = new["attendee_email"].lower()
    passed_on = ticket.is_assigned and new["attendee_email"] != ticket.attendee_email
    renamed = ticket.is_assigned and new["attendee_name"] != ticket.attendee_name
    if not by_staff:
        _owner_may_change(ticket, order, at, passed_on=passed_on, renamed=renamed)
    first = not ticket.is_assigned
    former = (ticket.attendee_name, ticket.attendee_email)
    for name, value in new.items():
        setattr(ticket, name, value)
    if passed_on:
        ticket.secret = tokens.secret()
        ticket.code = new_code()
        handover.pass_on(ticket)
    ticket.save()
    if (first or passed_on) and order.state == OrderState.PAID:
        tasks.mail_ticket.enqueue(ticket.pk, ticket.code)
        if passed_on:
            tasks.mail_ticket_passed_on.enqueue(ticket.pk, *former, ticket.code)
    return ticket


def _owner_may_change(
    ticket: Ticket, order: Order, at: datetime, *, passed_on: bool, renamed: bool
) -> None:
    if passed_on and not ticket.ticket_type.may_be_passed_on:
        raise RuleError(_("A ticket of this type cannot be passed on."), code="not_transferable")
    if (passed_on or renamed) and not order.event.allows_changes(at):
        raise RuleError(
            _("The time for changes is over. Write to us if the name is wrong."), code="too_late"
        )
