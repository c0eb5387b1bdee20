"""Rows of one event as those of its next edition: the same, so many days later."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from foundation.base import zones


@dataclass(frozen=True)
class Shift:
    """So many days later (or earlier), at the same hour on the clocks of `zone`."""

    days: int
    zone: str

    def moved(self, value: Any) -> Any:
        """A day or a moment, moved; everything else, and nothing, as it is."""
        if isinstance(value, datetime):
            there = zones.local(value, self.zone)
            on = there.date() + timedelta(days=self.days)
            return zones.instant(on, there.time(), self.zone)
        return value + timedelta(days=self.days) if isinstance(value, date) else value


def twin[Row: models.Model](
    row: Row, shift: Shift, own: Container[str] = (), **changes: Any
) -> Row:
    """A row like `row`, saved: its days and moments moved, and `changes` made.

    `own` are fields that the new row does not take over: they are as for any new row.
    """
    made = type(row)()
    for field in row._meta.concrete_fields:
        if not (field.primary_key or field.generated or field.name in own):
            setattr(made, field.attname, shift.moved(getattr(row, field.attname)))
    for name, value in changes.items():
        setattr(made, name, value)
    made.save()
    return made
