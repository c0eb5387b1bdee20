"""From the answers of a round to its tables: how many organisations are in each cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from projects.deployments.models import (
    Answer,
    Bracket,
    Deployment,
    Dimension,
    Industry,
    Kind,
    Region,
    Round,
    Stage,
)
from projects.deployments.privacy import Rule


class Cell(NamedTuple):
    """One number of the tables; no project means all of them together."""

    project: int | None
    dimension: str
    value: str


class Told(NamedTuple):
    """What counts of one deployment, and whose it is."""

    answer: int
    project: int
    industry: str
    stage: str
    kind: str
    region: str
    cores: int | None


IN_PRODUCTION = Stage.PRODUCTION.value
# Dimensions in which an organisation can stand in several cells of one table.
SEVERAL = (Dimension.STAGE, Dimension.KIND, Dimension.REGION)


@dataclass(frozen=True)
class Frame:
    """All cells there can be, with how each is called: what there is nobody in is a cell too."""

    projects: Sequence[int]
    industries: Sequence[tuple[str, str]]
    brackets: Sequence[tuple[int, str]]
    labels: dict[str, list[tuple[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        choices = {
            Dimension.STAGE: [(str(value), str(label)) for value, label in Stage.choices],
            Dimension.KIND: [(str(value), str(label)) for value, label in Kind.choices],
            Dimension.REGION: [(str(value), str(label)) for value, label in Region.choices],
            Dimension.INDUSTRY: list(self.industries),
            Dimension.CORES: [(str(lower), label) for lower, label in self.brackets],
        }
        object.__setattr__(self, "labels", {str(name): found for name, found in choices.items()})

    @classmethod
    def load(cls, projects: Iterable[int]) -> "Frame":
        """The frame with the industries and brackets there are. Two queries."""
        industries = list(Industry.objects.values_list("slug", "name"))
        brackets = [(row.lower, str(row)) for row in Bracket.objects.all()]
        return cls(sorted(projects), industries, brackets)

    @property
    def tables(self) -> list[int | None]:
        return [None, *self.projects]

    def cells(self, project: int | None, dimension: str) -> list[Cell]:
        """The cells of one table."""
        if dimension == Dimension.TOTAL:
            return [Cell(project, dimension, "")]
        return [Cell(project, dimension, value) for value, _label in self.labels[dimension]]

    def everything(self) -> Iterator[Cell]:
        """Every cell of every table."""
        for project in self.tables:
            for dimension in Dimension.values:
                yield from self.cells(project, dimension)

    def rules(self) -> list[Rule[Cell]]:
        """How the cells hang together: what anybody knows who has read how it is counted."""
        found = []
        for project in self.tables:
            found += self._within(project)
        return found + self._across()

    def _within(self, project: int | None) -> list[Rule[Cell]]:
        total = self.cells(project, Dimension.TOTAL)
        running = [Cell(project, Dimension.STAGE, IN_PRODUCTION)]
        found = list(_exactly(total, self.cells(project, Dimension.INDUSTRY)))
        for dimension in SEVERAL:
            found += _covered(total, self.cells(project, dimension))
        cores = self.cells(project, Dimension.CORES)
        # Together, each organisation counts with its largest; in a project, with each it has.
        parts = _exactly if project is None else _covered
        return found + list(parts(running, cores))

    def _across(self) -> list[Rule[Cell]]:
        found: list[Rule[Cell]] = []
        for dimension in (Dimension.TOTAL, Dimension.INDUSTRY, *SEVERAL):
            for whole in self.cells(None, dimension):
                found += _covered([whole], self._parts(whole))
        largest = self.cells(None, Dimension.CORES)
        for place, whole in enumerate(largest):
            parts = self._parts(whole)
            found.append(Rule([whole], parts))
            found += [Rule([part], largest[place:]) for part in parts]
        return found

    def _parts(self, whole: Cell) -> list[Cell]:
        """The same cell in the table of each project."""
        return [Cell(project, whole.dimension, whole.value) for project in self.projects]


def _covered(whole: Sequence[Cell], parts: Sequence[Cell]) -> Iterator[Rule[Cell]]:
    """Each of the parts is within the whole, and together they are all of it."""
    yield Rule(whole, parts)
    for part in parts:
        yield Rule([part], whole)


def _exactly(whole: Sequence[Cell], parts: Sequence[Cell]) -> Iterator[Rule[Cell]]:
    """The parts add up to the whole."""
    yield Rule(whole, parts)
    yield Rule(parts, whole)


def read(asked: Round) -> list[Told]:
    """The deployments of the answers that count in a round. One query."""
    rows = Deployment.objects.filter(
        answer__in=Answer.objects.counted().filter(round=asked)
    ).values_list(
        *("answer_id", "project_id", "answer__industry__slug", "stage", "kind", "region"),
        "bracket__lower",
    )
    return [Told(*row) for row in rows]


def tally(rows: Iterable[Told]) -> Counter[Cell]:
    """How many organisations are in each cell that has some."""
    seen: set[tuple[int, Cell]] = set()
    largest: dict[int, int] = {}
    for row in rows:
        seen.update((row.answer, cell) for cell in _cells_of(row))
        if row.stage == IN_PRODUCTION and row.cores is not None:
            largest[row.answer] = max(row.cores, largest.get(row.answer, 0))
    seen.update(
        (answer, Cell(None, Dimension.CORES.value, str(lower))) for answer, lower in largest.items()
    )
    return Counter(cell for _answer, cell in seen)


def _cells_of(row: Told) -> Iterator[Cell]:
    for project in (row.project, None):
        yield Cell(project, Dimension.TOTAL.value, "")
        yield Cell(project, Dimension.INDUSTRY.value, row.industry)
        yield Cell(project, Dimension.STAGE.value, row.stage)
        yield Cell(project, Dimension.KIND.value, row.kind)
        yield Cell(project, Dimension.REGION.value, row.region)
    if row.stage == IN_PRODUCTION and row.cores is not None:
        yield Cell(row.project, Dimension.CORES.value, str(row.cores))
