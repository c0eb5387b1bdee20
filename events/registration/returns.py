"""How a room above hears that a place came back for which somebody waits in line."""

from collections.abc import Callable

from events.registration.models import Stock

type Listener = Callable[[int], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener(stock_id)` called, in the same transaction, when a place of a stock returns
    and somebody waits for it. Rooms call this in their AppConfig.ready().
    """
    _listeners.append(listener)


def announce(stock_id: int) -> None:
    """Tell them, if anybody waits for a place of this stock."""
    if _listeners and Stock.objects.filter(pk=stock_id, waiting__gt=0).exists():
        for listener in _listeners:
            listener(stock_id)
