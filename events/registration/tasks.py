"""Mails about orders and tickets. Each has a key, so a task that runs twice mails once."""

from django.db.models import Q
from django.tasks import task

from events.registration import bills, mails, papers
from events.registration.models import (
    Code,
    Invitation,
    InvitationState,
    Order,
    OrderState,
    RefundRequest,
    RefundState,
    Ticket,
)
from foundation.base import clock, mail
from foundation.base.mail import Attachment, Draft
from foundation.base.models import Mail
from foundation.billing.models import Entry, Invoice, InvoiceKind, Refund
from foundation.billing.papers import invoice_pdf

# How many mails of a batch one task writes.
TOGETHER = 100


@task()
def mail_order_placed(order_id: int, again: str = "") -> None:
    """To the purchaser: what was ordered, how to pay, and the invoice.

    `again` tells a mail that staff had written once more from the first one.
    """
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state == OrderState.PENDING:
        # A reminder of an order that has been paid or cancelled since would say something false.
        _post(mails.to_purchaser(order, "order_placed", _invoice(order)), order, again)


@task()
def mail_order_confirmed(order_id: int, again: str = "") -> None:
    """To the purchaser: all tickets and the invoice; to every other attendee: their ticket.

    `again` tells a mail that staff had written once more from the first one.
    """
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state != OrderState.PAID:
        return
    tickets = list(papers.tickets_of(order))
    files = [*mails.ticket_files(tickets), *_invoice(order)]
    _post(mails.to_purchaser(order, "order_confirmed", files, tickets), order, again)
    for ticket in tickets:
        if ticket.is_assigned and ticket.attendee_email.lower() != order.email.lower():
            _mail_ticket(ticket)


@task()
def mail_ticket(ticket_id: int, code: str) -> None:
    """To the holder of a ticket, if it has not been passed on again since."""
    ticket = papers.tickets().filter(pk=ticket_id, code=code).first()
    if ticket and ticket.order.state == OrderState.PAID and ticket.cancelled_at is None:
        _mail_ticket(ticket)


@task()
def mail_order_cancelled(order_id: int) -> None:
    """To the purchaser: the order is cancelled, its tickets are void, what happens to the money."""
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state == OrderState.CANCELLED:
        _post(mails.to_purchaser(order, "order_cancelled", _credit_notes(order)), order)


@task()
def mail_ticket_cancelled(ticket_id: int) -> None:
    """To the purchaser: which ticket is cancelled, what it means for the money; the new invoice."""
    ticket = papers.tickets().select_related("order__promo_code").get(pk=ticket_id)
    order = ticket.order
    if ticket.cancelled_at is None or not order.is_live:
        return
    files = [*_credit_notes(order), *_invoice(order)]
    draft = mails.to_purchaser(order, "ticket_cancelled", files, cancelled=ticket)
    _post(draft, order, ticket.pk)


@task()
def mail_ticket_passed_on(ticket_id: int, name: str, email: str, code: str) -> None:
    """To the former holder of a ticket: it is somebody else's, and its QR is dead.

    `code` is the new QR code, which tells one passing on from the next; it is not in the mail.
    """
    ticket = papers.tickets().get(pk=ticket_id)
    order_key = f"order_confirmed:{ticket.order_id}"
    about = Q(key__startswith=f"ticket:{ticket.pk}:") | Q(key__startswith=f"{order_key}:")
    if not Mail.objects.filter(about | Q(key=order_key), to__iexact=email).exists():
        # It was passed on before it ever reached them.
        return
    ticket.attendee_name, ticket.attendee_email = name, email
    draft = mails.to_holder(ticket, "ticket_passed_on")
    mail.post(key=f"ticket:{ticket.pk}:{code}:passed_on", draft=draft, at=clock.now())


@task()
def mail_payment_reminder(order_id: int, days: int) -> None:
    """To the purchaser of an order that still waits for its transfer, once for each reminder."""
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    now = clock.now()
    if order.state == OrderState.PENDING and order.pay_until and order.pay_until > now:
        _post(mails.to_purchaser(order, "payment_reminder", _invoice(order)), order, days)


@task()
def mail_event_reminder(event_id: int, email: str, key: str) -> None:
    """To one person who comes: all their tickets of the event. Cancelled ones are left out."""
    rows = papers.tickets().valid().filter(order__event=event_id, attendee_email=email)
    tickets = list(rows.order_by("pk"))
    now = clock.now()
    if tickets and not tickets[0].order.event.is_over(now):
        mail.post(key=key, draft=mails.event_reminder(tickets), at=now)


@task()
def mail_order_changed(order_id: int, change_id: int) -> None:
    """To the purchaser: the tickets as they are after a change, and the invoice over them."""
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state not in {OrderState.PENDING, OrderState.PAID}:
        return
    change = order.changes.get(pk=change_id)
    tickets = list(papers.tickets_of(order))
    files = [*_credit_notes(order), *_invoice(order)]
    if order.state == OrderState.PAID:
        files = [*mails.ticket_files(tickets), *files]
    draft = mails.to_purchaser(order, "order_changed", files, tickets, gain=-change.difference)
    _post(draft, order, change_id)


