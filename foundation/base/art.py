"""Line art drawn from a seed: lines on a transit map that run, turn, branch and end in nodes.

The same seed always gives the same picture, so every event and project has its own.
Nothing but numbers and fixed words goes into the markup: it needs no escaping.
"""

import hashlib
import random
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from django.utils.safestring import SafeString

COLOURS = ("red", "green", "blue", "gold")
# Colours repeat in every order, but two neighbours in a bundle never share one.
STROKES = {"red": "#e8404b", "green": "#35b36f", "blue": "#4aa8f0", "gold": "#f4b63f"}

Point = tuple[int, int]
Line = list[Point]


@dataclass(frozen=True)
class Canvas:
    """The size of a picture and how thick its lines are, in units of the drawing."""

    width: int
    height: int
    lane: int
    stroke: int
    lines: int


CANVASES = {
    "hero": Canvas(width=960, height=560, lane=40, stroke=16, lines=7),
    "band": Canvas(width=1440, height=160, lane=32, stroke=12, lines=4),
    "tile": Canvas(width=400, height=200, lane=25, stroke=9, lines=4),
}


@dataclass
class Drawing:
    """A picture while it is drawn: which stretch of which lane is taken, and what lies there."""

    canvas: Canvas
    dice: random.Random
    taken: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    paths: list[tuple[str, Line]] = field(default_factory=list)
    ends: list[tuple[str, Point]] = field(default_factory=list)
    joints: list[Point] = field(default_factory=list)
    level: list[tuple[int, int, int]] = field(default_factory=list)

    def free(self, lane: int, start: int, end: int) -> bool:
        """Whether nothing lies on `lane` between `start` and `end` (with a lane to spare)."""
        gap = self.canvas.lane
        low, high = min(start, end) - gap, max(start, end) + gap
        return all(high < a or b < low for a, b in self.taken.get(lane, []))

    def take(self, lane: int, start: int, end: int) -> None:
        """Mark `lane` as taken between `start` and `end`."""
        self.taken.setdefault(lane, []).append((min(start, end), max(start, end)))
        self.level.append((lane, min(start, end), max(start, end)))


# A picture costs 2 ms to draw, and every page has two: the footer's and its own.
@lru_cache(maxsize=512)
def draw(seed: str, kind: str = "hero") -> SafeString:
    """The picture for `seed` as inline SVG, hidden from assistive technology.

    `kind` is "hero" (960 by 560), "band" (1440 by 160), "tile" (400 by 200) or "field": the
    quieter light-blue shapes on navy.
    """
    digest = hashlib.sha256(f"{kind}:{seed}".encode()).digest()
    dice = random.Random(digest)  # a picture, not a secret
    if kind == "field":
        return _shapes(dice)
    canvas = CANVASES[kind]
    drawing = Drawing(canvas, dice)
    colours = _colours(dice, canvas.lines)
    lanes = canvas.height // canvas.lane
    starts = sorted(dice.sample(range(1, lanes), min(canvas.lines, lanes - 1)))
    for colour, lane in zip(colours, starts, strict=False):
        _run(drawing, colour, lane)
    return _markup(drawing, kind, _changes(drawing))


def _colours(dice: random.Random, count: int) -> list[str]:
    order = dice.sample(COLOURS, len(COLOURS))
    return [order[i % len(order)] for i in range(count)]


def _run(drawing: Drawing, colour: str, lane: int) -> None:
    """One line from the right edge leftwards: straight, over to another lane, and so on."""
    size = drawing.canvas.lane
    dice = drawing.dice
    x = drawing.canvas.width + size
    line: Line = [(x, lane * size)]
    for step in range(dice.choice((1, 2, 2, 3))):
        length = size * dice.randint(3, 7)
        target = _other_lane(drawing, lane, x - length)
        if target is None or not drawing.free(lane, x, x - length):
            break
        shift = abs(target - lane) * size
        drawing.take(lane, x, x - length)
        line += [(x - length, lane * size), (x - length - shift, target * size)]
        if step == 0 and dice.random() < 0.7:
            _branch(drawing, colour, (x - length, lane))
        x, lane = x - length - shift, target
    last = max(size, x - size * dice.randint(3, 8))
    if last < x:
        drawing.take(lane, x, last)
        line.append((last, lane * size))
    drawing.paths.append((colour, line))
    drawing.ends.append((colour, line[-1]))


