"""Times in words: the zone is named, the year is there."""

from datetime import UTC, date, datetime

import pytest

from foundation.base import moments

OPENING = datetime(2023, 6, 13, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("long", "13 June 2023, 09:00 PDT"),
        ("day", "13 June 2023"),
        ("short", "13 Jun 09:00 PDT"),
        ("time", "09:00 PDT"),
    ],
)
def test_moment_on_the_clocks_of_the_venue(form, words):
    assert moments.shown(OPENING, "America/Vancouver", form) == words


def test_day_may_differ_from_the_day_in_utc():
    assert moments.shown(datetime(2023, 5, 27, 6, 59, tzinfo=UTC), "America/Vancouver", "day") == (
        "26 May 2023"
    )


def test_zone_without_letters_is_named_by_its_city():
    assert moments.shown(OPENING, "Asia/Tashkent", "time") == "21:00 Tashkent time"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2023, 6, 13), date(2023, 6, 15), "13–15 June 2023"),
        (date(2023, 6, 13), date(2023, 6, 13), "13 June 2023"),
        (date(2023, 5, 30), date(2023, 6, 2), "30 May – 2 June 2023"),
        (date(2022, 12, 30), date(2023, 1, 2), "30 December 2022 – 2 January 2023"),
    ],
)
def test_day_range(start, end, words):
    assert moments.day_range(start, end) == words
