"""The words of registration's mails: the defaults, and what staff may fill in (domain 4.2)."""

from events.registration import samples
from foundation.base import mailkinds
from foundation.base.words import Place

EVENT = {
    "event": Place("the name of the event"),
    "dates": Place("its days"),
    "place": Place("where it is held"),
    "event_link": Place("its page", link=True),
}
NAME = {"name": Place("the name of who gets the mail")}
ORDER = {
    **NAME,
    **EVENT,
    "order_code": Place("the code of the order"),
    "order_link": Place("the page of the order, which only its purchaser may open", link=True),
    "amount": Place("what the order costs"),
    "pay_until": Place("the day until which it is to be paid"),
    "tickets": Place("“ticket” or “2 tickets”"),
    "ticket_list": Place("the tickets with the names of those who come, one a line", lines=True),
}
# Of an order without tickets.
ENDED = {name: place for name, place in ORDER.items() if name not in {"tickets", "ticket_list"}}
TICKET = {
    **NAME,
    **EVENT,
    "ticket_type": Place("the kind of ticket"),
    "ticket_link": Place("the page of the ticket, which only its holder may open", link=True),
}


def declare() -> None:
    """Called once, when the process starts."""
    mailkinds.declare(
        "order_placed",
        label="Order placed, to be paid by transfer",
        when="To the purchaser, as soon as the order is sent off. The amount, our bank and the invoice follow.",
        subject="{event}: order {order_code}, to be paid by {pay_until}",
        body="Hello {name},\n\n"
        "thank you for your order {order_code} for {event}, {dates}, {place}. "
        "We keep your places until {pay_until}.",
        places=ORDER,
        sample=samples.placed,
    )
    mailkinds.declare(
        "order_confirmed",
        label="Order confirmed",
        when="To the purchaser, when the order is paid or free. The tickets with their QR codes follow.",
        subject="{event}: your {tickets} (order {order_code})",
        body="Hello {name},\n\nyour order {order_code} for {event} is confirmed. {dates}, {place}.",
        places=ORDER,
        sample=samples.confirmed,
    )
    mailkinds.declare(
        "ticket",
        label="Ticket",
        when="To the person who comes, when they are not the purchaser, or when the ticket was passed on to them.",
        subject="{event}: your ticket",
        body="Hello {name},\n\nthis is your ticket for {event}: {ticket_type}. {dates}, {place}.",
        places=TICKET,
        sample=samples.ticket,
    )
    _declare_codes()
    _declare_ends()
    _declare_changes()
    _declare_reminders()


def _declare_codes() -> None:
    mailkinds.declare(
        "promo_code",
        label="Code",
        when="To the owner of a code, when staff send it. The code, what it gives and its link follow.",
        subject="Your code for {event}",
        body="Hello,\n\nthis is your code for {event}, {dates}, {place}.",
        places={**EVENT, "effect": Place("what the code gives: “10 % off”")},
        sample=samples.promo_code,
    )
    mailkinds.declare(
        "invitation",
        label="Invitation",
        when="To who is invited, when staff send it. What is kept for them and both answers follow.",
        subject="You are invited to {event}",
        body="Hello {name},\n\nyou are invited to {event}, {dates}, {place}.",
        places={
            **NAME,
            **EVENT,
            "invitation_link": Place("the page where they accept or decline", link=True),
        },
        sample=samples.invitation,
    )


def _declare_ends() -> None:
    mailkinds.declare(
        "ticket_passed_on",
        label="Ticket passed on",
        when="To the person who came with a ticket until it was passed on to somebody else.",
        subject="{event}: your ticket was passed on",
        body="Hello {name},\n\nyour ticket for {event} was passed on to somebody else.",
        places={**NAME, **EVENT},
        sample=samples.passed_on,
    )
    mailkinds.declare(
        "ticket_cancelled",
        label="One ticket cancelled",
        when="To the purchaser, when one of several tickets was cancelled. Which one and what is left to pay follow.",
        subject="{event}: a ticket of your order {order_code} is cancelled",
        body="Hello {name},\n\n"
        "one ticket of your order {order_code} for {event} is cancelled. The others stay as they are.",
        places=ORDER,
        sample=samples.ticket_cancelled,
    )
    mailkinds.declare(
        "order_cancelled",
        label="Order cancelled",
        when="To the purchaser. The reason and what becomes of the money follow.",
        subject="{event}: order {order_code} is cancelled",
        body="Hello {name},\n\n"
        "your order {order_code} for {event} is cancelled. Its tickets open no door any more.",
        places=ENDED,
        sample=samples.order_cancelled,
    )


