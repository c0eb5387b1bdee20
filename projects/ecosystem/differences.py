"""What a draft would change of its entry, word by word."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from members.profiles.differences import Piece, words
from projects.ecosystem.models import Offer, OfferDraft


class Line(NamedTuple):
    """One part of an entry, and whether the draft changes it."""

    label: str
    pieces: list[Piece]
    changes: bool


def of(draft: OfferDraft) -> list[Line]:
    """Every part of the entry as the draft has it, beside what is published. Two queries."""
    before = _said(draft.offer) if draft.offer else {}
    return [
        Line(label, words(before.get(label, ""), now), before.get(label, "") != now)
        for label, now in _said(draft).items()
    ]


def _said(row: Offer | OfferDraft) -> dict[str, str]:
    projects = row.projects.order_by("position", "name").values_list("name", flat=True)
    return {
        _("Name"): row.name,
        _("Kind"): row.get_kind_display(),
        _("In a sentence"): row.summary,
        _("Description"): row.description,
        _("Link"): row.link,
        _("Regions"): ", ".join(row.region_names),
        _("Projects"): ", ".join(projects),
    }
