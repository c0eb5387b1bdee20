"""Mails as they would be written now, for staff to look at. Nothing is issued or written."""

from django.db.models import Q

from events.registration import mails, papers
from events.registration.models import (
    Code,
    Invitation,
    Order,
    OrderState,
    RefundRequest,
    RefundState,
    Ticket,
)
from events.registration.models.tickets import TicketQuerySet
from foundation.base import clock, tokens
from foundation.base.mail import Attachment, Draft
from foundation.billing.models import EntryKind, InvoiceKind, Refund, Way
from foundation.billing.papers import invoice_pdf


def placed(scope: str, about: str) -> Draft | None:
    """An order that waits for its transfer; else any, as it looked then."""
    order = _order(scope, about, OrderState.PENDING)
    return mails.to_purchaser(order, "order_placed", _invoices(order)) if order else None


def confirmed(scope: str, about: str) -> Draft | None:
    """A confirmed order with its tickets."""
    order = _order(scope, about, OrderState.PAID)
    tickets = list(papers.tickets_of(order)) if order else []
    if order is None or not tickets:
        return None
    files = [*mails.ticket_files(tickets), *_invoices(order)]
    return mails.to_purchaser(order, "order_confirmed", files, tickets)


def ticket(scope: str, about: str) -> Draft | None:
    """A ticket that somebody has."""
    row = _ticket(scope, about)
    return mails.to_holder(row, "ticket", mails.ticket_files([row])) if row else None


def passed_on(scope: str, about: str) -> Draft | None:
    """A ticket, as if its holder had just passed it on."""
    row = _ticket(scope, about)
    return mails.to_holder(row, "ticket_passed_on") if row else None


def ticket_cancelled(scope: str, about: str) -> Draft | None:
    """A cancelled ticket of an order that lives; without one, any ticket as if it were."""
    rows = _tickets(scope, about)
    row = rows.filter(cancelled_at__isnull=False).first() or rows.first()
    if row is None:
        return None
    return mails.to_purchaser(row.order, "ticket_cancelled", cancelled=row)


def order_cancelled(scope: str, about: str) -> Draft | None:
    """A cancelled order."""
    order = _order(scope, about, OrderState.CANCELLED)
    return mails.to_purchaser(order, "order_cancelled") if order else None


def order_changed(scope: str, about: str) -> Draft | None:
    """A confirmed order, as if its tickets had just been changed at no cost."""
    order = _order(scope, about, OrderState.PAID)
    tickets = list(papers.tickets_of(order)) if order else []
    if order is None or not tickets:
        return None
    files = [*mails.ticket_files(tickets), *_invoices(order)]
    return mails.to_purchaser(order, "order_changed", files, tickets, gain=0)


def change_lapsed(scope: str, about: str) -> Draft | None:
    """A confirmed order."""
    order = _order(scope, about, OrderState.PAID)
    return mails.to_purchaser(order, "change_lapsed") if order else None


def refund_asked(scope: str, about: str) -> Draft | None:
    """A request for a refund; without one that waits, the last there was."""
    return _refund(scope, about, "refund_asked", RefundState.ASKED)


def refund_granted(scope: str, about: str) -> Draft | None:
    """A request that was granted."""
    return _refund(scope, about, "refund_granted", RefundState.GRANTED)


def refund_declined(scope: str, about: str) -> Draft | None:
    """A request that was declined."""
    return _refund(scope, about, "refund_declined", RefundState.DECLINED)


def _refund(scope: str, about: str, kind: str, state: RefundState) -> Draft | None:
    rows = RefundRequest.objects.select_related("order__event__venue", "order__promo_code")
    event = _event(scope)
    if event is not None:
        rows = rows.filter(order__event=event)
    if about:
        rows = rows.filter(order__code=about.strip().upper().partition("-")[0])
    asked = rows.filter(state=state).first() or rows.first()
    if asked is not None:
        return mails.about_refund(asked, kind)
    order = _order(scope, about, OrderState.PAID)
    if order is None:
        return None
    # Nobody has asked yet: as if somebody had, for everything.
    tickets = list(papers.tickets_of(order))
    asked = RefundRequest(order=order, amount=order.total, granted=order.total)
    return mails.to_purchaser(order, kind, tickets=tickets, asked=asked)


