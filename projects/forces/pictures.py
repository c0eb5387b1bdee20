"""The picture of the 3 Forces of a project and its badge, drawn on the server.

Each force has a third of a ring, which is filled as far as its score: users to the right, the
ecosystem below, developers to the left, each driving the next. What is not known is a dotted line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from unicodedata import east_asian_width

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from projects.forces.models import FORCES, Score

RADIUS = 100
MIDDLE = (200, 150)
# Degrees from the top, clockwise: where the third of each force begins, and how long it is.
BEGINS = {"users": 10, "ecosystem": 130, "developers": 250}
LONG = 100
LABELS = {"users": "Users", "ecosystem": "Ecosystem", "developers": "Developers"}
PLACES = {"users": (362, 128), "ecosystem": (200, 306), "developers": (34, 128)}
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Arc:
    """A third of the ring: its line, how far it is filled, and where its words stand."""

    force: str
    label: str
    score: int | None
    path: str
    x: int
    y: int

    @property
    def shown(self) -> str:
        return NOT_KNOWN if self.score is None else str(self.score)


def arcs(scores: Mapping[str, int | None]) -> list[Arc]:
    """The three, with the `scores` by force."""
    return [
        Arc(force, LABELS[force], scores.get(force), _path(BEGINS[force]), *PLACES[force])
        for force in FORCES
    ]


def _path(begins: int) -> str:
    points = []
    for degrees in (begins, begins + LONG):
        x = MIDDLE[0] + RADIUS * sin(radians(degrees))
        y = MIDDLE[1] - RADIUS * cos(radians(degrees))
        points.append(f"{x:.1f} {y:.1f}")
    return f"M{points[0]}A{RADIUS} {RADIUS} 0 0 1 {points[1]}"


def said(scores: Mapping[str, int | None]) -> str:
    """The same in words: "Users 62, ecosystem 40, developers not known"."""
    return ", ".join(
        f"{LABELS[force] if not place else force} {arc.shown}"
        for place, (force, arc) in enumerate(zip(FORCES, arcs(scores), strict=True))
    )


def picture(name: str, scores: Mapping[str, int | None], month: str) -> SafeString:
    """The ring with numbers and names: `name` is the project, `month` of when it is."""
    return _picture(name, month, *(scores.get(force) for force in FORCES))


@lru_cache(maxsize=512)
def _picture(name: str, month: str, *three: int | None) -> SafeString:
    scores = dict(zip(FORCES, three, strict=True))
    context = {"name": name, "arcs": arcs(scores), "said": said(scores), "month": month}
    return render_to_string("projects/forces/parts/picture.html", context)


def of(score: Score, name: str) -> SafeString:
    """The ring of one row of scores of the project called `name`."""
    return picture(name, scores(score), f"{score.month:%B %Y}")


def scores(row: Score) -> dict[str, int | None]:
    """The three by name."""
    return {force: row.of(force) for force in FORCES}


def tiny(scores: Mapping[str, int | None]) -> SafeString:
    """The ring alone, for lists; its words are for those who do not see it."""
    return _tiny(*(scores.get(force) for force in FORCES))


@lru_cache(maxsize=2048)
def _tiny(*three: int | None) -> SafeString:
    """Written here and not in a template: a list has many. Nothing but numbers is put in."""
    scores = dict(zip(FORCES, three, strict=True))
    lines = []
    for arc in arcs(scores):
        unknown = " ring__track--unknown" if arc.score is None else ""
        lines.append(f'<path class="ring__track{unknown}" d="{arc.path}"/>')
        if arc.score:
            lines.append(
                f'<path class="ring__part ring__part--{arc.force}" d="{arc.path}" '
                f'pathLength="100" stroke-dasharray="{arc.score} 200"/>'
            )
    return SafeString(
        '<span class="ring-tiny"><svg class="ring ring--tiny" viewBox="80 30 240 240" '
        f'aria-hidden="true" focusable="false">{"".join(lines)}</svg>'
        f'<span class="hidden">3 Forces of 100: {said(scores)}</span></span>'
    )


# --- The badge: a picture for other sites, which brings nothing along and needs no font ------

HEIGHT = 20
PADDING = 8
LONGEST = 40
COLOURS = {"users": "#f07f2e", "ecosystem": "#3d9be9", "developers": "#35b36f"}


@dataclass(frozen=True, slots=True)
class Block:
    """A coloured part of the badge with a word in it."""

    text: str
    fill: str
    ink: str
    x: int
    width: int

    @property
    def words(self) -> int:
        """How wide the words are made, whatever font there is."""
        return self.width - 2 * PADDING


def badge(name: str, scores: Mapping[str, int | None]) -> str:
    """The badge as SVG. The name is cut after 40 letters; everything is text, never markup."""
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    words = [(short, "#1b2433", "#ffffff")]
    for force in FORCES:
        shown = "?" if scores.get(force) is None else str(scores[force])
        words.append((f"{force} {shown}", COLOURS[force], "#081530"))
    blocks: list[Block] = []
    for text, fill, ink in words:
        x = blocks[-1].x + blocks[-1].width if blocks else 0
        blocks.append(Block(text, fill, ink, x, _wide(text) + 2 * PADDING))
    context = {
        "title": f"{short}: {said(scores)} of 100",
        "blocks": blocks,
        "width": blocks[-1].x + blocks[-1].width,
        "height": HEIGHT,
    }
    return render_to_string("projects/forces/badge.svg", context)


def _wide(text: str) -> int:
    """About how wide `text` is in a letter 11 units high, rather too much than too little."""
    return round(sum(_letter(sign) for sign in text)) + 2


def _letter(sign: str) -> float:
    if east_asian_width(sign) in {"W", "F"}:
        return 11.5
    if sign in " .,:;'!|ijlI()[]":
        return 4.0
    return 9.0 if sign.isupper() or sign in "mwMW%@" else 7.0
