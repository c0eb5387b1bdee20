import pytest
from django.core.exceptions import ValidationError

from projects import days


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ("2017", "2017"),
        ("2017-12", "December 2017"),
        ("2017-12-05", "5 December 2017"),
        ("", ""),
    ],
)
def test_a_day_is_shown_as_exactly_as_it_is_known(known, words):
    assert days.shown(known) == words


@pytest.mark.parametrize("typed", ["17", "2017-13", "2017-00", "2017-12-32", "May 2018", "2017-1"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValidationError, match="Write 2017"):
        days.validate(typed)


@pytest.mark.parametrize(
    ("known", "years", "when", "is_round"),
    [
        ("2010-07", 12, "July 2022", False),
        ("2017-12", 5, "December 2022", True),
        ("2012", 10, "2022", True),
    ],
)
def test_an_anniversary_is_counted_and_named(known, years, when, is_round):
    anniversary = days.anniversary(known, 2022)

    assert (anniversary.years, anniversary.when) == (years, when)
    assert anniversary.is_round is is_round


@pytest.mark.parametrize("known", ["2022", "2023-01", ""])
def test_what_is_young_has_no_anniversary(known):
    assert days.anniversary(known, 2022) is None
