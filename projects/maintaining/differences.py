"""What a draft changes, word by word, and where somebody else changed the same."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.profiles.differences import Piece, words
from projects.maintaining.contents import FIELDS, STRUCK, label, shown, values_of
from projects.maintaining.models import PageDraft


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
        """Words that stay, come and go; what is to be struck goes."""
        if self.name in STRUCK:
            return words(self.after, self.now)
        return words(self.now, self.after)


def of(draft: PageDraft) -> list[Difference]:
    """Everything that the draft changes, in the order of the form."""
    now = values_of(draft.project)
    return [
        Difference(
            name,
            label(name),
            shown(name, draft.base.get(name)),
            shown(name, now[name]),
            shown(name, draft.proposed[name]),
        )
        for name in FIELDS
        if name in draft.proposed
    ]


def clashes(draft: PageDraft) -> list[Difference]:
    """What somebody else changed meanwhile; the logo among it."""
    found = [each for each in of(draft) if each.is_clash]
    before, now = draft.base.get("logo", ""), draft.project.logo.name or ""
    if draft.changes_logo and before != now:
        found.append(Difference("logo", _("Logo"), before, now, ""))
    return found


def labels(draft: PageDraft) -> list[str]:
    """What it changes, in words."""
    names = [label(name) for name in FIELDS if name in draft.proposed]
    return [*names, _("Logo")] if draft.changes_logo else names
