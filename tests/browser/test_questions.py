"""The questions of the Summit, in a browser: they come and go with the answers, script or not."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations
from tests.browser.test_buying import TICKETS, Buyer

TOPIC = "What would you like to talk over there?"


def forum(page, answer):
    page.get_by_role("group", name="Will you attend the Forum?").get_by_text(answer).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_question_comes_with_the_answer_that_asks_it(browser, base_url, scripts):
    size = {"width": 360, "height": 740}
    context = browser.new_context(java_script_enabled=scripts, base_url=base_url, viewport=size)
    page = context.new_page()
    buyer = Buyer(page)
    email = f"forum-{scripts}@example.org".lower()
    page.goto(TICKETS)
    page.locator(".choice select").first.select_option("1")
    buyer.press("Continue")
    topic = page.get_by_label(TOPIC)

    expect(topic).to_be_visible(visible=not scripts)
    if not scripts:
        expect(page.locator("main")).to_contain_text("Only if you answer “Yes” to “Will you attend")
    forum(page, "Yes")
    expect(topic).to_be_visible()
    if scripts:
        assert violations(page) == []
        forum(page, "No")
        expect(topic).to_be_hidden()
        forum(page, "Yes")
    topic.fill("Upgrades without a pause")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    buyer.say_who(email)

    expect(page.locator("h1")).to_have_text("Is everything right?")
    expect(page.locator("main")).to_contain_text("Upgrades without a pause")
    page.get_by_role("link", name="Change ticket 1").click()
    expect(page.get_by_label(TOPIC)).to_have_value("Upgrades without a pause")
    context.close()
