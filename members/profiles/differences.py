"""What a draft changes, word by word, and where somebody else changed the same."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from django.utils.text import capfirst

from members.models import Organization
from members.profiles.models import FIELDS, ProfileDraft, values_of
from members.register import country_names

# Longer texts are shown whole, before and after: comparing them takes too long.
MOST_WORDS = 3_000

_WORDS = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """Some words that stay, come or go."""

    kind: Literal["same", "in", "out"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One field: what it was when the draft was written, is now, and would be."""

    name: str
    label: str
    before: str
    now: str
    after: str

    @property
    def is_clash(self) -> bool:
        """Whether somebody changed it meanwhile, to something else than the draft wants."""
        return self.now not in {self.before, self.after}

    @property
    def pieces(self) -> list[Piece]:
        return words(self.now, self.after)


def of(draft: ProfileDraft) -> list[Difference]:
    """Every field that the draft changes, in the order of the form. Its organisation is read."""
    now = values_of(draft.organization)
    return [
        Difference(
            name,
            _label(name),
            _shown(name, draft.base.get(name, "")),
            _shown(name, now[name]),
            _shown(name, draft.proposed[name]),
        )
        for name in FIELDS
        if name in draft.proposed
    ]


def clashes(draft: ProfileDraft) -> list[Difference]:
    """Those that somebody else changed meanwhile; the logo among them."""
    found = [each for each in of(draft) if each.is_clash]
    before, now = draft.base.get("logo", ""), draft.organization.logo.name or ""
    if draft.changes_logo and before != now:
        found.append(Difference("logo", _label("logo"), before, now, ""))
    return found


def words(before: str, after: str) -> list[Piece]:
    """`before` and `after` as one text of words that stay, go and come."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [Piece("out", before), Piece("in", after)]
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            found.append(Piece("out", "".join(old[i:j])))
        if m > k:
            found.append(Piece("in", "".join(new[k:m])))
    return found


def _label(name: str) -> str:
    field: Any = Organization._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def _shown(name: str, value: str) -> str:
    return country_names([value])[value] if name == "country" and value else value