def payment_too_late(scope: str, about: str) -> Draft | None:
    """The last payment of a lapsed order; without one, as if all of an order had just come."""
    order = _order(scope, about, OrderState.EXPIRED)
    if order is None:
        return None
    came = order.account and order.account.entries.filter(kind=EntryKind.PAYMENT).last()
    if came:
        return mails.payment_too_late(order, -came.amount, came.at)
    return mails.payment_too_late(order, order.total, clock.now())


def refunded(scope: str, about: str) -> Draft | None:
    """The last refund that has gone; without one, as if an order had just been transferred back."""
    rows = Refund.objects.done().select_related("account__order__event__venue")
    rows = rows.filter(account__order__isnull=False)
    event = _event(scope)
    if event is not None:
        rows = rows.filter(account__order__event=event)
    if about:
        rows = rows.filter(account__order__code=about.strip().upper().partition("-")[0])
    refund = rows.first()
    if refund is not None:
        return mails.refunded(refund.account.order, refund)
    order = _order(scope, about, OrderState.PAID)
    if order is None:
        return None
    return mails.refunded(order, Refund(amount=order.total, way=Way.TRANSFER))


def payment_reminder(scope: str, about: str) -> Draft | None:
    """An order that waits for its transfer."""
    order = _order(scope, about, OrderState.PENDING)
    return mails.to_purchaser(order, "payment_reminder", _invoices(order)) if order else None


def event_reminder(scope: str, about: str) -> Draft | None:
    """The ticket of somebody who comes."""
    row = _ticket(scope, about)
    return mails.event_reminder([row]) if row else None


def promo_code(scope: str, about: str) -> Draft | None:
    """A code that belongs to somebody; `about` is its text or a part of its owner's address."""
    rows = (
        Code.objects.to_be_typed()
        .exclude(owner_email="")
        .select_related("event__venue")
        .order_by("-pk")
    )
    event = _event(scope)
    if event is not None:
        rows = rows.filter(event=event)
    if about:
        owner = Q(owner_email__contains=about.strip().lower())
        rows = rows.filter(owner | Q(folded=tokens.forgive(about)))
    row = rows.first()
    return mails.to_code_owner(row) if row else None


def invitation(scope: str, about: str) -> Draft | None:
    """An invitation; `about` is a part of its address."""
    rows = Invitation.objects.select_related("event__venue").order_by("-pk")
    event = _event(scope)
    if event is not None:
        rows = rows.filter(event=event)
    row = rows.filter(email__contains=about.strip().lower()).first()
    return mails.to_invited(row) if row else None


def _order(scope: str, about: str, state: OrderState) -> Order | None:
    rows = Order.objects.placed().select_related("event__venue", "promo_code").order_by("-pk")
    event = _event(scope)
    if event is not None:
        rows = rows.filter(event=event)
    if about:
        return rows.filter(code=about.strip().upper().partition("-")[0]).first()
    return rows.filter(state=state).first() or rows.first()


def _ticket(scope: str, about: str) -> Ticket | None:
    rows = _tickets(scope, about).exclude(attendee_name="")
    return rows.valid().first() or rows.first()


def _tickets(scope: str, about: str) -> TicketQuerySet:
    rows = papers.tickets().filter(order__placed_at__isnull=False).order_by("-pk")
    event = _event(scope)
    if event is not None:
        rows = rows.filter(order__event=event)
    code, _, position = about.strip().upper().partition("-")
    if code:
        rows = rows.filter(order__code=code)
    return rows.filter(position=position) if position.isdecimal() else rows


def _event(scope: str) -> int | None:
    """The key of the event that `scope` names."""
    key = scope.removeprefix("event:")
    return int(key) if key.isdecimal() else None


def _invoices(order: Order) -> list[Attachment]:
    """The invoice if it was issued; looking at a mail issues none."""
    if order.account is None:
        return []
    issued = order.account.invoices.filter(kind=InvoiceKind.INVOICE, reversed_by=None)
    return [Attachment(f"{row.number}.pdf", "application/pdf", invoice_pdf(row)) for row in issued]
