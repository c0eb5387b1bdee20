"""Charts: true distances, round axes, and the same numbers as a table."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.base import charts


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 1]),
        ([0, 0], [0, 1]),
        ([1, 3], [0, 1, 2, 3]),
        ([7], [0, 2, 4, 6, 8]),
        ([15, 25, 40], [0, 10, 20, 30, 40]),
        ([60], [0, 20, 40, 60]),
        ([100], [0, 25, 50, 75, 100]),
        ([534], [0, 200, 400, 600]),
        ([0.4], [0, 0.1, 0.2, 0.30000000000000004, 0.4]),
    ],
)
def test_axis_goes_up_in_round_steps(values, ticks):
    assert charts.axis(values) == ticks


def test_axis_of_a_few_weeks_names_the_days():
    days = [(date(2022, 9, 12), 1), (date(2022, 10, 10), 4)]

    assert ">12 Sep<" in charts.line_chart({"Registered": days}, title="Registered")


def test_line_chart_has_its_numbers_as_a_table():
    drawn = charts.line_chart(
        {"Members": [(date(2021, 1, 1), 60), (date(2022, 10, 10), 80)]}, title="Growth"
    )

    assert '<th scope="row">10 October 2022</th><td class="number">80</td>' in drawn


def test_a_table_beside_a_line_chart_is_not_written_again():
    points = {"Members": [("a", 1), ("b", 2)]}

    assert "<table" in charts.line_chart(points, title="Grown")
    assert "<table" not in charts.line_chart(points, title="Grown", has_table=True)


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


def test_bridge_bars_begin_where_the_one_before_ended():
    steps = [
        charts.Step("Start", 10, is_whole=True),
        charts.Step("joined", 5),
        charts.Step("left", -10),
        charts.Step("End", 5, is_whole=True),
    ]

    bridge = charts.bridge_chart(steps, title="Members")

    assert 'x="66.67" width="33.33"' in bridge
    assert 'x="33.33" width="66.67"' in bridge
    assert "+5" in bridge
    assert "-10" in bridge
    assert "The bars begin" not in bridge


def test_a_bridge_of_small_changes_says_where_its_bars_begin():
    steps = [charts.Step("Start", 100, is_whole=True), charts.Step("joined", 2),
             charts.Step("End", 102, is_whole=True)]  # fmt: skip

    assert "The bars begin at 96" in charts.bridge_chart(steps, title="Members")


def test_a_bridge_of_nothing_is_no_mistake():
    assert "Members" in charts.bridge_chart([], title="Members")