def _other_lane(drawing: Drawing, lane: int, x: int) -> int | None:
    """A lane up to three away that is free to the left of `x`, or none."""
    size = drawing.canvas.lane
    lanes = range(1, drawing.canvas.height // size)
    near = [
        other
        for other in lanes
        if 1 <= abs(other - lane) <= 3
        and drawing.free(other, x - abs(other - lane) * size, x - size * 7)
    ]
    return drawing.dice.choice(near) if near and x > size * 3 else None


def _branch(drawing: Drawing, colour: str, at: tuple[int, int]) -> None:
    """A spur that keeps straight on where its line turned off, to an end of its own."""
    size, (x, lane) = drawing.canvas.lane, at
    length = size * drawing.dice.randint(2, 5)
    if x - length < size or not drawing.free(lane, x - size * 2, x - length):
        return
    drawing.take(lane, x, x - length)
    end = (x - length, lane * size)
    drawing.paths.append((colour, [(x, lane * size), end]))
    drawing.ends.append((colour, end))
    drawing.joints.append((x, lane * size))


def _changes(drawing: Drawing) -> list[tuple[int, int, int]]:
    """Stations where two lines that run side by side can be changed: x, upper y and lower y."""
    size = drawing.canvas.lane
    found = []
    for lane, start, end in drawing.level:
        for other, begin, stop in drawing.level:
            low, high = max(start, begin) + size, min(end, stop) - size
            if other == lane + 1 and high - low >= size and drawing.dice.random() < 0.6:
                steps = (high - low) // size
                found.append(
                    (low + size * drawing.dice.randint(0, steps), lane * size, other * size)
                )
    return [change for change in found if change[0] < drawing.canvas.width][:3]


def _path(line: Line, radius: int) -> str:
    """The points as path data with every corner rounded by `radius`."""
    first, *rest = line
    data = f"M{first[0]} {first[1]}"
    for (x, y), (nx, ny) in pairwise(rest):
        px, py = first
        into = max(abs(x - px), abs(y - py)) or 1
        out = max(abs(nx - x), abs(ny - y)) or 1
        a = min(radius, into // 2), min(radius, out // 2)
        sx, sy = x - (x - px) * a[0] // into, y - (y - py) * a[0] // into
        ex, ey = x + (nx - x) * a[1] // out, y + (ny - y) * a[1] // out
        data += f"L{sx} {sy}Q{x} {y} {ex} {ey}"
        first = (x, y)
    return data + f"L{rest[-1][0]} {rest[-1][1]}"


def _markup(drawing: Drawing, kind: str, changes: list[tuple[int, int, int]]) -> SafeString:
    canvas = drawing.canvas
    thick, radius = canvas.stroke, canvas.lane * 3 // 5
    lines = "".join(
        f'<path pathLength="1" class="art__{colour}" stroke="{STROKES[colour]}" d="{_path(line, radius)}"/>'
        for colour, line in drawing.paths
    )
    nodes = "".join(
        f'<circle class="art__{colour}" stroke="{STROKES[colour]}" cx="{x}" cy="{y}" r="{thick}"/>'
        for colour, (x, y) in drawing.ends
    )
    joints = "".join(
        f'<circle class="art__joint" cx="{x}" cy="{y}" r="{thick // 3}"/>'
        for x, y in drawing.joints
    )
    capsules = "".join(f"M{x} {y}V{lower}" for x, y, lower in changes)
    return SafeString(
        f'<svg class="art art--{kind}" viewBox="0 0 {canvas.width} {canvas.height}" '
        'preserveAspectRatio="xMaxYMid slice" aria-hidden="true" focusable="false">'
        f'<g fill="none" stroke-width="{thick}" stroke-linecap="round">{lines}</g>'
        f'<g class="art__nodes" stroke-width="{thick * 5 // 8}">{nodes}</g>'
        f'<g class="art__joints" fill="#fff">{joints}</g>'
        '<g class="art__changes" fill="none" stroke-linecap="round">'
        f'<path stroke="#fff" stroke-width="{thick * 3 // 2}"'
        f' d="{capsules}"/><path class="art__gap" stroke-width="{thick * 5 // 8}" d="{capsules}"/>'
        "</g></svg>"
    )


def _shapes(dice: random.Random) -> SafeString:
    """Light-blue geometric shapes on a field: discs, quarter discs and slanted bars on a grid."""
    cell = 120
    # The words stand on the left: fewer shapes there.
    spots = [(c, r) for c in range(6) for r in range(5) if dice.random() < 0.12 + c * 0.13]
    drawn = "".join(
        _shape(dice, column * cell, row * cell, cell, tone=dice.randint(1, 3))
        for column, row in spots
    )
    return SafeString(
        '<svg class="art art--field" viewBox="0 0 720 600" preserveAspectRatio="xMaxYMid slice" '
        f'aria-hidden="true" focusable="false" fill="#7cc8ff">{drawn}</svg>'
    )


def _shape(dice: random.Random, x: int, y: int, cell: int, *, tone: int) -> str:
    opacity = f'class="art__tone{tone}" opacity="{(0.14, 0.28, 0.55)[tone - 1]}"'
    half = cell // 2
    forms = (
        f'<circle {opacity} cx="{x + half}" cy="{y + half}" r="{half}"/>',
        f'<path {opacity} d="M{x} {y}h{cell}a{cell} {cell} 0 0 1 -{cell} {cell}z"/>',
        f'<path {opacity} d="M{x + cell} {y + cell}h-{cell}a{cell} {cell} 0 0 1 {cell} -{cell}z"/>',
        f'<path {opacity} d="M{x} {y + cell}L{x + cell} {y}h{half}L{x + half} {y + cell}z"/>',
        f'<path {opacity} d="M{x} {y + cell}L{x + cell} {y}V{y + cell}z"/>',
    )
    return dice.choice(forms)
