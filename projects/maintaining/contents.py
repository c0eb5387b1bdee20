"""What a draft of a project's page can hold, as JSON, and how each part of it reads as a text."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from projects import days
from projects.models import LinkKind, Project

# Texts its people may change. Name, stage and licence are not theirs: the board decided on them.
TEXTS = ("tagline", "description")
FOCUS = "focus"
LINKS = "links"
NEW_RELEASES, STRUCK_RELEASES = "new_releases", "struck_releases"
NEW_DOCUMENTS, STRUCK_DOCUMENTS = "new_documents", "struck_documents"
STRUCK = (STRUCK_RELEASES, STRUCK_DOCUMENTS)
# What is added to the page or struck from it, where the rest says how it should be.
ADDED = (NEW_RELEASES, STRUCK_RELEASES, NEW_DOCUMENTS, STRUCK_DOCUMENTS)
FIELDS = (*TEXTS, FOCUS, LINKS, *ADDED)

# A link as a draft holds it: kind, address, label.
type Link = list[str]


def values_of(project: Project) -> dict[str, Any]:
    """What the page of a project says now: texts, names of focus areas, links as lists, and nothing
    that is added or struck. Two queries."""
    links = project.links.order_by("pk").values_list("kind", "url", "label")
    return (
        {name: getattr(project, name) for name in TEXTS}
        | {FOCUS: list(project.focus.order_by("name").values_list("name", flat=True))}
        | {LINKS: [list(row) for row in links]}
        | {name: [] for name in ADDED}
    )


def label(name: str) -> str:
    """What a part is called."""
    words = {
        LINKS: _("Links"),
        NEW_RELEASES: _("Releases to add"),
        STRUCK_RELEASES: _("Releases to strike"),
        NEW_DOCUMENTS: _("Documents to add"),
        STRUCK_DOCUMENTS: _("Documents to strike"),
    }
    field: Any = Project._meta.get_field(name) if name not in words else None
    return words.get(name) or capfirst(str(field.verbose_name))


def shown(name: str, value: Any) -> str:
    """A part as lines of text, to be compared word by word."""
    if name in TEXTS:
        return value or ""
    line = {LINKS: _link, NEW_RELEASES: _release, NEW_DOCUMENTS: _document}.get(name, str)
    return "\n".join(line(row) for row in value or [])


def document_key(title: str, dated_on: str) -> str:
    """What a document of a project is known by: "2022-10-05 Charter"."""
    return f"{dated_on} {title}"


def _link(row: Link) -> str:
    kind, url, words = row
    return f"{LinkKind(kind).label}: {url}" + (f" ({words})" if words else "")


def _release(row: list[Any]) -> str:
    name, released_in, url, is_preliminary = row
    words = [name, days.shown(released_in), _("pre-release") if is_preliminary else "", url]
    return ", ".join(word for word in words if word)


def _document(row: list[str]) -> str:
    title, dated_on, url = row
    return f"{document_key(title, dated_on)}: {url}"