@task()
def mail_change_lapsed(order_id: int, change_id: int) -> None:
    """To the purchaser: a change was not paid in time, so the order is as it was."""
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state == OrderState.PAID:
        _post(mails.to_purchaser(order, "change_lapsed"), order, change_id)


@task()
def mail_refund_asked(request_id: int) -> None:
    """To the purchaser: we have the request, and what happens next."""
    asked = RefundRequest.objects.select_related("order__event__venue").get(pk=request_id)
    if asked.state == RefundState.ASKED:
        _post(mails.about_refund(asked, "refund_asked"), asked.order, request_id)


@task()
def mail_refund_decided(request_id: int) -> None:
    """To the purchaser: what is refunded, or why nothing is."""
    asked = RefundRequest.objects.select_related("order__event__venue").get(pk=request_id)
    if asked.state == RefundState.GRANTED:
        files = [*_credit_notes(asked.order), *_invoice(asked.order)]
        _post(mails.about_refund(asked, "refund_granted", files), asked.order, request_id)
    elif asked.state == RefundState.DECLINED:
        _post(mails.about_refund(asked, "refund_declined"), asked.order, request_id)


@task()
def mail_payment_too_late(order_id: int, entry_id: int) -> None:
    """To the purchaser of a lapsed order: what they paid found no place, and goes back.

    One that got its places after all says so in another mail.
    """
    order = Order.objects.select_related("event__venue").get(pk=order_id)
    entry = Entry.objects.get(pk=entry_id)
    if order.state == OrderState.EXPIRED:
        draft = mails.payment_too_late(order, -entry.amount, entry.at)
        _post(draft, order, entry.pk)


@task()
def mail_refunded(refund_id: int) -> None:
    """To the purchaser: money has gone back, how much, which way and on which day.

    A refund that came back to us is told once more when it has gone for good.
    """
    rows = Refund.objects.done().select_related("account__order__event__venue")
    refund = rows.filter(pk=refund_id).first()
    if refund is not None:
        order = refund.account.order
        _post(mails.refunded(order, refund), order, refund.pk, refund.refusals or "")


@task()
def mail_code(code_id: int) -> None:
    """To the owner of a code: what it is good for, and the link that applies it."""
    _mail_code(code_id)


@task()
def mail_codes(code_ids: list[int]) -> None:
    """To the owners of many codes. Stopped half-way, it begins again and mails nobody twice."""
    for code_id in code_ids:
        _mail_code(code_id)


def _mail_code(code_id: int) -> None:
    code = Code.objects.select_related("event__venue").get(pk=code_id)
    if code.owner_email:
        mail.post(key=f"code:{code.pk}", draft=mails.to_code_owner(code), at=clock.now())


@task()
def mail_invitation(invitation_id: int, again: str = "") -> None:
    """To the invited, if it still waits for their answer: what is offered, and the link to answer.

    `again` tells a mail that is written once more from the first one.
    """
    _mail_invitation(invitation_id, again)


@task()
def mail_invitations(invitation_ids: list[int]) -> None:
    """To many who are invited. Stopped half-way, it begins again and mails nobody twice."""
    for invitation_id in invitation_ids:
        _mail_invitation(invitation_id)


def _mail_invitation(invitation_id: int, again: str = "") -> None:
    row = Invitation.objects.select_related("event__venue").get(pk=invitation_id)
    now = clock.now()
    if row.state(now) in {InvitationState.WRITTEN, InvitationState.SENT}:
        key = f"invitation:{row.pk}:{again}" if again else f"invitation:{row.pk}"
        mail.post(key=key, draft=mails.to_invited(row), at=now)


def _mail_ticket(ticket: Ticket) -> None:
    draft = mails.to_holder(ticket, "ticket", mails.ticket_files([ticket]))
    mail.post(key=f"ticket:{ticket.pk}:{ticket.code}", draft=draft, at=clock.now())


def _post(draft: Draft, order: Order, *about: object) -> None:
    """Write a mail about `order`, once for each `about`."""
    key = ":".join(str(part) for part in (draft.kind, order.pk, *about) if part != "")
    mail.post(key=key, draft=draft, at=clock.now())


def _invoice(order: Order) -> list[Attachment]:
    invoice = bills.invoice_for(order, clock.now())
    return [_paper(invoice)] if invoice else []


def _credit_notes(order: Order) -> list[Attachment]:
    if order.account is None:
        return []
    notes = order.account.invoices.filter(kind=InvoiceKind.CREDIT_NOTE).order_by("-pk")
    return [_paper(row) for row in notes[:1]]


def _paper(invoice: Invoice) -> Attachment:
    return Attachment(f"{invoice.number}.pdf", "application/pdf", invoice_pdf(invoice))
