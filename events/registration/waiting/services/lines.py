"""One line at a time: its lock, and how many stand in it."""

from datetime import datetime

from events.registration.services import keeping, stock
from events.registration.waiting.models import Entry, Line


def lock(line_id: int) -> Line:
    """The line as it is now, held until the transaction ends, with its stock and event."""
    rows = Line.objects.select_related("stock__event")
    return rows.select_for_update(of=["self"], no_key=True).get(pk=line_id)


def lock_all(event_id: int) -> list[Line]:
    """All lines of an event in which somebody waits, in key order, held as `lock` holds one."""
    rows = Line.objects.select_related("stock__event").filter(
        stock__event=event_id, stock__waiting__gt=0
    )
    return list(rows.order_by("pk").select_for_update(of=["self"], no_key=True))


def count(line: Line) -> None:
    """Keep free, of a locked line, as many places as people wait in it."""
    stock.count_line(line.stock_id, line.entries.waiting().count())


def withdraw(entry: Entry, at: datetime) -> None:
    """Take the open offer of an entry of a locked line back; an order that has the place keeps it."""
    if entry.code is None:
        return
    keeping.end(code=entry.code, at=at)
    entry.code.valid_until = at
    entry.code.save(update_fields=["valid_until"])
