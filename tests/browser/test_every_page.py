"""What every page owes its reader, looked at in a browser."""

import pytest

from tests.browser.barriers import violations
from tests.browser.places import PAGES

NARROW, WIDE = 360, 1280
FIRST_LOAD_BYTES = 100_000


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_it(page, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    for scheme in ("light", "dark"):
        # No movement: a colour half faded in is no colour to judge.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(path)

        assert violations(page) == [], scheme

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_its_first_load_is_small(page, path):
    cost = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on(
        "Network.loadingFinished",
        lambda event: cost.update({event["requestId"]: event["encodedDataLength"]}),
    )

    page.goto(path, wait_until="networkidle")

    assert 0 < sum(cost.values()) <= FIRST_LOAD_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_it_says_where_one_is(page, path):
    answer = page.goto(path)

    assert answer.status == (404 if "no-such-page" in path else 200)
    assert page.title()
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"
