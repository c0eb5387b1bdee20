"""A visitor finds a project by its focus, reads its forces and takes the badge along."""

from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import expect

from foundation.base import clock
from projects.forces import services
from tests.browser.barriers import violations


def test_a_project_is_found_by_focus_its_forces_read_and_its_badge_taken(page, site):
    services.reckon(at=clock.now())

    page.goto("/projects/")
    page.get_by_label("Focus").select_option(label=_option(page, "CI/CD"))
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Zuul", exact=True).click()
    expect(page.get_by_role("heading", name="Its 3 Forces")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("link", name="How they are reckoned").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The 3 Forces of Zuul")
    expect(page.get_by_role("img", name="The 3 Forces of Zuul")).to_be_visible()
    expect(page.get_by_role("heading", name="How it is reckoned")).to_be_visible()
    assert violations(page) == []

    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the badge").click()
    assert taken.value.suggested_filename == "zuul-forces.svg"
    badge = ElementTree.fromstring(Path(taken.value.path()).read_bytes())
    assert badge.get("aria-label").startswith("Zuul: Users")


def _option(page, name):
    """The choice that begins with `name`: its number may change."""
    options = page.get_by_label("Focus").locator("option").all_inner_texts()
    return next(text for text in options if text.startswith(name))
