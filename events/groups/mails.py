"""What the mails of group orders say, before they are written."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from events.groups.models import TicketOffer
from events.registration import mails
from events.registration.models import Order, Ticket
from foundation.base.mail import Draft


def offer(row: TicketOffer) -> Draft:
    """To the person a ticket is offered to. Nothing of the order is in it but who bought it."""
    order = row.order
    bought_by = order.organization or order.name
    return Draft(
        kind="ticket_offer",
        to=row.email,
        context={
            **mails.event_words(order.event),
            "claim_url": settings.SITE_URL + row.get_absolute_url(),
        },
        values={
            **mails.event_values(order.event),
            "name": row.name or row.email,
            "bought_by": bought_by,
        },
        scope=mails.scope_of(order.event),
        reply_to=order.email,
    )


def incomplete_order(order: Order, tickets: Sequence[Ticket]) -> Draft:
    """To the purchaser, with the tickets that lack something."""
    path = reverse("groups:group", args=[order.event.slug, order.code, order.secret])
    group_url = settings.SITE_URL + path
    return mails.to_purchaser(order, "incomplete_order", (), tickets, group_url=group_url)


def incomplete_ticket(ticket: Ticket) -> Draft:
    """To the holder, with the page on which the answer is given."""
    path = reverse("registration:ticket_edit", args=[ticket.order.event.slug, ticket.secret])
    draft = mails.to_holder(ticket, "incomplete_ticket")
    return replace(draft, context={**draft.context, "edit_url": settings.SITE_URL + path})
