"""The 3 Forces of open infrastructure, and the picture of them (domain 5).

Developers build products for users, users consume services of the ecosystem, the ecosystem hires
developers: three arrows in a circle, each in the colour of the force it starts from.
"""

from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin

# The picture is SIZE units wide and high; the nodes lie on a circle around its middle, as in
# components/forces.html, and the arrows between them.
SIZE = 400
RADIUS = 135
# Degrees between the middle of a node and the arrows beside it, an arrow's head in degrees and
# half its width.
GAP = 32
HEAD = 11
HEAD_HALF_WIDTH = 15


@dataclass(frozen=True)
class Programme:
    """Something the foundation does for a force."""

    name: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Force:
    """One of the three: who they are, what they do for the next one, what is done for them."""

    slug: str
    name: str
    sentence: str
    text: str
    measured_by: str
    programmes: tuple[Programme, ...]


FORCES = (
    Force(
        "developers",
        "Developers",
        "Developers build products for users.",
        "They write, review, test and release the software. More of them, from more "
        "organisations, means more is fixed, sooner, and no single company can turn it off.",
        "contributors and the organisations they work for",
        (
            Programme(
                "Project Teams Gatherings",
                "Twice a year the teams meet for a week and settle what the next release brings.",
                "/ptg",
            ),
            Programme(
                "Onboarding and mentoring",
                "Newcomers get a first task, a reviewer and somebody to ask.",
            ),
            Programme(
                "Release management",
                "One calendar for all teams, so that what is released together works together.",
            ),
            Programme(
                "Infrastructure support",
                "Code review, tests and mailing lists, run in the open as one more project.",
            ),
        ),
    ),
    Force(
        "users",
        "Users",
        "Users consume services of the ecosystem.",
        "They run the software in production and say what it lacks. What they deploy decides "
        "which services are worth offering.",
        "deployments and the cores they run on",
        (
            Programme(
                "Forums", "Users and developers at one table: what works, what hurts, what is next."
            ),
            Programme(
                "Large Scale SIG",
                "Operators of the largest sites write down how they got there.",
            ),
            Programme(
                "Summit keynotes",
                "Those who run it in production show what it carries.",
                "/events/",
            ),
            Programme("Community events", "User groups meet where they live, in their language."),
            Programme("Industry events", "Their case is made where their own industry meets."),
        ),
    ),
    Force(
        "ecosystem",
        "Ecosystem",
        "The ecosystem hires developers.",
        "Companies that sell, host, train and support make the software a product to rely on. "
        "What they earn pays for those who write it.",
        "organisations that sell, host, train, fund or sponsor",
        (
            Programme("Brand building", "A name that buyers know is worth building on."),
            Programme(
                "Trademark programmes",
                "Products that pass the tests may carry the project's name.",
            ),
            Programme(
                "Interop working group",
                "It writes down what a product must be able to do to be called compatible.",
            ),
            Programme(
                "Summit marketplace",
                "Vendors and users meet on the floor of the Summit.",
                "/events/",
            ),
            Programme(
                "Online marketplace",
                "Who offers public clouds, distributions, training and support, side by side.",
            ),
        ),
    ),
)

# Where the node of each force stands, in degrees; each drives the next.
ANGLES = {"developers": -150, "users": -30, "ecosystem": 90}


@dataclass(frozen=True)
class Arrow:
    """An arrow of the picture as path data: the stroke, and the head that is filled."""

    force: str
    line: str
    head: str


@cache
def arrows() -> tuple[Arrow, ...]:
    """The three arrows, each from its force clockwise to the next."""
    return tuple(_arrow(force, angle) for force, angle in ANGLES.items())


def _arrow(force: str, angle: int) -> Arrow:
    start, tip = angle + GAP, angle + 120 - GAP
    neck = tip - HEAD
    points = (_at(tip), _at(neck, HEAD_HALF_WIDTH), _at(neck, -HEAD_HALF_WIDTH))
    return Arrow(
        force,
        line=f"M{_at(start)}A{RADIUS} {RADIUS} 0 0 1 {_at(neck + 1)}",
        head=f"M{'L'.join(points)}Z",
    )


def _at(angle: float, out: float = 0) -> str:
    """The point at `angle` degrees, `out` units outside the circle."""
    distance = RADIUS + out
    x = SIZE / 2 + distance * cos(radians(angle))
    y = SIZE / 2 + distance * sin(radians(angle))
    return f"{x:.1f} {y:.1f}"
