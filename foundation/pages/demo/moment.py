"""What time it is in the demo."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from foundation.base import clock
from foundation.base.configuration import clock_shift

START = datetime(2022, 10, 10, 9, tzinfo=UTC)
STEP = timedelta(seconds=1)


def begin() -> datetime:
    """The moment at which the demo starts or goes on, so that no row of it lies in the future."""
    asked = os.environ.get("FOUNDATION_AS_OF", "")
    if asked:
        return datetime.now(UTC) + clock_shift(asked)
    return max([START, *(stamp + STEP for stamp in _newest_rows() if stamp)])


def anchored(moment: datetime) -> str:
    """FOUNDATION_AS_OF for processes that start one after the other and must agree."""
    return f"{moment.isoformat()}@{datetime.now(UTC).isoformat()}"


def _newest_rows() -> list[datetime | None]:
    found: list[datetime | None] = []
    for model in apps.get_models():
        stamps = [field.name for field in model._meta.concrete_fields if _is_stamp(field)]
        if stamps:
            newest = model._default_manager.aggregate(*map(models.Max, stamps))
            found += newest.values()
    return found


def _is_stamp(field: models.Field[Any, Any]) -> bool:
    """Whether it says when a row was written; `due_at` says when something is to be done."""
    return (
        isinstance(field, models.DateTimeField)
        and field.default is clock.now
        and field.name != "due_at"
    )
