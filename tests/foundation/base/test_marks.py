"""Monograms: two letters that people recognise."""

import pytest

from foundation.base import marks


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("China Mobile", "CM"),
        ("Red Hat, Inc.", "RH"),
        ("Ericsson", "ER"),
        ("OpenStack", "OS"),
        ("99Cloud", "9C"),
        ("AT&T", "AT"),
        ("The Linux Foundation", "LF"),
        ("Österreichische Bank", "OB"),
        ("中国移动", "中国"),
        ("&&&", "?"),
        ("", "?"),
    ],
)
def test_monogram(name, letters):
    assert marks.monogram(name) == letters


def test_mark_carries_the_colour_of_its_tier():
    assert "mark--platinum" in marks.mark("Ericsson", "platinum")


def test_unknown_tier_gives_a_neutral_tile():
    assert "mark--none" in marks.mark("Ericsson", 'x" onload="')


def test_name_is_escaped():
    assert "<b" not in marks.mark("<bold", "gold")
