"""What the git repositories tell about an organisation: projects its people write."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DateField, Func, QuerySet, Sum
from django.urls import reverse

from members.facts import Line, of, told
from projects.contributions.models import Contribution
from projects.contributions.queries import FLOOR


def _month(day: Any, template: str) -> Func:
    return Func(day, template=template, output_field=DateField())


def _written(name: str, slug: str, people: int, commits: int, sources: list[str]) -> Line:
    more = f"{people} people, {commits:,} commits in twelve months"
    counted = ", ".join(filter(None, sources))
    return Line(
        name,
        reverse("projects:project", args=[slug]),
        f"{more} · {counted}" if counted else more,
    )


@told("Projects its people write", place=18, line=_written)
def written(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The projects that at least three of its people wrote in the twelve whole months before the
    day: fewer people are not told apart, as on the page of the project."""
    whole = "date_trunc('month', %(expressions)s::date)::date"
    before = "(date_trunc('month', %(expressions)s::date) - interval '1 year')::date"
    rows = Contribution.objects.filter(
        organization=organization,
        month__gte=_month(day, before),
        month__lt=_month(day, whole),
    )
    names = {"name": "repository__project__name", "slug": "repository__project__slug"}
    counted = (
        rows.order_by()
        .values(*names.values())
        .annotate(
            people=Count("contributor", distinct=True),
            total=Sum("commits"),
            sources=ArrayAgg("repository__source", distinct=True),
        )
    )
    told_of = counted.filter(people__gte=FLOOR).order_by("-total", names["name"])
    return of(told_of, **names, people="people", commits="total", sources="sources")
