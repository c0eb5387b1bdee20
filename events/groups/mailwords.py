"""The words of the mails of group orders: the defaults, and what staff may fill in."""

from events.groups import samples
from events.registration.mailwords import EVENT, NAME, ORDER, TICKET
from foundation.base import mailkinds
from foundation.base.words import Place


def declare() -> None:
    """Called once, when the process starts."""
    mailkinds.declare(
        "ticket_offer",
        label="Ticket offered",
        when="To a person whom the buyer of a group order offers a ticket. The link follows.",
        subject="{event}: {bought_by} has a ticket for you",
        body="Hello {name},\n\n"
        "{bought_by} bought a ticket to {event} for you: {dates}, {place}. "
        "Say who you are, and it is yours.",
        places={**NAME, **EVENT, "bought_by": Place("who bought it")},
        sample=samples.offer,
    )
    mailkinds.declare(
        "incomplete_order",
        label="Reminder of tickets without a person",
        when="To the purchaser, as many days before the event as its reminders say. The tickets follow.",
        subject="{event}: who comes with your tickets? (order {order_code})",
        body="Hello {name},\n\n{event} is near, and these tickets of your order still lack something.",
        places=ORDER,
        sample=samples.incomplete_order,
    )
    mailkinds.declare(
        "incomplete_ticket",
        label="Reminder of a missing answer",
        when="To the holder of a ticket, as many days before the event as its reminders say.",
        subject="{event}: we need an answer from you",
        body="Hello {name},\n\n{event} is near, and we still need an answer from you. It takes a minute.",
        places=TICKET,
        sample=samples.incomplete_ticket,
    )
