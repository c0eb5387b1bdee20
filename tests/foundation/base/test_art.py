"""The line art: the same for the same seed, small, and nothing but drawing."""

import re
from xml.etree import ElementTree

import pytest

from foundation.base import art

KINDS = ["hero", "band", "tile", "field"]
SEEDS = ["vancouver-2023", "ptg-october-2022", "berlin-2022", "zuul", "/members/", "ökosystem"]


@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_draws_the_same_picture(kind):
    assert art.draw("vancouver-2023", kind) == art.draw("vancouver-2023", kind)


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_draws_another_picture(kind):
    assert len({art.draw(seed, kind) for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("kind", KINDS)
def test_picture_is_well_formed_and_hidden_from_screen_readers(kind):
    picture = ElementTree.fromstring(art.draw("kata", kind))

    assert picture.get("aria-hidden") == "true"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_picture_is_small(kind, seed):
    assert len(art.draw(seed, kind).encode()) <= 4096


@pytest.mark.parametrize("kind", KINDS)
def test_picture_needs_no_inline_style(kind):
    assert "style=" not in art.draw("kata", kind)


def test_seed_never_reaches_the_markup():
    assert "<script" not in art.draw("<script>alert(1)</script>")


def test_lines_run_level_or_at_45_degrees():
    drawing = art.Drawing(art.CANVASES["hero"], art.random.Random(1))
    for lane in (2, 5, 8, 11):
        art._run(drawing, "red", lane)

    for _colour, line in drawing.paths:
        for (x, y), (nx, ny) in zip(line, line[1:], strict=False):
            assert y == ny or abs(nx - x) == abs(ny - y)


def test_every_line_ends_in_a_node():
    picture = art.draw("vancouver-2023")

    lines = len(re.findall(r'<path pathLength="1" class="art__(?:red|green|blue|gold)"', picture))
    assert lines == len(re.findall(r'<circle class="art__(?:red|green|blue|gold)"', picture))
