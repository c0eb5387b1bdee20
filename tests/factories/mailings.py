"""Mails to many."""

from typing import Any

from events.mailings import services
from events.mailings.models import Mailing, Reason
from events.models import Event
from foundation.base import clock
from tests.factories.events import make_event


def make_mailing(*, event: Event | None = None, **fields: Any) -> Mailing:
    """A draft of news to everybody who comes."""
    types = fields.pop("ticket_types", [])
    without = fields.pop("without_types", [])
    defaults: dict[str, Any] = {
        "name": "The programme is out",
        "reason": Reason.NEWS,
        "subject": "{event}: the programme is out",
        "body": "Hello {name},\n\nlook: {event_link}",
    }
    mailing = Mailing.objects.create(event=event or make_event(), **defaults | fields)
    mailing.ticket_types.set(types)
    mailing.without_types.set(without)
    return mailing


def make_started(**fields: Any) -> Mailing:
    """A mailing that was tested and started; its first batch waits in the queue."""
    mailing = make_mailing(**fields)
    services.test(mailing=mailing, to="staff@example.org", at=clock.now())
    services.start(mailing=mailing, at=clock.now())
    mailing.refresh_from_db()
    return mailing
