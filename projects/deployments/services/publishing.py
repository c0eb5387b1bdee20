"""Telling the figures of a round: once, after it has closed (see `privacy` for the rules)."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.base.errors import RuleError
from projects.deployments import counting, suppressing
from projects.deployments.counting import Cell, Frame
from projects.deployments.models import (
    Adopter,
    Aggregate,
    Answer,
    Dimension,
    Round,
    Stage,
)
from projects.deployments.suppressing import Sheet

# What is to be done once a round has been published, at a moment.
type Sequel = Callable[[Round, datetime], object]

_sequels: list[Sequel] = []


def followed_by(sequel: Sequel) -> Sequel:
    """Decorator: have a room above do this in the same transaction, whenever a round is published."""
    _sequels.append(sequel)
    return sequel


@transaction.atomic
def publish(*, asked: Round, at: datetime) -> Sheet:
    """Write what may be told of the round, and who agreed to be named; returns all of it.

    What is withdrawn afterwards changes nothing that was told, so nobody can see by the difference
    what it was. Refusals: `published` when it was before, `open` until it has closed,
    `names_wait` while names are not matched: who is not known to exist is not counted.
    """
    asked = Round.objects.select_for_update().get(pk=asked.pk)
    against = refusal(asked, at)
    if against:
        raise against
    # Whoever changes an answer in this moment is waited for.
    list(asked.answers.select_for_update().order_by("pk").values_list("pk"))
    if asked.answers.waiting().exists():
        raise RuleError(
            _("Some names of the round %(year)s are not matched yet."),
            code="names_wait",
            params={"year": asked.year},
        )
    made = prepared(asked)
    Aggregate.objects.bulk_create(_rows(asked, made))
    Adopter.objects.bulk_create(
        Adopter(round=asked, project_id=project, organization_id=organization)
        for project in made.frame.projects
        for organization in sorted(made.names(project))
    )
    asked.published_at = at
    asked.save(update_fields=["published_at"])
    for sequel in _sequels:
        sequel(asked, at)
    return made


def refusal(asked: Round, at: datetime) -> RuleError | None:
    """Why the round cannot be published at `at` by what stands in its own row; None when it can."""
    if asked.published_at is not None:
        return RuleError(
            _("The figures of %(year)s are out: a round is published once."),
            code="published",
            params={"year": asked.year},
        )
    if at < asked.closes_at:
        return RuleError(
            _("The round %(year)s still takes answers."), code="open", params={"year": asked.year}
        )
    return None


def prepared(asked: Round) -> Sheet:
    """What would be told of the round now. Four queries."""
    rows = counting.read(asked)
    frame = Frame.load({row.project for row in rows})
    return suppressing.sheet(
        frame=frame,
        counts=counting.tally(rows),
        floor=asked.floor,
        named=_named(asked),
    )


def _named(asked: Round) -> dict[int, frozenset[int]]:
    """Who agreed to be named, and runs it in production: organisations by project. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Answer.objects.counted().filter(
        round=asked,
        is_public=True,
        organization__isnull=False,
        deployments__stage=Stage.PRODUCTION,
    )
    for project, organization in rows.values_list("deployments__project", "organization"):
        found[project].add(organization)
    return {project: frozenset(those) for project, those in found.items()}


def _rows(asked: Round, made: Sheet) -> list[Aggregate]:
    return [
        Aggregate(
            round=asked,
            project_id=cell.project,
            dimension=cell.dimension,
            value=cell.value,
            label=label,
            position=position,
            count=made.shown[cell],
            cores_lower=_cores(made, cell),
        )
        for project in made.frame.tables
        for dimension in Dimension.values
        for position, (cell, label) in enumerate(_labelled(made.frame, project, dimension))
        if cell in made.shown
    ]


def _labelled(frame: Frame, project: int | None, dimension: str) -> list[tuple[Cell, str]]:
    if dimension == Dimension.TOTAL:
        return [(Cell(project, dimension, ""), str(Dimension.TOTAL.label))]
    return [(Cell(project, dimension, value), label) for value, label in frame.labels[dimension]]


def _cores(made: Sheet, cell: Cell) -> int | None:
    if cell.dimension == Dimension.TOTAL:
        return made.cores(cell.project)
    if cell.dimension == Dimension.CORES:
        return made.shown[cell] * int(cell.value)
    return None