def _declare_changes() -> None:
    mailkinds.declare(
        "order_changed",
        label="Order changed",
        when="To the purchaser, when a change of the tickets is done. The tickets and the invoice follow.",
        subject="{event}: order {order_code} is changed",
        body="Hello {name},\n\nyour order {order_code} for {event} is changed, as you asked.",
        places=ORDER,
        sample=samples.order_changed,
    )
    mailkinds.declare(
        "change_lapsed",
        label="Change not paid in time",
        when="To the purchaser, when the difference for a change was not paid in time.",
        subject="{event}: your order {order_code} is as it was",
        body="Hello {name},\n\n"
        "the difference for your change of order {order_code} was not paid in time, so the new places "
        "went back. Your order and its tickets are as they were.",
        places=ORDER,
        sample=samples.change_lapsed,
    )
    _declare_refunds()
    _declare_money()


def _declare_refunds() -> None:
    mailkinds.declare(
        "refund_asked",
        label="Refund asked for",
        when="To the purchaser who asked. The tickets and the amount by the rules follow.",
        subject="{event}: your request for a refund, order {order_code}",
        body="Hello {name},\n\n"
        "we have your request for a refund. We look at every one and answer by mail; "
        "until then your tickets stay valid.",
        places=ORDER,
        sample=samples.refund_asked,
    )
    mailkinds.declare(
        "refund_granted",
        label="Refund granted",
        when="To the purchaser. The tickets, the amount and what you answered follow.",
        subject="{event}: your refund, order {order_code}",
        body="Hello {name},\n\n"
        "your refund is on its way. It goes back as it was paid; a card may take ten days to show it.",
        places=ORDER,
        sample=samples.refund_granted,
    )
    mailkinds.declare(
        "refund_declined",
        label="Refund declined",
        when="To the purchaser. Your reason follows.",
        subject="{event}: no refund for order {order_code}",
        body="Hello {name},\n\nwe cannot refund what you asked for. Your tickets stay valid.",
        places=ORDER,
        sample=samples.refund_declined,
    )


def _declare_money() -> None:
    mailkinds.declare(
        "payment_too_late",
        label="Payment too late",
        when="To the purchaser of an order that had lapsed, when money comes and there is no place for it. "
        "The amount and that it goes back follow.",
        subject="{event}: your payment for order {order_code} came too late",
        body="Hello {name},\n\n"
        "your payment for {event} came when the time to pay was over and your places had gone back. "
        "We could not give them to you again, and we are sorry.",
        places=ENDED,
        sample=samples.payment_too_late,
    )
    mailkinds.declare(
        "refunded",
        label="Refund paid",
        when="To the purchaser, when money has really gone back. The amount, the way and the day follow.",
        subject="{event}: your money has gone back, order {order_code}",
        body="Hello {name},\n\nwe have paid money back to you for your order {order_code} for {event}.",
        places=ENDED,
        sample=samples.refunded,
    )


def _declare_reminders() -> None:
    mailkinds.declare(
        "payment_reminder",
        label="Reminder to pay",
        when="To the purchaser of an unpaid order, as many days before its end as the event's reminders say.",
        subject="{event}: please pay order {order_code} by {pay_until}",
        body="Hello {name},\n\n"
        "your places at {event} are kept until {pay_until}. We have not seen your transfer yet. "
        "If it is on its way, there is nothing to do.",
        places=ORDER,
        sample=samples.payment_reminder,
    )
    mailkinds.declare(
        "event_reminder",
        label="Reminder of the event",
        when="To everybody who comes, as many days before the event as its reminders say. The QR code follows.",
        subject="{event}: see you on {dates}",
        body="Hello {name},\n\n{event} is near: {dates}, {place}. "
        "Bring this mail: the QR code is your way in.",
        places=TICKET,
        sample=samples.event_reminder,
    )
