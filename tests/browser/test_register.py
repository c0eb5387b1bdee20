"""What the register says of a day, in the browser: before and after a member moved."""

from playwright.sync_api import expect

from tests.browser.barriers import violations


def tier_of(page, name):
    """The tier in whose part of the directory an organisation stands."""
    section = page.locator("section.rail", has=page.get_by_role("link", name=name))
    return section.get_attribute("aria-labelledby")


def test_the_upgrade_of_vexxhost_is_seen_as_of_the_day_before_and_after(page):
    page.goto("/members/?as_of=2022-06-06")
    assert tier_of(page, "VEXXHOST") == "tier-silver"
    assert violations(page) == []

    page.get_by_label("As of").fill("2022-06-07")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**as_of=2022-06-07**")
    assert tier_of(page, "VEXXHOST") == "tier-gold"

    # A year before, nobody knows whether it was a member: the list of changes has the move itself.
    page.goto("/members/statistics/?as_of=2022-06-07#changes")
    moved = page.get_by_role("row").filter(has_text="VEXXHOST")
    expect(moved.filter(has_text="moved from Silver")).to_be_visible()
    assert violations(page) == []


def test_the_wall_for_other_sites_is_accessible(page):
    page.goto("/members/wall/?tier=gold&size=large")

    expect(page.get_by_role("link", name="VEXXHOST")).to_be_visible()
    assert violations(page) == []
