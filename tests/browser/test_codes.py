"""Promo codes, in a browser: by link on a telephone, by the field without scripts, and mistaken."""

import pytest
from playwright.sync_api import expect

from events.registration.models import Order, OrderState
from tests.browser.barriers import violations
from tests.browser.test_buying import TICKETS, Buyer


def field(page):
    return page.get_by_label("Promo code")


def test_a_contributor_buys_by_a_link_on_a_telephone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    buyer = Buyer(page)
    page.goto(f"{TICKETS}?code=contrib-demo")

    pass_ = page.locator(".choice", has_text="Contributor Pass")
    expect(pass_.locator(".choice__price")).to_have_text("USD\u00a0249")
    expect(page.locator("[data-total]")).to_have_text("USD\u00a0249")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    buyer.press("Continue")
    buyer.say_who("contributor@example.org")
    expect(page.locator("main")).to_contain_text("Code CONTRIB-DEMO")
    buyer.check()
    buyer.press("by card")
    page.get_by_label("Decline the card").check()
    buyer.press("Send to the bank")
    buyer.press("by card")
    buyer.press("Send to the bank")

    expect(page.locator("h1")).to_have_text("See you in Vancouver")
    order = Order.objects.get(email="contributor@example.org")
    assert (order.state, order.total, order.promo_code.text) == (
        OrderState.PAID,
        249,
        "CONTRIB-DEMO",
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_the_field_applies_and_removes_with_and_without_scripts(browser, base_url, scripts):
    context = browser.new_context(java_script_enabled=scripts, base_url=base_url)
    page = context.new_page()
    buyer = Buyer(page)
    page.goto(TICKETS)
    page.locator(".choice select").first.select_option("2")
    page.get_by_text("I have a promo code").click()
    field(page).fill("member-1o")
    field(page).press("Enter")

    expect(page.locator(".promo")).to_contain_text("Code MEMBER10: 10 % off")
    expect(page.locator(".choice select").first).to_have_value("2")
    expect(page.locator("[data-total]")).to_have_text("USD\u00a01,078.20")
    expect(page.locator(".choice__was").first).to_have_text("instead of USD\u00a0599")
    buyer.press("Remove")
    expect(page.locator("[data-total]")).to_have_text("USD\u00a01,198")
    context.close()


def test_the_total_follows_the_price_after_the_code(page):
    page.goto(f"{TICKETS}?code=MEMBER10")

    page.locator(".choice select").first.select_option("4")

    expect(page.locator("[data-total]")).to_have_text("USD\u00a02,156.40")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_mistaken_code_is_shown_and_everybody_can_mend_it(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    buyer = Buyer(page)
    page.goto(TICKETS)
    page.get_by_text("I have a promo code").click()
    field(page).fill("MEMBRE10")
    buyer.press("Continue")

    expect(page.locator("h1")).to_have_text("Choose your tickets")
    expect(field(page)).to_be_visible()
    for state in ("mistaken", "applied"):
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert violations(page) == [], (state, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if state == "mistaken":
            page.get_by_role("link", name="Promo code: We do not know").click()
            expect(field(page)).to_be_focused()
            field(page).fill("MEMBER10")
            buyer.press("Apply")
