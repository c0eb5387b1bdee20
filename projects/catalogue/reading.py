"""A project with all that its page says of it, in one statement.

Its links, releases, focus areas, backers and bodies come as JSON beside its row: five prefetches
would be five trips to the database.
"""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject, Lower

from foundation.base.prepared import attach, prepared
from members.models import Organization
from projects.governance import queries as governance
from projects.models import Focus, Project, ProjectLink, Release
from projects.queries import MOST_RELEASES, NEWEST_FIRST

MOST_COMING = 3
BACKERS_SHOW = ("id", "name", "slug", "logo")


def find(slug: str, day: date) -> Project | None:
    """The project at `slug` as its page shows it on `day`: one query.

    `links`, `releases`, `focus` and `backers` are there as if prefetched; each link knows since
    when it is dead (`dead_since`, "" if it is not), `coming` are pre-releases of what comes next, and
    `sittings` are the bodies of that day.
    """
    if "\0" in slug:
        return None
    found = next(iter(_whole(slug, day)), None)
    if found is not None:
        _attach(found)
    return found


@prepared
def _whole(slug: str, day: date) -> QuerySet[Any]:
    mine = OuterRef("pk")
    links = ProjectLink.objects.filter(project=mine).order_by("pk")
    # What was made up as an example is in no list, and has a page that says so.
    rows: QuerySet[Any] = Project.every.filter(slug=slug)
    return rows.annotate(
        links_told=ArraySubquery(
            links.values(
                json=JSONObject(
                    id="id", kind="kind", url="url", label="label",
                    dead_since="check_result__dead_since", asked="check_result__url",
                )
            )
        ),
        releases_told=_rows(NEWEST_FIRST.filter(is_preliminary=False), MOST_RELEASES, project=mine),
        coming_told=_rows(NEWEST_FIRST.filter(is_preliminary=True), MOST_COMING, project=mine),
        focus_told=_rows(Focus.objects.order_by("name"), projects=mine),
        backers_told=_rows(
            Organization.objects.order_by(Lower("name")),
            backed_projects=mine,
        ),
        bodies_told=governance.bodies_of(mine, day),
    )  # fmt: skip


def _rows(rows: QuerySet[Any], most: int | None = None, **whose: Any) -> ArraySubquery:
    """The rows as JSON, at most so many."""
    chosen = BACKERS_SHOW if rows.model is Organization else _columns(rows.model)
    told = rows.filter(**whose).values(json=JSONObject(**{name: name for name in chosen}))
    return ArraySubquery(told[:most])


def _columns(model: Any) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _attach(project: Any) -> None:
    attach([project], "links", {project.pk: [_link(row) for row in project.links_told]})
    for name, model in (("releases", Release), ("focus", Focus), ("backers", Organization)):
        rows = [_made(model, row) for row in vars(project).pop(f"{name}_told")]
        attach([project], name, {project.pk: rows})
    coming = [_made(Release, row) for row in project.coming_told]
    project.coming = [row for row in coming if _is_ahead(row, project.current_release)]
    project.sittings = governance.sittings(project.bodies_told)


def _is_ahead(row: Release, current: Release | None) -> bool:
    """Whether a pre-release leads to something newer than what there is."""
    return current is None or row.released_in > current.released_in


def _link(row: dict[str, Any]) -> ProjectLink:
    dead_since, asked = row.pop("dead_since"), row.pop("asked")
    link: Any = _made(ProjectLink, row)
    # What was found out about another address says nothing about this one.
    link.dead_since = date.fromisoformat(dead_since) if dead_since and asked == link.url else ""
    return link


def _made(model: Any, row: dict[str, Any]) -> Any:
    names = [name for name in _columns(model) if name in row]
    return model.from_db("default", names, [row[name] for name in names])
