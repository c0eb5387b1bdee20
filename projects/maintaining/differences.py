"""What a draft changes, word by word, and where somebody else changed the same."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from members.profiles.differences import Piece, words
from projects.maintaining.models import FIELDS, LINKS, PageDraft, links_shown, values_of
from projects.models import Project


@dataclass(frozen=True)
class Difference:
    """One part of the page: what it was when the draft was written, is now, and would be."""

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


def of(draft: PageDraft) -> list[Difference]:
    """Everything that the draft changes, in the order of the form."""
    now = values_of(draft.project)
    return [
        Difference(
            name,
            label(name),
            _shown(name, draft.base.get(name)),
            _shown(name, now[name]),
            _shown(name, draft.proposed[name]),
        )
        for name in FIELDS
        if name in draft.proposed
    ]


def clashes(draft: PageDraft) -> list[Difference]:
    """What somebody else changed meanwhile."""
    return [each for each in of(draft) if each.is_clash]


def label(name: str) -> str:
    if name == LINKS:
        return _("Links")
    return capfirst(str(Project._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _shown(name: str, value: Any) -> str:
    return links_shown(value or []) if name == LINKS else value or ""
