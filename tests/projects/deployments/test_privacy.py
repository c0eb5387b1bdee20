"""What can be concluded from everything that is told, by somebody who knows how it is counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from projects.deployments import counting, privacy, suppressing
from projects.deployments.counting import Frame, Told
from projects.deployments.models import Dimension, Kind, Region, Stage
from projects.deployments.privacy import Bound, Rule

PROJECTS = (1, 2)
INDUSTRIES = [("telecom", "Telecom"), ("retail", "Retail"), ("research", "Research")]
BRACKETS = [(1, "1 to 99"), (100, "100 to 999"), (1000, "1,000 and more")]
FRAME = Frame(PROJECTS, INDUSTRIES, BRACKETS)
CELLS = list(FRAME.everything())


@pytest.mark.parametrize(
    ("count", "away", "floor", "told"),
    [
        *[(4, away, 5, None) for away in range(5)],
        *[(5, 0, 5, 5), (5, 1, 5, None), (9, 0, 5, 5), (9, 4, 5, 5), (13, 4, 5, 5)],
        *[(10, 0, 5, 10), (10, 1, 5, 5), (8, 4, 5, None), (0, 4, 3, None), (4, 0, 3, None)],
        *[(14, 0, 12, None), (15, 0, 12, 15), (20, 0, 12, 20)],
    ],
)
def test_a_count_is_told_in_fives_and_never_above_itself(count, away, floor, told):
    assert privacy.told(count, away=away, floor=floor) == told


@given(some.integers(0, 200), some.integers(0, 4), some.integers(3, 30))
def test_what_a_cell_tells_contains_the_truth_and_much_beside(count, away, floor):
    shown = privacy.told(count, away=away, floor=floor)
    bound = privacy.known(shown, floor)

    assert bound.low <= count <= bound.high
    assert bound.values >= privacy.POSSIBLE
    assert shown is None or shown >= floor


def test_the_secret_number_of_a_cell_is_the_same_in_every_round_and_differs_between_cells():
    numbers = [suppressing.secret(cell) for cell in CELLS]

    assert numbers == [suppressing.secret(cell) for cell in CELLS]
    assert set(numbers) == {0, 1, 2, 3, 4}


def test_bounds_follow_from_a_total_and_its_parts():
    alone = {"all": Bound(10, 18), "a": Bound(5, 13), "b": Bound(0, 8), "c": Bound(0, 0)}
    rules = [Rule(["all"], ["a", "b", "c"]), Rule(["a", "b", "c"], ["all"])]

    found = privacy.bounds(alone, rules)

    assert found == alone, "nothing follows that was not known"
    assert privacy.bounds(alone | {"a": Bound(5, 5)}, rules)["b"] == Bound(5, 8)


# --- Somebody who reckons ---------------------------------------------------------------------


def rows_of(answers):
    """The deployments of drawn answers."""
    return [
        Told(number, project, industry, stage, kind, region, cores)
        for number, (industry, deployments) in enumerate(answers)
        for project, stage, kind, region, cores in deployments
    ]


deployments = some.tuples(
    some.sampled_from(PROJECTS),
    some.sampled_from(Stage.values),
    some.sampled_from(Kind.values[:3]),
    some.sampled_from(Region.values[:3]),
    some.sampled_from([lower for lower, _label in BRACKETS]),
)
answer = some.tuples(
    some.sampled_from([slug for slug, _name in INDUSTRIES]),
    some.lists(deployments, min_size=1, max_size=3),
)
# Many that are alike, and some that are not: tables with large cells and small ones beside them.
crowds = some.lists(some.tuples(answer, some.integers(1, 14)), min_size=1, max_size=6).map(
    lambda groups: [one for one, size in groups for _ in range(size)]
)
secrets = some.lists(some.integers(0, 4), min_size=len(CELLS), max_size=len(CELLS)).map(
    lambda numbers: dict(zip(CELLS, numbers, strict=True))
)


def told(answers, numbers, *, floor=5, named=None):
    rows = rows_of(answers)
    return suppressing.sheet(
        frame=FRAME,
        counts=counting.tally(rows),
        floor=floor,
        named=named or {},
        away=numbers.__getitem__,
    )


def relations():
    """The sums that everybody knows to hold, written down anew and not taken from the code."""
    every = Dimension.values
    at = {(p, d): FRAME.cells(p, d) for p in (None, *PROJECTS) for d in every}
    for project in (None, *PROJECTS):
        total = at[project, "total"]
        yield "=", total, at[project, "industry"]
        for dimension in ("stage", "kind", "region"):
            yield "<", total, at[project, dimension]
            yield from (("<", [part], total) for part in at[project, dimension])
        running = [cell for cell in at[project, "stage"] if cell.value == "production"]
        yield ("=" if project is None else "<"), running, at[project, "cores"]
        yield from (("<", [part], running) for part in at[project, "cores"])
    for dimension in every:
        for place, whole in enumerate(at[None, dimension]):
            parts = [at[project, dimension][place] for project in PROJECTS]
            yield "<", [whole], parts
            wider = at[None, dimension][place:] if dimension == "cores" else [whole]
            yield from (("<", [part], wider) for part in parts)


RELATIONS = list(relations())


def solve(known):
    """The narrowest limits of each cell, by going round all relations until nothing moves."""
    low = {cell: limits[0] for cell, limits in known.items()}
    high = {cell: limits[1] for cell, limits in known.items()}
    moved = True
    while moved:
        moved = False
        for sign, left, right in RELATIONS:
            for less, more in [(left, right)] + ([(right, left)] if sign == "=" else []):
                for cell in less:
                    most = sum(high[x] for x in more) - sum(low[x] for x in less if x != cell)
                    moved |= most < high[cell]
                    high[cell] = min(high[cell], most)
                for cell in more:
                    least = sum(low[x] for x in less) - sum(high[x] for x in more if x != cell)
                    moved |= least > low[cell]
                    low[cell] = max(low[cell], least)
    return {cell: (low[cell], high[cell]) for cell in known}


def start(sheet):
    """What each cell says alone, to somebody who even knows why each hidden one is hidden."""
    begun = {}
    for cell in CELLS:
        if cell in sheet.shown:
            begun[cell] = (sheet.shown[cell], sheet.shown[cell] + 8)
        else:
            held = sheet.why[cell] is suppressing.Why.HELD_BACK
            begun[cell] = (0, 10**6 if held else privacy.most_hidden(sheet.floor))
    return begun


@settings(max_examples=150, deadline=None)
@given(crowds, secrets, some.sampled_from([3, 5, 10]))
def test_nobody_can_reckon_what_is_hidden(answers, numbers, floor):
    sheet = told(answers, numbers, floor=floor)

    found = solve(start(sheet))

    for cell in CELLS:
        low, high = found[cell]
        assert low <= sheet.counts[cell] <= high, "the reckoning itself is right"
        if cell not in sheet.shown:
            assert high - low >= 4, f"{cell} is known to be {low} to {high}"
        else:
            assert sheet.shown[cell] <= sheet.counts[cell]
            assert sheet.counts[cell] >= floor


@settings(max_examples=100, deadline=None)
@given(crowds, secrets)
def test_nobody_can_reckon_from_two_filters(answers, numbers):
    """Of two cells where one lies within the other, the difference is never known: not how many
    run a project that do not run it in production, nor how many run another one."""
    found = solve(start(told(answers, numbers)))
    for sign, left, right in RELATIONS:
        if sign == "<" and len(left) == len(right) == 1:
            (part,), (whole,) = left, right
            least = max(found[whole][0] - found[part][1], 0)
            assert found[whole][1] - found[part][0] - least >= 3


@settings(max_examples=150, deadline=None)
@given(crowds, secrets, answer)
def test_nobody_can_reckon_from_two_rounds(answers, numbers, newcomer):
    """Who knows that one organisation came, what it runs, and that nobody else changed anything,
    still does not know any cell that was hidden in either round."""
    before, after = told(answers, numbers), told([*answers, newcomer], numbers)
    first, second = start(before), start(after)
    for _ in range(3):
        first, second = solve(first), solve(second)
        for cell in CELLS:
            step = after.counts[cell] - before.counts[cell]
            low = max(first[cell][0], second[cell][0] - step)
            high = min(first[cell][1], second[cell][1] - step)
            first[cell], second[cell] = (low, high), (low + step, high + step)

    for cell in CELLS:
        if cell not in before.shown or cell not in after.shown:
            low, high = first[cell]
            assert low <= before.counts[cell] <= high
            assert low < high, f"{cell} is known to be {low}"


@settings(max_examples=80, deadline=None)
@given(crowds, secrets, some.integers(0, 30))
def test_names_do_not_tell_what_is_hidden(answers, numbers, many):
    """Organisations that are named add a lower limit; hidden cells stay hidden all the same."""
    rows = rows_of(answers)
    running = {
        project: frozenset(
            row.answer for row in rows if row.project == project and row.stage == "production"
        )
        for project in PROJECTS
    }
    named = {key: frozenset(sorted(those)[:many]) for key, those in running.items()}
    sheet = told(answers, numbers, named=named)

    begun = start(sheet)
    for project in PROJECTS:
        cell = suppressing.running(project)
        low, high = begun[cell]
        begun[cell] = (max(low, len(sheet.names(project))), high)
    cell = suppressing.running(None)
    everybody = frozenset().union(*(sheet.names(project) for project in PROJECTS))
    begun[cell] = (max(begun[cell][0], len(everybody)), begun[cell][1])
    found = solve(begun)

    for cell in CELLS:
        if cell not in sheet.shown:
            assert found[cell][1] - found[cell][0] >= 4
    for project in PROJECTS:
        assert not sheet.names(project) or suppressing.running(project) in sheet.shown


def test_a_table_that_would_tell_of_others_is_held_back():
    """Ten in telecom and nobody else: with a total as high as it can be, the rest would be known."""
    lonely = [("telecom", [(1, "production", "public", "europe", 1)])] * 18
    numbers = dict.fromkeys(CELLS, 0)
    total = suppressing.Cell(1, "total", "")
    sheet = told(lonely, numbers)
    assert sheet.shown[total] == 15

    crowd = [(slug, [(1, "interested", "public", "europe", 1)]) for slug, _ in INDUSTRIES] * 9
    sheet = told(crowd, numbers | {total: 4, suppressing.Cell(None, "total", ""): 4})

    assert all(
        high - low >= 4
        for cell, (low, high) in solve(start(sheet)).items()
        if cell not in sheet.shown
    )


def test_no_organisation_is_more_than_a_fifth_of_the_cores_that_are_told():
    giant = [("telecom", [(1, "production", "private", "asia", 1000)])]
    others = [("retail", [(1, "production", "private", "asia", 1)])] * 12

    sheet = told(giant + others, dict.fromkeys(CELLS, 0))

    assert sheet.cores(1) == 10, "the giant is not in it"
    assert told(giant * 7 + others, dict.fromkeys(CELLS, 0)).cores(1) == 5 * 1000 + 10
