"""The triangle of the 3 Forces turns by mouse and by keys, and stands still without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations


def shown(page):
    """The forces whose programmes are in sight."""
    return [panel.get_attribute("id") for panel in page.locator(".force:visible").all()]


def test_a_click_shows_the_programmes_of_one_force(page):
    page.goto("/three-forces/")
    assert shown(page) == ["developers"]

    page.get_by_role("tab", name="Ecosystem").click()

    assert shown(page) == ["ecosystem"]
    expect(page.get_by_text("Trademark programmes")).to_be_visible()
    assert page.url.endswith("#ecosystem")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["ArrowRight"], "users"),
        (["ArrowLeft"], "ecosystem"),
        (["End"], "ecosystem"),
        (["End", "ArrowDown"], "developers"),
    ],
)
def test_the_keys_walk_around_the_triangle(page, keys, chosen):
    page.goto("/three-forces/")
    page.get_by_role("tab", name="Developers").focus()

    for key in keys:
        page.keyboard.press(key)

    assert shown(page) == [chosen]
    assert page.evaluate("document.activeElement.id") == f"{chosen}-node"


def test_a_link_to_a_force_opens_it(page):
    page.goto("/three-forces/#users")

    assert shown(page) == ["users"]


def test_the_back_button_leaves_the_page(page):
    page.goto("/about/")
    page.goto("/three-forces/")
    page.get_by_role("tab", name="Users").click()

    page.go_back()

    assert page.url.endswith("/about/")


def test_without_scripts_everything_is_there(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/three-forces/")

        assert shown(page) == ["developers", "users", "ecosystem"]
