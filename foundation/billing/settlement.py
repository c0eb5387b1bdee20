"""How a room above hears that money came in, without the floor knowing the room."""

from collections.abc import Callable
from datetime import datetime

from foundation.billing.models import Account

type Handler = Callable[[Account, datetime], None]

_handlers: dict[str, Handler] = {}


def listen(purpose: str, handler: Handler) -> None:
    """Have `handler(account, at)` called, in the same transaction, when the entries of an account
    with this purpose change. Rooms call this in their AppConfig.ready().
    """
    _handlers[purpose] = handler


def announce(account: Account, at: datetime) -> None:
    """Tell the room that opened `account` that its sums have changed."""
    _handlers[account.purpose](account, at)
