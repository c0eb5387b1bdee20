"""The kinds of mails whose words staff may change. Rooms declare theirs when the process starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from foundation.base import words
from foundation.base.words import Place, Places, Words

# Given a scope and what staff typed (the code of an order; empty: the newest), the mail as it
# would be written now, or None. It writes nothing.
type Sample = Callable[[str, str], Any]


@dataclass(frozen=True)
class MailKind:
    """A mail as staff know it: when it goes out, its default words, what can be filled in."""

    name: str
    label: str | Promise
    when: str | Promise
    default: Words
    places: Places
    sample: Sample | None = None


_kinds: dict[str, MailKind] = {}


def declare(
    name: str,
    *,
    label: str | Promise,
    when: str | Promise,
    subject: str,
    body: str,
    places: dict[str, Place],
    sample: Sample | None = None,
) -> MailKind:
    """Let staff change the words of the mail `name`; call it where the mail is composed.

    Its templates then hold only what must stay (links, amounts, codes): the words stand above it.
    """
    default = Words(subject, body.strip())
    words.check(default, places)
    _kinds[name] = MailKind(name, label, when, default, places, sample)
    return _kinds[name]


def find(name: str) -> MailKind | None:
    """The declared kind of that name."""
    return _kinds.get(name)


def declared() -> list[MailKind]:
    """All of them, in the order they were declared in."""
    return list(_kinds.values())
