"""History: what a row was, when, and who changed it. Triggers write it, so nothing escapes."""

from collections.abc import Callable

import pghistory
from django.db import models

# Passwords, the secrets of links and the bank accounts of others are no history; counters and
# search columns follow from rows.
UNTOLD = frozenset(
    {
        *("password", "last_login", "secret", "basket", "payee", "logo_content"),
        *("search_text", "letter", "taken", "used", "waiting", "moved_at"),
    }
)


def tracked[M: models.Model](model: type[M]) -> type[M]:
    """Class decorator: keep every version of the rows of `model` in an event table of its own."""
    names = {field.name for field in model._meta.local_fields}
    track: Callable[[type[M]], type[M]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        exclude=sorted(UNTOLD & names),
    )
    return track(model)
