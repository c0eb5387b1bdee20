"""Charts: true distances, round axes, and the same numbers as a table."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.base import charts


@pytest.mark.parametrize(
    ("largest", "top"), [(0, 1), (0.4, 0.4), (7, 8), (40, 40), (60, 80), (101, 200), (534, 800)]
)
def test_axis_ends_at_a_round_number(largest, top):
    assert charts.nice_top(largest) == top


def test_line_chart_has_its_numbers_as_a_table():
    drawn = charts.line_chart(
        {"Members": [(date(2021, 1, 1), 60), (date(2022, 10, 10), 80)]}, title="Growth"
    )

    assert '<th scope="row">10 October 2022</th><td class="number">80</td>' in drawn


def test_days_stand_at_their_true_distance():
    days = [date(2022, 1, 1), date(2022, 1, 2), date(2022, 1, 11)]

    places = charts._places(days)

    first, second, last = (places[day] for day in days)
    assert (last - first) == pytest.approx((second - first) * 10, abs=1)


def test_words_keep_the_order_they_came_in():
    drawn = charts.line_chart({"Cores": [("2020", 15), ("2021", 25), ("2022", 40)]}, title="Cores")

    assert drawn.index(">2020<") < drawn.index(">2021<") < drawn.index(">2022<")


def test_series_with_a_gap_shows_a_dash_in_the_table():
    drawn = charts.line_chart({"A": [("2020", 1), ("2021", 2)], "B": [("2021", 3)]}, title="Two")

    assert '<td class="number">–</td>' in drawn


def test_chart_without_points_does_not_break():
    assert "<svg" in charts.line_chart({"Members": []}, title="Nothing yet")
    assert "Nothing yet" in charts.bar_chart([], title="Nothing yet")


def test_bar_chart_scales_to_the_largest_and_links():
    drawn = charts.bar_chart(
        [("Telecom", 24, "users", "/members/?industry=telecom"), ("Research", Decimal(6))],
        title="By industry",
    )

    assert 'width="25' in drawn
    assert 'href="/members/?industry=telecom"' in drawn


def test_labels_are_escaped():
    assert "<script" not in charts.bar_chart([("<script>", 1)], title="<script>")
