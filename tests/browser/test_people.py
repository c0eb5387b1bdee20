"""A person joins, signs, opens a field, is found in the directory, and resigns."""

from playwright.sync_api import expect

from foundation.pages.demo.preparation import STAFF_EMAIL, STAFF_PASSWORD
from tests.browser.barriers import violations


def test_somebody_joins_is_found_and_resigns(page, read_on):
    def press(name):
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state()

    page.goto("/members/join/individual/")
    page.get_by_role("link", name="I have an account").click()
    page.get_by_label("Email").fill(STAFF_EMAIL)
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    press("Log in")
    page.get_by_label("Full name").fill("Zora Quick")
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("I work for no organisation").check()
    page.get_by_label("I have read the agreement").check()
    assert violations(page) == []
    read_on()
    press("Sign and become a member")
    expect(page.get_by_role("heading", name="You may vote from")).to_be_visible()
    assert violations(page) == []

    page.goto("/me/profile/")
    page.get_by_label("Show my country").check()
    page.get_by_role("textbox", name="About me").fill("I write tests.")
    assert violations(page) == []
    press("Keep the profile")

    page.goto("/members/people/")
    page.get_by_label("Search by name").fill("zora qick")
    page.get_by_role("link", name="Zora Quick").click()
    expect(page.get_by_role("heading", name="Zora Quick")).to_be_visible()
    expect(page.get_by_text("Germany")).to_be_visible()
    expect(page.get_by_text("I write tests.")).to_have_count(0)
    address = page.url

    page.goto("/me/membership/resign/")
    press("Resign now")
    expect(page.get_by_text("You have resigned")).to_be_visible()
    assert page.goto(address).status == 404
