"""Finding an organisation by what somebody typed: any of its names, typing errors forgiven."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Value

from foundation.base import search
from members.models import Organization

# "hauwei" and "huawei" share 83 %; "hauwei" and "happiest" 43 %.
ALIKE = 0.6


type Row = tuple[int, str, str | None, str | None, str]


@dataclass(frozen=True)
class Found:
    """What a search led to: by organisation the other name it was found by, "" for its own.

    `only_close`: no name contains what was typed; these are the nearest.
    """

    names: dict[int, str]
    only_close: bool


def find(typed: str) -> Found:
    """Organisations of which a name, today's or another, contains `typed`; else the nearest.

    One query.
    """
    typed = " ".join(typed.replace("\0", "").split())[: search.LONGEST]
    rows = list(
        search.matching(Organization.objects.all(), typed, "search_text", "names__search_text")
        .annotate(typed=search.Folded(Value(typed)))
        .values_list("pk", "search_text", "names__search_text", "names__name", "typed")
    )
    containing = _by_key(rows, lambda text, name: text in name)
    if containing:
        return Found(containing, only_close=False)
    return Found(_by_key(rows, lambda text, name: _likeness(text, name) >= ALIKE), only_close=True)


def _by_key(rows: Sequence[Row], fits: Callable[[str, str], bool]) -> dict[int, str]:
    """The organisations one of whose names fits, each with the other name that does, if only that."""
    found: dict[int, str] = {}
    for pk, own, folded, other, text in rows:
        if fits(text, own):
            found[pk] = ""
        elif folded and other and fits(text, folded):
            found.setdefault(pk, other)
    return found


def _likeness(typed: str, name: str) -> float:
    """How much of `typed` is in `name` or in one of its words, 0 to 1."""
    parts = [name, *name.split()]
    return max(SequenceMatcher(None, typed, part).ratio() for part in parts)
