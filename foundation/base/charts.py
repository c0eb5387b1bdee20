"""Charts as inline SVG, made on the server, with the same numbers as a table below them.

A chart is drawn once: as long as its numbers and words are the same, it is shown again as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import wraps
from math import ceil, floor, log10
from typing import Any, Concatenate, NamedTuple

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from foundation.base import moments

WIDTH, HEIGHT = 480, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 14, 32
# A line through more points than this is easier to read without a dot on each.
MOST_DOTS = 16
COLOURS = ("blue", "gold", "green", "red")
# Of each kind so many charts are kept: a few megabytes.
MOST_KEPT = 256

Number = int | float | Decimal
Series = dict[str, list[tuple[Any, Number]]]


class Step(NamedTuple):
    """A bar of a bridge: how much it adds or takes away, or how much there is in all."""

    label: str
    number: Number
    is_whole: bool = False


def _once[Data, **Words](
    draw: Callable[Concatenate[Data, Words], SafeString],
) -> Callable[Concatenate[Data, Words], SafeString]:
    """Decorator: what was drawn of the same is given again; the oldest goes when there are many."""
    drawn: dict[str, SafeString] = {}

    @wraps(draw)
    def chart(data: Data, /, *places: Words.args, **words: Words.kwargs) -> SafeString:
        sign = _sign((data, places, words, get_language()))
        found = drawn.get(sign)
        if found is None:
            found = drawn[sign] = draw(data, *places, **words)
            while len(drawn) > MOST_KEPT:
                with suppress(KeyError, StopIteration, RuntimeError):  # another thread was faster
                    del drawn[next(iter(drawn))]
        return found

    return chart


def _sign(value: Any) -> str:
    """A text that is the same for what looks the same: 1 is not 1.00, nor what is escaped what is not."""
    if isinstance(value, Mapping):
        return f"{{{','.join(_sign(key) + _sign(each) for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_sign, value))}]"
    if isinstance(value, Promise):
        value = str(value)
    return f"{type(value).__name__} {value!r}"


@_once
def line_chart(
    series: Series,
    *,
    title: str,
    unit: str = "",
    source: str = "",
    colours: Mapping[str, str] | None = None,
    has_table: bool = False,
) -> SafeString:
    """One or more lines over the same labels; days stand at their true distance.

    `colours` by the name of a line; the others have their turn. `has_table`: its numbers stand in
    a table beside it, so it brings none.
    """
    series = {name: points for name, points in series.items() if points}
    labels = list(dict.fromkeys(label for points in series.values() for label, _ in points))
    if labels and isinstance(labels[0], date):
        labels.sort()
    places = _places(labels)
    ticks = axis([value for points in series.values() for _, value in points])
    top = ticks[-1]
    return _render(
        "components/chart_line.html",
        {
            "title": title,
            "unit": unit,
            "source": source,
            "lines": _lines(series, places, top, colours or {}),
            "ticks": [{"y": _height(tick, top), "value": tick} for tick in ticks],
            "labels": _shown_labels(labels, places),
            "rows": [] if has_table else _rows(series, labels),
            "names": list(series),
            "width": WIDTH,
            "height": HEIGHT,
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "floor": HEIGHT - BOTTOM,
        },
    )


def _rows(series: Series, labels: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """The table that says what the lines show: each label with the value of each line."""
    values = [dict(points) for points in series.values()]
    return [(_full(label), [each.get(label) for each in values]) for label in labels]


def _lines(
    series: Series, places: dict[Any, float], top: float, colours: Mapping[str, str]
) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "colour": colours.get(name) or COLOURS[number % len(COLOURS)],
            "path": _path([(places[label], _height(value, top)) for label, value in points]),
            "dots": [
                {"x": places[label], "y": _height(value, top)}
                for label, value in points
                if len(points) <= MOST_DOTS
            ],
        }
        for number, (name, points) in enumerate(series.items())
    ]


@_once
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


@_once
def bridge_chart(
    steps: Sequence[Step], *, title: str, unit: str = "", source: str = ""
) -> SafeString:
    """A bridge (waterfall) that lies: each step begins where the one before it ended.

    Where all that happens is small beside the whole, the bars do not begin at 0, and it is said.
    """
    edges = _edges(steps)
    levels = [end for _start, end in edges]
    begin, high = _begin(levels), max(levels, default=0) or 1
    scale = 100 / (high - begin)
    bars = []
    for step, (start, end) in zip(steps, edges, strict=True):
        left = max(min(start, end), begin)
        bars.append({
            "label": step.label,
            "number": step.number,
            "is_whole": step.is_whole,
            "x": round((left - begin) * scale, 2),
            "width": round(max(abs(max(start, end) - left) * scale, 0.4), 2),
            "colour": "blue" if step.is_whole else "green" if step.number > 0 else "red",
        })  # fmt: skip
    context = {"title": title, "unit": unit, "source": source, "bars": bars, "begin": begin}
    return _render("components/chart_bridge.html", context)


def _edges(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Where each bar starts and ends."""
    level, edges = 0.0, []
    for step in steps:
        number = float(step.number)
        edges.append((0.0, number) if step.is_whole else (level, level + number))
        level = number if step.is_whole else level + number
    return edges


def _begin(levels: Sequence[float]) -> float:
    """Where the bars of a bridge begin: 0, or a round number below them all when little moves."""
    low, high = min(levels, default=0.0), max(levels, default=0.0)
    if high - low >= high / 2 or low <= 0:
        return 0.0
    step = 10 ** floor(log10(max(high - low, 1)))
    return max(floor((low - 2 * (high - low)) / step) * step, 0) if high > low else 0.0


def axis(values: Sequence[Number]) -> list[float]:
    """The numbers beside the rules: from 0 in up to five equal round steps past the largest.

    Whole numbers get whole steps: nobody is half registered.
    """
    largest = float(max(values, default=0))
    step = 1.0
    if largest > 0:
        power = 10 ** floor(log10(largest / 4))
        step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= largest / 4)
    if all(value == int(value) for value in values):
        step = ceil(step)
    count = max(ceil(largest / step), 1)
    return [step * number for number in range(count + 1)]


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


def _shown_labels(labels: Sequence[Any], places: dict[Any, float]) -> list[dict[str, Any]]:
    """As many labels as fit: the last always, the others where they do not touch."""
    room = 78
    shown: list[Any] = []
    for label in reversed(labels):
        if not shown or places[shown[-1]] - places[label] >= room:
            shown.append(label)
    short = len(labels) > 1 and isinstance(labels[0], date) and (labels[-1] - labels[0]).days < 90
    return [{"x": places[label], "text": _label(label, short=short)} for label in reversed(shown)]


def _label(label: Any, *, short: bool) -> str:
    """A day as "Oct 2022", or as "10 Oct" where the whole axis is a few weeks."""
    if not isinstance(label, date):
        return str(label)
    return f"{label.day} {label:%b}" if short else f"{label:%b %Y}"


def _full(label: Any) -> str:
    return moments.day_range(label, label) if isinstance(label, date) else str(label)
