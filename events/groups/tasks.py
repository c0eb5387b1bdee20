"""Mails of group orders. Each has a key, so a task that runs twice mails once."""

from django.tasks import task

from events.groups import mails
from events.groups.models import TicketOffer
from events.registration import papers
from events.registration.models import Order
from foundation.base import clock, mail


@task()
def mail_offer(offer_id: int) -> None:
    """To one person: a ticket is theirs behind a link, unless the offer was taken back since."""
    row = TicketOffer.objects.select_related("order__event__venue").waiting()
    found = row.filter(pk=offer_id).first()
    if found is not None:
        mail.post(key=f"ticket_offer:{found.pk}", draft=mails.offer(found), at=clock.now())


@task()
def mail_incomplete_order(order_id: int, days: int) -> None:
    """To the purchaser: which tickets lack a person or an answer, if any still does."""
    now = clock.now()
    order = Order.objects.select_related("event__venue").get(pk=order_id)
    tickets = list(papers.tickets().filter(order=order).incomplete(now).order_by("position"))
    if tickets:
        draft = mails.incomplete_order(order, tickets)
        mail.post(key=f"incomplete_order:{order.pk}:{days}", draft=draft, at=now)


@task()
def mail_incomplete_ticket(ticket_id: int, days: int) -> None:
    """To the holder of a ticket: an answer is missing, if it still is."""
    now = clock.now()
    ticket = papers.tickets().incomplete(now).exclude(attendee_name="").filter(pk=ticket_id).first()
    if ticket is not None:
        key = f"incomplete_ticket:{ticket.pk}:{ticket.code}:{days}"
        mail.post(key=key, draft=mails.incomplete_ticket(ticket), at=now)
