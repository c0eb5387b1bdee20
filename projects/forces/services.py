"""Reckoning the scores: once for a project and a month, by the worker or by hand."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from foundation.base import beat, clock, zones
from projects.contributions import reckoning
from projects.deployments.models import Round
from projects.deployments.services import publishing
from projects.forces import formula
from projects.forces.inputs import Known, gather
from projects.forces.models import FORCES, Score
from projects.models import Project

# A month is reckoned when it has been over for so long: repositories are read once a day.
SETTLES = timedelta(days=2)
# How many months back are reckoned where they are missing.
MONTHS = 36


def last_due(day: date) -> date:
    """The first day of the last month that is to be reckoned on `day`."""
    over = (day - SETTLES).replace(day=1) - timedelta(days=1)
    return over.replace(day=1)


def due(day: date, months: int = MONTHS) -> list[date]:
    """The months that are to be reckoned on `day`, the latest first."""
    found = [last_due(day)]
    while len(found) < months:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


@beat.every(minutes=5)
def reckon_what_is_due() -> int:
    """Have the scores of all projects reckoned that are missing; returns how many."""
    return reckon(at=clock.now())


@reckoning.followed_by
def reckon_counted(project: int, at: datetime) -> int:
    """Have the scores of a project (its key) filled in as soon as its developers were counted."""
    return reckon(at=at, projects=[project])


@publishing.followed_by
def reckon_told(asked: Round, at: datetime) -> int:
    """Have the users of all months since a round closed scored by what was published of it now.

    A month that was reckoned while its figures were not out had those of the round before. What was
    reckoned of the other forces stays. Workers that reckon at the moment are waited for.
    """
    list(Project.objects.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    since = zones.day(asked.closes_at).replace(day=1)
    rows = list(Score.objects.filter(month__gte=since, users__isnull=False))
    for row in rows:
        row.users = None
        row.inputs = {force: found for force, found in row.inputs.items() if force != "users"}
    Score.objects.bulk_update(rows, ["users", "inputs"], batch_size=500)
    return reckon(at=at)


@transaction.atomic
def reckon(*, at: datetime, projects: Collection[int] | None = None, anew: bool = False) -> int:
    """Reckon what is missing of `projects` (their keys; None for all) in the months due at `at`.

    A score that is there stays as it is, with its inputs; one that was not known is filled in once it
    is. `anew` reckons all of these months from what is known today instead. Projects that another
    worker has locked are left to it. Returns how many rows were written. Nine statements, whatever their number.
    """
    rows = Project.objects.order_by("pk").select_for_update(skip_locked=True, no_key=True)
    if projects is not None:
        rows = rows.filter(pk__in=projects)
    keys = list(rows.values_list("pk", flat=True))
    months = due(zones.day(at))
    there = Score.objects.filter(project__in=keys, month__in=months)
    if anew:
        there.delete()
    kept = {(row.project_id, row.month): row for row in there}
    wanted = [pair for pair in ((pk, month) for pk in keys for month in months)
              if pair not in kept or _lacks(kept[pair])]  # fmt: skip
    if not wanted:
        return 0
    asked = sorted({pk for pk, _month in wanted})
    return _write(wanted, kept, gather(asked, months, at), at)


def _lacks(row: Score) -> bool:
    return any(row.of(force) is None for force in FORCES)


def _write(
    wanted: Sequence[tuple[int, date]],
    kept: dict[tuple[int, date], Score],
    known: Known,
    at: datetime,
) -> int:
    """Add the rows of `wanted` of which anything is known, and fill in those that are there."""
    added: list[Score] = []
    filled: list[Score] = []
    for project, month in wanted:
        row = kept.get((project, month))
        if row is None:
            row = Score(project_id=project, month=month, reckoned_at=at, formula=formula.VERSION)
            if _fill(row, known):
                added.append(row)
        elif _fill(row, known):
            filled.append(row)
    Score.objects.bulk_create(added, batch_size=2000, ignore_conflicts=True)
    Score.objects.bulk_update(filled, [*FORCES, "inputs"], batch_size=500)
    return len(added) + len(filled)


def _fill(row: Score, known: Known) -> bool:
    """Write what is known now and was not; whether there was anything."""
    found = False
    for force in FORCES:
        inputs = known.get((row.project_id, row.month, force))
        if row.of(force) is None and inputs is not None:
            value = formula.score(force, inputs)
            if value is not None:
                setattr(row, force, value)
                row.inputs = row.inputs | {force: inputs}
                found = True
    return found
