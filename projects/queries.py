"""Questions about the projects."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, Window
from django.db.models.functions import JSONArray, Lower, RowNumber

from foundation.base import search
from foundation.base.prepared import prepared
from members.models import Organization
from projects.models import Focus, Project, ProjectQuerySet, Release, Stage

# A word of the purpose must be nearly right: "kata" is not "data", "containrs" is "containers".
WORDS_ALIKE = 0.6

STAGE_TEXTS = {
    Stage.CONFIRMED: "Measured by five criteria and confirmed by a vote of the board.",
    Stage.PILOT: "On the way to confirmation, and reviewed within 18 months.",
    Stage.MAINTENANCE: "Finished and looked after: fixes come, new features rarely.",
    Stage.WORKING_GROUP: "People from several projects who work on one question.",
    Stage.RETIRED: "No longer developed here. The code stays where it is.",
}


NEWEST_FIRST = Release.objects.order_by("-released_in", "-pk")
MOST_RELATED = 6
# What is shown of releases: a project that has published for years has hundreds.
MOST_RELEASES = 12
_PLACE = Window(
    RowNumber(), partition_by="project", order_by=[F("released_in").desc(), F("pk").desc()]
)
LATEST = (
    Release.objects.filter(is_preliminary=False)
    .annotate(place=_PLACE)
    .filter(place__lte=MOST_RELEASES)
    .order_by("-released_in", "-pk")
)


@dataclass(frozen=True, slots=True)
class Group:
    """The projects of one stage, and what the stage means."""

    stage: Stage
    text: str
    projects: list[Project]


def listed() -> ProjectQuerySet:
    """All projects in the order of the catalogue, with focus areas and releases as JSON: see `rows`."""
    final = NEWEST_FIRST.filter(project=OuterRef("pk"), is_preliminary=False)
    areas = Focus.objects.filter(projects=OuterRef("pk")).order_by("name")
    return (
        Project.objects.in_stage_order()
        .only("name", "slug", "stage", "tagline", "launched", "logo")
        .annotate(
            focus_told=ArraySubquery(areas.values_list(JSONArray("slug", "name"))),
            releases_told=ArraySubquery(
                final.values_list(JSONArray("name", "released_in"))[:MOST_RELEASES]
            ),
        )
    )


def found(rows: ProjectQuerySet, *, typed: str = "", focus: str = "") -> ProjectQuerySet:
    """The `rows` of one focus area (its slug) that what was `typed` fits; both may be empty.

    Names forgive typing errors; purpose and focus must contain the words or nearly so.
    """
    if focus:
        rows = rows.filter(focus__slug=focus)
    if not typed:
        return rows
    named = search.matching(Project.objects.all(), typed, "search_text")
    text = search.Folded(Value(typed))
    areas = Focus.objects.annotate(folded=search.Folded("name")).filter(
        projects=OuterRef("pk"), folded__contains=text
    )
    # It takes expressions as well as text, whatever its types say.
    nearly: Any = TrigramWordSimilarity
    return rows.annotate(
        purpose=search.Folded("tagline"),
        nearly=nearly(text, "purpose"),
    ).filter(
        Q(pk__in=named.values("pk"))
        | Q(purpose__contains=text)
        | Q(nearly__gte=WORDS_ALIKE)
        | Exists(areas)
    )


def numbers(rows: ProjectQuerySet) -> dict[str, int]:
    """How many projects there are: `all`, and `found` among `rows`. One query."""
    among = Q(pk__in=rows.order_by().values("pk"))
    return Project.objects.aggregate(all=Count("pk"), found=Count("pk", filter=among))


def grouped(projects: Iterable[Project]) -> list[Group]:
    """The projects by stage, in their order; a stage without any is left out."""
    by_stage: dict[str, list[Project]] = {}
    for project in projects:
        by_stage.setdefault(project.stage, []).append(project)
    return [
        Group(stage, STAGE_TEXTS[stage], by_stage[stage]) for stage in Stage if stage in by_stage
    ]


def focus_areas() -> QuerySet[Focus]:
    """Focus areas that have projects, with their number as `size`."""
    return Focus.objects.annotate(size=Count("projects")).filter(size__gt=0)


def whole() -> ProjectQuerySet:
    """Projects with everything their page shows: 5 queries."""
    return Project.objects.all().prefetch_related(
        "focus",
        "links",
        Prefetch("releases", LATEST),
        Prefetch("backers", Organization.objects.order_by(Lower("name"))),
    )


def related(project: Project, *, most: int = 3) -> list[Project]:
    """Other projects that share focus areas with `project`, most shared first. One query."""
    return _related(project.pk)[:most]


@prepared
def _related(project: int) -> ProjectQuerySet:
    areas = Project.focus.through.objects
    mine = areas.filter(project=project).values("focus")
    shared = Count("focus", filter=Q(focus__in=mine))
    among = areas.filter(focus__in=mine).values("project")
    return (
        Project.objects.filter(pk__in=among)
        .exclude(pk=project)
        .exclude(stage=Stage.RETIRED)
        .only("name", "slug", "tagline", "stage")
        .annotate(shared=shared)
        .order_by("-shared", "position", "name")[:MOST_RELATED]
    )
