"""How a room above hears that a ticket changes hands, without the sale knowing the room."""

from collections.abc import Iterable
from typing import Protocol

from events.registration.models import Ticket


class Listener(Protocol):
    """What a room keeps about tickets and their holders."""

    def passed_on(self, *, ticket: Ticket) -> None:
        """Somebody else comes with `ticket`: forget what was about the one before."""

    def replaced(self, *, pairs: Iterable[tuple[Ticket, Ticket]]) -> None:
        """In each pair of tickets the second takes the place of the first, which goes."""

    def retyped(self, *, ticket: Ticket) -> None:
        """`ticket` is of another type now."""


_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` called in the same transaction. Rooms do it in AppConfig.ready()."""
    _listeners.append(listener)


def pass_on(ticket: Ticket) -> None:
    """Tell that a locked ticket has another holder."""
    for listener in _listeners:
        listener.passed_on(ticket=ticket)


def replace(pairs: list[tuple[Ticket, Ticket]]) -> None:
    """Tell, before they are deleted, which tickets of an order stand for which from now on."""
    if pairs:
        for listener in _listeners:
            listener.replaced(pairs=pairs)


def retype(ticket: Ticket) -> None:
    """Tell that a ticket of a locked order has been changed to another type."""
    for listener in _listeners:
        listener.retyped(ticket=ticket)
