"""What a mailing says to one of its recipients."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from events.mailings.models import Mailing, Reason, Recipient, ToWhom
from events.registration import mails, papers
from events.registration.mailwords import EVENT, NAME, ORDER, TICKET
from events.registration.models import Order, Ticket
from foundation.base import words
from foundation.base.mail import Draft
from foundation.base.words import Places, Words

KIND = "mailing"

# Who comes with a ticket must not learn the link that opens the whole order.
PLACES: dict[str, Places] = {
    ToWhom.ATTENDEES: TICKET,
    ToWhom.PURCHASERS: {
        **NAME,
        **EVENT,
        **{name: ORDER[name] for name in ("order_code", "order_link", "tickets", "ticket_list")},
    },
}


def draft(
    mailing: Mailing, order: Order, ticket: Ticket | None, tickets: Sequence[Ticket], secret: str
) -> Draft:
    """The mail to the holder of `ticket`, or without one to the purchaser of `order`.

    `secret` opens the page to unsubscribe; the event of both is read along, so it asks nothing.
    """
    event = mailing.event
    order.event = event
    if ticket is not None:
        ticket.order = order
        values = mails.ticket_values(ticket)
    else:
        values = mails.order_values(order, tickets)
    chosen = Words(mailing.subject, mailing.body)
    places = PLACES[mailing.to_whom]
    unsubscribe = ""
    if mailing.reason == Reason.NEWS:
        path = reverse("mailings:unsubscribe", args=[event.slug, secret])
        unsubscribe = settings.SITE_URL + path
    return Draft(
        kind=KIND,
        to=ticket.attendee_email if ticket else order.email,
        context={
            **mails.event_words(event),
            "subject": words.subject(chosen, values),
            "words_text": words.text(chosen, places, values),
            "words_html": words.html(chosen, places, values),
            "link": values["ticket_link"] if ticket else values["order_link"],
            "ticket": ticket,
            "unsubscribe": unsubscribe,
        },
        reply_to=event.contact_email,
        headers=_headers(unsubscribe),
        at_most_once=True,
    )


def sample(mailing: Mailing, order: Order, ticket: Ticket | None) -> Draft:
    """The mail as `order` or `ticket` would get it, with a link to unsubscribe that opens nothing."""
    tickets = list(papers.tickets_of(order)) if ticket is None else []
    return draft(mailing, order, ticket, tickets, "test")


def key(recipient: Recipient) -> str:
    """What makes a second mail to the same person impossible."""
    return f"mailing:{recipient.mailing_id}:{recipient.pk}"


def _headers(unsubscribe: str) -> dict[str, str]:
    if not unsubscribe:
        return {}
    # One click in the mail program, no page to find (RFC 8058).
    return {
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
