"""A globe seen from above a place: land as dots, the place as a node of the transit map."""

from decimal import Decimal
from functools import lru_cache
from math import cos, radians, sin

from .land import is_land

SIZE = 480
RADIUS = 224
CENTRE = SIZE // 2
STEP = 2.5  # degrees between two dots

# Seen a little from the south of the place, so that it stands above the middle.
TILT = 14


@lru_cache(maxsize=64)
def draw(latitude: Decimal, longitude: Decimal) -> str:
    """An SVG of the globe with the place at those coordinates (degrees) marked on it.

    It stands alone as an image: no style, no script, colours of its own on a navy ground.
    """
    here = float(latitude), float(longitude)
    middle = max(-70.0, min(70.0, here[0] - TILT)), here[1]
    near, far = _dots(middle)
    x, y, _depth = _project(*here, middle)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
        '<defs><radialGradient id="sea" cx=".42" cy=".32" r=".75">'
        '<stop offset="0" stop-color="#17346f"/><stop offset=".7" stop-color="#0d2050"/>'
        '<stop offset="1" stop-color="#081530"/></radialGradient></defs>'
        f'<circle cx="{CENTRE}" cy="{CENTRE}" r="{RADIUS}" fill="url(#sea)" stroke="#2f5cae" '
        'stroke-width="2"/>'
        f'<g fill="none" stroke="#7cc8ff" stroke-linecap="round">'
        f'<path stroke-width="3" opacity=".4" d="{far}"/><path stroke-width="5" d="{near}"/></g>'
        f"{_route(round(x), round(y))}</svg>"
    )


def _project(latitude: float, longitude: float, middle: tuple[float, float]) -> tuple[float, ...]:
    """Where a point appears on the picture, and how far it is turned to us (1 in the middle)."""
    up, turn = radians(latitude), radians(longitude - middle[1])
    tilt = radians(middle[0])
    depth = sin(tilt) * sin(up) + cos(tilt) * cos(up) * cos(turn)
    x = CENTRE + RADIUS * cos(up) * sin(turn)
    y = CENTRE - RADIUS * (cos(tilt) * sin(up) - sin(tilt) * cos(up) * cos(turn))
    return x, y, depth


def _dots(middle: tuple[float, float]) -> tuple[str, str]:
    """Path data of the land's dots: those well in sight, and those near the rim."""
    near, far = "", ""
    for row in range(int(180 / STEP)):
        latitude = -90 + STEP * (row + 0.5)
        count = max(1, round(360 * cos(radians(latitude)) / STEP))
        for column in range(count):
            longitude = -180 + 360 * (column + 0.5) / count
            x, y, depth = _project(latitude, longitude, middle)
            if depth < 0.06 or not is_land(longitude, latitude):
                continue
            dot = f"M{x:.0f} {y:.0f}h0"
            near, far = (near + dot, far) if depth > 0.42 else (near, far + dot)
    return near, far


def _route(x: int, y: int) -> str:
    """Two lines that come in from the edge and meet in the node that marks the place."""
    shift = 34
    lines = (
        ("#f4b63f", f"M{SIZE + 10} {y - shift}H{x + shift}L{x} {y}"),
        ("#e8404b", f"M-10 {y + shift}H{x - shift}L{x} {y}"),
    )
    drawn = "".join(f'<path stroke="{colour}" d="{data}"/>' for colour, data in lines)
    return (
        '<g fill="none" stroke-width="9" stroke-linecap="round" stroke-linejoin="round">'
        f"{drawn}</g>"
        f'<circle cx="{x}" cy="{y}" r="13" fill="#fff" stroke="#f4b63f" stroke-width="8"/>'
    )
