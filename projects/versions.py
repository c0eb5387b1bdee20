"""Names of versions: which is a release, which comes before one, which is the current one."""

import re
from collections.abc import Iterable
from typing import Any

# 3.0.0-rc1, 2.0.0b3, 1.0-alpha.2, 29.0.0.0rc1, 4.1.dev7, "3.0 beta": a release that is not one yet.
_PRELIMINARY = re.compile(
    r"(?<![a-z])(?:alpha|beta|rc|dev|pre|preview|snapshot|nightly|milestone)(?![a-z])"
    r"|\d[ab]\d",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\bv?(\d{1,9}(?:\.\d{1,9})+(?:[-.+]?[0-9a-z]+)*)", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,9}(?:\.\d{1,9})*")
LONGEST = 60


def is_preliminary(name: str) -> bool:
    """Whether a version comes before the release of that name."""
    return _PRELIMINARY.search(name) is not None


def named(text: str) -> str:
    """The version that a title or a tag speaks of, without the v in front; the text if none."""
    words = " ".join(text.split())
    found = _VERSION.search(words)
    return (found[1] if found else words)[:LONGEST]


def numbers(name: str) -> tuple[int, ...]:
    """The numbers of a version, to compare it with others; empty for a name such as Zed."""
    found = _NUMBERS.search(name) if name[:1].isdigit() else None
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def current(rows: Iterable[Any]) -> Any:
    """Of `rows` (releases, the newest first) the one to use today; None where there is none.

    The newest that is no pre-release. Where it has a number, a higher one that is no older than a
    fix of an old series (3.0.0 before 2.5.4) stays the current one.
    """
    final = [row for row in rows if not row.is_preliminary]
    if not final:
        return None
    if not numbers(final[0].name):
        return final[0]
    # Of equal numbers the first, so the newest.
    return max(final, key=lambda row: numbers(row.name))
