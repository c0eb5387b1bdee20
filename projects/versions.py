"""Names of versions: which is a release, which comes before one, which is the current one."""

import re
from collections.abc import Iterable
from typing import Any

_EARLY_WORD = r"(?:alpha|beta|rc|dev|pre|preview|snapshot|nightly|milestone)"
# 3.0.0-rc1, 2.0.0b3, 1.0-alpha.2, 29.0.0.0rc1, 4.1.dev7, "3.0 beta": a release that is not one yet.
_PRELIMINARY = re.compile(
    rf"(?<![a-z]){_EARLY_WORD}(?![a-z])|\d~?[ab]\d",
    re.IGNORECASE,
)
# An epoch stands before a version whose numbers began anew: 1!2.0 of Python, 1:2.0 of Debian.
_EPOCH = r"(?:\d{1,4}[!:])?"
_VERSION = re.compile(
    rf"(?<![a-z0-9.!:])v?({_EPOCH}\d{{1,9}}(?:\.\d{{1,9}})+(?:[-.+~_]?[0-9a-z]+)*"
    rf"(?: {_EARLY_WORD}(?:[-. ]?\d{{1,9}})?(?![a-z]))?)",
    re.IGNORECASE,
)
_ONE_NUMBER = re.compile(r"v(\d{1,9})", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:(\d{1,4})[!:])?(\d{1,9}(?:\.\d{1,9})*)")
LONGEST = 60


def is_preliminary(name: str) -> bool:
    """Whether a version comes before the release of that name."""
    return _PRELIMINARY.search(name) is not None


def named(text: str) -> str:
    """The version that a title or a tag speaks of, without the v in front; the text if none.

    What makes it a pre-release stays in the name, or the release itself could not be told from it.
    """
    words = " ".join(text.split())
    found = _VERSION.search(words) or _ONE_NUMBER.fullmatch(words)
    if found is None or (is_preliminary(words) and not is_preliminary(found[1])):
        return words[:LONGEST]
    return found[1][:LONGEST]


def says_one(text: str) -> bool:
    """Whether there is a version in the text at all."""
    return _VERSION.search(text) is not None


def numbers(name: str) -> tuple[int, ...]:
    """The epoch and the numbers of a version, to compare it; empty for a name such as Zed."""
    found = _NUMBERS.match(name)
    if found is None:
        return ()
    return int(found[1] or 0), *(int(part) for part in found[2].split("."))


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
