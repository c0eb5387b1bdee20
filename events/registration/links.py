"""Links that rooms above add to the pages of a ticket, such as to its visa letter.

A room registers itself when the apps are ready; registration knows none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from events.models import Event
from events.registration.models import Ticket


@dataclass(frozen=True, slots=True)
class Link:
    """Where it leads, what it says there, and a sentence about it."""

    url: str
    label: str
    note: str = ""


# What a room offers to the valid tickets of one event at a moment, by the key of the ticket. It
# may ask the database one question, however many tickets there are.
type Ask = Callable[[Event, Sequence[Ticket], datetime], dict[int, Link]]

_rooms: list[Ask] = []


def add(ask: Ask) -> None:
    """Have `ask` called for the pages of tickets from now on; a second time changes nothing."""
    if ask not in _rooms:
        _rooms.append(ask)


def of(event: Event, tickets: Sequence[Ticket], at: datetime) -> dict[int, list[Link]]:
    """By the key of the ticket, what all rooms offer for these valid tickets of `event`."""
    found: dict[int, list[Link]] = {ticket.pk: [] for ticket in tickets}
    for ask in _rooms if tickets else ():
        for key, link in ask(event, tickets, at).items():
            found[key].append(link)
    return found
