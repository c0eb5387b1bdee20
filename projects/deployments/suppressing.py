"""Which cells of a round are told, which are not, and why (see `privacy`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from projects.deployments import privacy
from projects.deployments.counting import IN_PRODUCTION, Cell, Frame
from projects.deployments.models import Dimension
from projects.deployments.privacy import Bound, Rule

type Secret = Callable[[Cell], int]


class Why(StrEnum):
    """Why a cell is not told."""

    SMALL = "under the floor"
    HELD_BACK = "it would tell of others"


def secret(cell: Cell) -> int:
    """The number that is taken away from a cell, the same in every round."""
    return privacy.taken_away(*cell)


@dataclass
class Sheet:
    """The tables of a round as they are told. `counts` and `why` are for staff alone."""

    frame: Frame
    floor: int
    counts: Mapping[Cell, int]
    named: Mapping[int, frozenset[int]]
    shown: dict[Cell, int] = field(default_factory=dict)
    why: dict[Cell, Why] = field(default_factory=dict)

    def cores(self, project: int | None) -> int | None:
        """Cores in production at least, reckoned from the brackets that are told; None for none."""
        cells = self.frame.cells(project, Dimension.CORES)
        return sum(self.shown.get(cell, 0) * int(cell.value) for cell in cells) or None

    def names(self, project: int) -> frozenset[int]:
        """The organisations named as users of `project`: none where their number is not told."""
        told = running(project) in self.shown
        return self.named.get(project, frozenset()) if told else frozenset()


def running(project: int | None) -> Cell:
    """The cell of who has `project` in production."""
    return Cell(project, Dimension.STAGE.value, IN_PRODUCTION)


def sheet(
    *,
    frame: Frame,
    counts: Mapping[Cell, int],
    floor: int,
    named: Mapping[int, frozenset[int]],
    away: Secret = secret,
) -> Sheet:
    """Decide of each cell of `frame` whether it is told. No query.

    `counts`: organisations by cell; `named`: those that agreed to be named as users in production,
    by project. Whatever somebody could conclude about a hidden cell from everything that is told,
    names included, leaves at least five possible numbers for it: else cells that tell of it are held
    back, the smallest first.
    """
    made = Sheet(frame, floor, counts, named)
    for cell in frame.everything():
        shown = privacy.told(counts.get(cell, 0), away=away(cell), floor=floor)
        if shown is None:
            made.why[cell] = Why.SMALL
        else:
            made.shown[cell] = shown
    rules = frame.rules()
    while made.shown and (found := _in_danger(made, rules)):
        _hold_back(made, found, rules)
    return made


def concluded(made: Sheet) -> dict[Cell, Bound]:
    """What can be concluded about each cell by somebody who guesses right why it is hidden."""
    return _concluded(made, made.frame.rules())


def _concluded(made: Sheet, rules: list[Rule[Cell]]) -> dict[Cell, Bound]:
    alone = {cell: _alone(made, cell) for cell in made.frame.everything()}
    everybody: set[int] = set()
    for project in made.frame.projects:
        names = made.names(project)
        everybody |= names
        _at_least(alone, running(project), len(names))
    _at_least(alone, running(None), len(everybody))
    return privacy.bounds(alone, rules)


def _alone(made: Sheet, cell: Cell) -> Bound:
    if made.why.get(cell) is Why.HELD_BACK:
        return Bound(0, privacy.UNBOUNDED)
    return privacy.known(made.shown.get(cell), made.floor)


def _at_least(alone: dict[Cell, Bound], cell: Cell, number: int) -> None:
    low, high = alone[cell]
    alone[cell] = Bound(max(low, number), high)


def _in_danger(made: Sheet, rules: list[Rule[Cell]]) -> list[Cell]:
    """Hidden cells of which too few numbers remain possible."""
    found = _concluded(made, rules)
    return [cell for cell in made.why if found[cell].values < privacy.POSSIBLE]


def _hold_back(made: Sheet, cells: list[Cell], rules: list[Rule[Cell]]) -> None:
    """Take the next step for cells in danger: for each the smallest cell that tells of it is told
    no more; where there is none, nothing of its project; at last nothing at all.

    It ends: where nothing is told, nothing can be concluded.
    """
    near: dict[Cell, set[Cell]] = {cell: set() for cell in cells}
    for rule in rules:
        parts = {*rule.less, *rule.more}
        for cell in parts & near.keys():
            near[cell] |= parts & made.shown.keys()
    smallest = {
        min(those, key=lambda c: (made.shown[c], str(c))) for those in near.values() if those
    }
    projects = {cell.project for cell in cells}
    for chosen in (
        smallest,
        [cell for cell in made.shown if cell.project in projects],
        list(made.shown),
    ):
        for cell in chosen:
            del made.shown[cell]
            made.why[cell] = Why.HELD_BACK
        if chosen:
            return
