"""Charts as inline SVG, made on the server, with the same numbers as a table below them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import floor, log10
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from foundation.base import moments

WIDTH, HEIGHT = 480, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 14, 32
COLOURS = ("blue", "gold", "green", "red")

Number = int | float | Decimal
Series = dict[str, list[tuple[Any, Number]]]


def line_chart(series: Series, *, title: str, unit: str = "", source: str = "") -> SafeString:
    """One or more lines over the same labels; days stand at their true distance."""
    series = {name: points for name, points in series.items() if points}
    labels = list(dict.fromkeys(label for points in series.values() for label, _ in points))
    if labels and isinstance(labels[0], date):
        labels.sort()
    places = _places(labels)
    top = nice_top(max((value for points in series.values() for _, value in points), default=0))
    return _render(
        "components/chart_line.html",
        {
            "title": title,
            "unit": unit,
            "source": source,
            "lines": _lines(series, places, top),
            "ticks": _ticks(top),
            "labels": _shown_labels(labels, places),
            "rows": [
                (_full(label), [dict(points).get(label) for points in series.values()])
                for label in labels
            ],
            "names": list(series),
            "width": WIDTH,
            "height": HEIGHT,
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "floor": HEIGHT - BOTTOM,
        },
    )


def _lines(series: Series, places: dict[Any, float], top: float) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "colour": COLOURS[number % len(COLOURS)],
            "path": _path([(places[label], _height(value, top)) for label, value in points]),
            "dots": [
                {"x": places[label], "y": _height(value, top), "value": value}
                for label, value in points
            ],
        }
        for number, (name, points) in enumerate(series.items())
    ]


def bar_chart(
    rows: Sequence[tuple[Any, ...]], *, title: str, unit: str = "", source: str = ""
) -> SafeString:
    """Bars that lie, one per row, each with its label and number beside it as text."""
    largest = max((float(row[1]) for row in rows), default=0) or 1
    bars = [
        {
            "label": row[0],
            "value": row[1],
            "width": round(float(row[1]) / largest * 100, 2),
            "colour": row[2] if len(row) > 2 and row[2] else "blue",
            "url": row[3] if len(row) > 3 else "",
        }
        for row in rows
    ]
    return _render(
        "components/chart_bar.html",
        {"title": title, "unit": unit, "source": source, "bars": bars},
    )


def nice_top(largest: Number) -> int | float:
    """The round number at the top of the axis: 1, 2, 2.5 or 5 times a power of ten."""
    if largest <= 0:
        return 1
    power = 10 ** floor(log10(largest))
    for step in (1, 2, 2.5, 4, 5, 8, 10):
        if largest <= step * power:
            top = step * power
            return int(top) if top == int(top) else top
    return power * 10  # pragma: no cover - the last step is always enough


def _render(template: str, context: dict[str, Any]) -> SafeString:
    return render_to_string(template, context)


def _places(labels: Sequence[Any]) -> dict[Any, float]:
    span = WIDTH - LEFT - RIGHT
    if labels and isinstance(labels[0], date) and labels[0] != labels[-1]:
        first, days = labels[0], (labels[-1] - labels[0]).days
        return {label: round(LEFT + span * (label - first).days / days, 1) for label in labels}
    gap = span / max(len(labels) - 1, 1)
    return {label: round(LEFT + gap * number, 1) for number, label in enumerate(labels)}


def _height(value: Number, top: Number) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * float(value) / float(top), 1)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _ticks(top: Number) -> list[dict[str, Any]]:
    parts = 4
    return [
        {"y": _height(float(top) * n / parts, top), "value": float(top) * n / parts}
        for n in range(parts + 1)
    ]


def _shown_labels(labels: Sequence[Any], places: dict[Any, float]) -> list[dict[str, Any]]:
    """As many labels as fit: the last always, the others where they do not touch."""
    room = 78
    shown: list[Any] = []
    for label in reversed(labels):
        if not shown or places[shown[-1]] - places[label] >= room:
            shown.append(label)
    return [{"x": places[label], "text": _label(label)} for label in reversed(shown)]


def _label(label: Any) -> str:
    return f"{label:%b %Y}" if isinstance(label, date) else str(label)


def _full(label: Any) -> str:
    return moments.day_range(label, label) if isinstance(label, date) else str(label)
