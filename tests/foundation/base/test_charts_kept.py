"""A chart is drawn once, and what looks different is never taken for the same."""

from decimal import Decimal

from django.utils.safestring import mark_safe

from foundation.base import charts


def test_the_same_numbers_are_drawn_once(monkeypatch):
    drawn = []
    render = charts._render
    monkeypatch.setattr(charts, "_render", lambda *words: drawn.append(1) or render(*words))
    points = {"Once": [("a", 1), ("b", 2)]}

    first = charts.line_chart(points, title="Once only")
    points["Once"][1] = ("b", 2)
    assert charts.line_chart(points, title="Once only") is first
    points["Once"][1] = ("b", 3)
    assert charts.line_chart(points, title="Once only") is not first
    assert len(drawn) == 2


def test_what_is_written_otherwise_is_drawn_otherwise():
    whole = charts.bar_chart([("a", Decimal(1))], title="Kept")
    exact = charts.bar_chart([("a", Decimal("1.00"))], title="Kept")
    assert whole is not exact

    safe = charts.bar_chart([(mark_safe("<i>a</i>"), 1)], title="Kept")
    typed = charts.bar_chart([("<i>a</i>", 1)], title="Kept")
    assert "<i>a</i>" in safe
    assert "<i>a</i>" not in typed


def test_no_more_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(charts, "MOST_KEPT", 2)
    first = charts.bridge_chart([charts.Step("a", 1)], title="Kept 0")
    for number in range(1, 400):
        charts.bridge_chart([charts.Step("a", 1)], title=f"Kept {number}")

    again = charts.bridge_chart([charts.Step("a", 1)], title="Kept 0")
    assert again == first
    assert again is not first
