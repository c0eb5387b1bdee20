"""Questions about what was published. Nothing here reads an answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from projects.deployments.models import Aggregate, Dimension, Round, Stage


@dataclass(frozen=True, slots=True)
class Users:
    """The user force of a project, as one published round tells it.

    `organizations`: at least so many run, test or look at it; `in_production`: at least so many run
    it; `cores`: at least so many cores in production. Counts are multiples of five, rounded down
    after a little was taken away (see `privacy`), so the true number is never lower and at most 8
    higher. None is what is not told: nobody, too few, or what would have told of others. It is
    not 0.
    """

    year: int
    closed_at: datetime
    organizations: int | None
    in_production: int | None
    cores: int | None


def users(projects: Iterable[int], at: datetime) -> dict[int, list[Users]]:
    """The user force of each of `projects` (their keys) in every round published by `at`, oldest
    first. Two queries, whatever their number.

    Every project asked for has an entry for every published round, so that a project without
    figures says so with None; the lists are empty as long as no round is published.
    """
    asked = list(projects)
    rounds = list(Round.objects.published_by(at).order_by("year"))
    rows = Aggregate.objects.filter(
        round__in=[row.pk for row in rounds],
        project__in=asked,
        dimension__in=[Dimension.TOTAL, Dimension.STAGE],
    )
    cells: dict[tuple[int, int, str], Aggregate] = {
        (row.round_id, row.project_id or 0, row.value): row for row in rows
    }
    found: dict[int, list[Users]] = defaultdict(list)
    for project in asked:
        for one in rounds:
            total = cells.get((one.pk, project, ""))
            running = cells.get((one.pk, project, Stage.PRODUCTION.value))
            found[project].append(
                Users(
                    year=one.year,
                    closed_at=one.closes_at,
                    organizations=total.count if total else None,
                    in_production=running.count if running else None,
                    cores=total.cores_lower if total else None,
                )
            )
    return dict(found)


def users_of(project: int, at: datetime) -> list[Users]:
    """The user force of one project (its key): see `users`. Two queries."""
    return users([project], at).get(project, [])
