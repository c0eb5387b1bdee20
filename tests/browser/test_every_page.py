"""What every page owes its reader, looked at in a browser."""

import pytest

from tests.browser.barriers import COLOURS, violations
from tests.browser.places import PAGES

NARROW, WIDE = 360, 1280
FIRST_LOAD_BYTES = 100_000


@pytest.fixture
def cost(page):
    """The bytes of each thing that the page loads, with an empty cache."""
    loaded = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on(
        "Network.loadingFinished",
        lambda event: loaded.update({event["requestId"]: event["encodedDataLength"]}),
    )
    return loaded


@pytest.mark.parametrize("path", PAGES)
def test_it_says_where_one_is_and_its_first_load_is_small(page, cost, path):
    answer = page.goto(path, wait_until="networkidle")

    assert answer.status == (404 if "no-such-page" in path else 200)
    assert page.title()
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"
    assert 0 < sum(cost.values()) <= FIRST_LOAD_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_it(page, path):
    # No movement: a colour half faded in is no colour to judge.
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.goto(path)
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 800})

        assert violations(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.emulate_media(color_scheme="dark")
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 800})

        assert violations(page, COLOURS) == [], ("dark", width)
