"""The rows of the catalogue. A row is drawn once: while all that it says is the same, so is the row."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from projects import days, versions
from projects.forces import pictures
from projects.forces.models import FORCES
from projects.models import Project


class Published(NamedTuple):
    """A release of a row."""

    name: str
    released_in: str
    is_preliminary: bool = False


class Row(NamedTuple):
    """Everything that the row of a project says. `logo` is an address or "", `counted` are contributors and organisations."""

    slug: str
    name: str
    tagline: str
    logo: str
    launch_year: str
    focus: tuple[tuple[str, str], ...]
    release: tuple[str, str] | None
    counted: tuple[int, int] | None
    scores: tuple[int | None, ...] | None


def rows(found: Iterable[Any]) -> list[Project]:
    """The projects of `queries.listed` with their newest counts and scores, each with its `row`."""
    projects = list(found)
    for project in projects:
        project.row = _drawn(_row(project))
    return projects


def _row(project: Any) -> Row:
    release = versions.current([Published(*told) for told in project.releases_told])
    return Row(
        slug=project.slug,
        name=project.name,
        tagline=project.tagline,
        logo=project.logo.url if project.logo else "",
        launch_year=project.launch_year,
        focus=tuple((slug, name) for slug, name in project.focus_told),
        release=(release.name, days.shown(release.released_in)) if release else None,
        counted=tuple(project.counted) if project.counted else None,
        scores=tuple(project.forces[force] for force in FORCES) if project.forces else None,
    )


@lru_cache(maxsize=2048)
def _drawn(row: Row) -> SafeString:
    ring = pictures.tiny(dict(zip(FORCES, row.scores, strict=True))) if row.scores else ""
    return render_to_string("projects/parts/row.html", {"project": row, "ring": ring})
