"""Where an event's page leads those who need help to come: visa letters and travel support."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event

# A door is open up to and including its last instant.
NEXT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Door:
    """A page to go to; `until` it is open, `is_open` whether it is now, `turns` when that changes."""

    label: str
    url: str
    until: datetime
    is_open: bool
    turns: tuple[datetime, ...]


def doors(event: Event, at: datetime) -> dict[str, Door]:
    """By the kind of the text it belongs to. Asks nothing: `event` was read with its rules."""
    found = {}
    for kind, name, page, label in (
        ("visa", "letter_rules", "letters:how", _("How to get a visa letter")),
        ("travel", "support_rules", "letters:travel", _("Apply for travel support")),
    ):
        rules = getattr(event, name, None)
        if rules is not None:
            opens = getattr(rules, "open_from", None)
            turns = (rules.open_until + NEXT, *([opens] if opens else []))
            url = reverse(page, args=[event.slug])
            found[kind] = Door(label, url, rules.open_until, rules.is_open(at), turns)
    return found
