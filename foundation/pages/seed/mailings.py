"""A mailing that waits for staff, words of the Summit's own, and when people are reminded."""

from events.mailings.models import Mailing, Reason
from events.models import Event
from events.registration import mails
from events.registration.models import Reminder
from foundation.base.models import MailText

VANCOUVER = "vancouver-2023"
REMINDERS = (("payment_reminder", 7), ("payment_reminder", 2), ("event_reminder", 14))
PROGRAMME = "The call for proposals is open"


def seed() -> None:
    """Add what is missing; what staff have changed since stays as it is."""
    event = Event.objects.get(slug=VANCOUVER)
    for kind, days in REMINDERS:
        Reminder.objects.get_or_create(event=event, kind=kind, days=days)
    MailText.objects.get_or_create(
        kind="order_confirmed",
        scope=mails.scope_of(event),
        defaults={
            "subject": "See you in Vancouver: your {tickets} (order {order_code})",
            "body": "Hello {name},\n\n"
            "you are going to {event}! {dates}, {place}. One ticket covers the Summit, the Forum "
            "and the PTG.\n\n"
            "If you need a visa, ask for the letter early: some consulates take months.",
        },
    )
    Mailing.objects.get_or_create(
        event=event,
        name=PROGRAMME,
        defaults={
            "reason": Reason.NEWS,
            "subject": "{event}: propose a session",
            "body": "Hello {name},\n\n"
            "the call for proposals of {event} opens on 15 November and closes on "
            "10 January 2023. Presentations, lightning talks, workshops and the Forum: tell the "
            "community what you have learned.\n\n"
            "All about it: {event_link}",
        },
    )
