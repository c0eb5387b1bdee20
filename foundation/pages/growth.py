"""The growth of one figure drawn as a line with stations, one for each statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.base.models import Figure

WIDTH, HEIGHT = 640, 330
LEFT, RIGHT, TOP, FLOOR = 52, 72, 84, 284


@dataclass(frozen=True)
class Station:
    """A statement at its place in the picture."""

    x: int
    y: int
    figure: Figure

    @property
    def label_y(self) -> int:
        """Where the number stands: above the line."""
        return self.y - 34


@dataclass(frozen=True)
class Growth:
    """The whole picture: the stations and the line through them, as path data."""

    stations: tuple[Station, ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = FLOOR

    @property
    def line(self) -> str:
        """Through all stations, oldest first."""
        return "M" + "L".join(f"{station.x} {station.y}" for station in self.stations)


def growth(figures: Sequence[Figure]) -> Growth | None:
    """The picture of `figures` (oldest first): years at their distance, heights from zero.

    None for fewer than two: one point is no growth.
    """
    if len(figures) < 2:
        return None
    first, last = figures[0].stated_on.year, figures[-1].stated_on.year
    years = max(last - first, 1)
    highest = max(figure.value for figure in figures) or 1
    return Growth(
        tuple(
            Station(
                x=LEFT + (WIDTH - LEFT - RIGHT) * (figure.stated_on.year - first) // years,
                y=FLOOR - int((FLOOR - TOP) * figure.value / highest),
                figure=figure,
            )
            for figure in figures
        )
    )
