from datetime import date

import pytest

from members import spans


@pytest.mark.parametrize(
    ("earliest", "known", "words"),
    [
        (date(2021, 9, 7), None, "7 September 2021"),
        (None, date(2021, 1, 1), "before 2021"),
        (None, date(2022, 6, 6), "before 6 June 2022"),
        (date(2022, 2, 1), date(2022, 10, 10), "2022"),
        (date(2021, 10, 1), date(2021, 10, 28), "October 2021"),
        (date(2021, 10, 1), date(2021, 10, 1), "1 October 2021"),
        (
            date(2021, 12, 1),
            date(2022, 2, 1),
            "1 December 2021 or later, 1 February 2022 at the latest",
        ),
        (None, None, "not known"),
    ],
)
def test_since_is_as_exact_as_it_is_known(earliest, known, words):
    assert spans.since(earliest, known) == words


@pytest.mark.parametrize(
    ("end", "known", "words"),
    [
        (None, None, ""),
        (date(2022, 1, 1), None, "31 December 2021"),
        (date(2022, 1, 1), date(2021, 1, 1), "2021"),
    ],
)
def test_until_names_the_last_day_and_not_the_first_without(end, known, words):
    assert spans.until(end, known) == words


@pytest.mark.parametrize(
    ("earliest", "known", "year"),
    [
        (date(2022, 6, 7), None, 2022),
        (date(2022, 2, 1), date(2022, 10, 10), 2022),
        (date(2021, 12, 1), date(2022, 2, 1), None),
        (None, date(2021, 1, 1), None),
    ],
)
def test_the_year_it_began_is_only_told_where_it_is_certain(earliest, known, year):
    assert spans.year_begun(earliest, known) == year
