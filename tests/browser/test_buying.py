"""Buying, in a browser: without scripts, with the keyboard, on a telephone, twice, and too late."""

import pytest
from playwright.sync_api import expect

from events.registration.models import Order, OrderState, TicketType
from foundation.billing.models import Payment
from tests.browser.barriers import violations

TICKETS = "/events/vancouver-2023/register/"
FREE = "/events/ptg-october-2022/register/"


class Buyer:
    """Goes through the steps; every page it lands on is looked at by `on_page`."""

    def __init__(self, page, on_page=lambda: None):
        self.page = page
        self.looked = on_page

    def press(self, name, **options):
        self.page.get_by_role("button", name=name, **options).click()
        self.page.wait_for_load_state()
        self.looked()

    def choose(self, quantity):
        self.page.goto(TICKETS)
        self.looked()
        self.page.locator(".choice select").first.select_option(str(quantity))
        self.press("Continue")

    def say_who(self, email):
        self.page.get_by_label("Your full name").fill("Ada Lovelace")
        self.page.get_by_label("Your e-mail").fill(email)
        self.press("Continue")

    def check(self):
        self.page.get_by_label("I accept the code of conduct").check()
        self.press("Continue to payment")

    def to_payment(self, email):
        self.choose(1)
        self.say_who(email)
        self.check()


@pytest.fixture
def buyer(page):
    return Buyer(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_use_every_step(page, width):
    def look():
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert violations(page) == [], (page.url, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.set_viewport_size({"width": width, "height": 800})
    buyer = Buyer(page, look)
    buyer.choose(2)
    buyer.press("Continue")
    assert page.title().startswith("Error: ")
    page.locator(".person").nth(1).get_by_label("I say so later").check()
    page.locator(".person").first.locator("summary").click()
    look()
    buyer.say_who(f"every-{width}@example.org")
    buyer.check()
    page.get_by_text("Order by invoice", exact=True).click()
    buyer.press("Order with an invoice")
    page.get_by_label("Postal address").fill("1 Main Street\nAustin")
    page.get_by_label("Country").select_option("US")
    buyer.press("Order with an invoice")
    page.get_by_role("link", name="Change or pass on").click()
    page.wait_for_load_state()
    look()
    page.go_back()
    page.get_by_role("link", name="Cancel this order").click()
    page.wait_for_load_state()
    look()
    buyer.press("Cancel the order")
    expect(page.locator("h1")).to_have_text("This order is cancelled")


def test_it_works_without_scripts(browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    buyer = Buyer(page)
    page.goto(TICKETS)
    page.locator(".choice select").first.select_option("3")
    buyer.press("Add up")
    expect(page.locator("[data-total]")).to_have_text("USD\u00a01,797")
    page.locator(".choice select").first.select_option("1")
    buyer.press("Continue")
    buyer.say_who("plain@example.org")
    buyer.check()
    buyer.press("by card")
    buyer.press("Send to the bank")

    expect(page.locator("h1")).to_have_text("See you in Vancouver")
    context.close()


def test_the_total_follows_what_is_chosen(page):
    page.goto(TICKETS)

    page.locator(".choice select").first.select_option("4")

    expect(page.locator("[data-total]")).to_have_text("USD\u00a02,396")


def test_a_double_click_pays_once(page, buyer):
    buyer.to_payment("twice@example.org")
    buyer.press("by card")

    page.get_by_role("button", name="Send to the bank").dblclick()

    expect(page.locator("h1")).to_have_text("See you in Vancouver")
    order = Order.objects.get(email="twice@example.org")
    assert Payment.objects.filter(account=order.account).count() == 1


def test_a_declined_card_is_said_and_an_invoice_still_possible(page, buyer):
    buyer.to_payment("declined@example.org")
    buyer.press("by card")
    page.get_by_label("Decline the card").check()
    buyer.press("Send to the bank")

    notice = page.locator("[role=alert]")
    expect(notice).to_contain_text("The card was not charged")
    assert notice.evaluate("node => node === document.activeElement")
    page.get_by_text("Order by invoice", exact=True).click()
    page.get_by_label("Postal address").fill("1 Main Street\nAustin")
    page.get_by_label("Country").select_option("US")
    buyer.press("Order with an invoice")

    order = Order.objects.get(email="declined@example.org")
    assert order.state == OrderState.PENDING
    expect(page.locator("main")).to_contain_text(f"Reference: {order.code}")


def test_more_time_while_typing_loses_nothing(page, buyer):
    buyer.choose(2)
    page.get_by_label("Your full name").fill("Ada Lo")
    page.locator(".person").nth(1).get_by_label("E-mail").fill("grace@exa")

    buyer.press("Hold 30 minutes more")

    expect(page.get_by_label("Your full name")).to_have_value("Ada Lo")
    expect(page.locator(".person").nth(1).get_by_label("E-mail")).to_have_value("grace@exa")
    assert not page.title().startswith("Error")


def test_enter_goes_on_and_does_not_ask_for_more_time(page, buyer):
    buyer.choose(1)
    page.get_by_label("Your full name").fill("Ada Lovelace")
    page.get_by_label("Your e-mail").fill("enter@example.org")

    page.get_by_label("Your e-mail").press("Enter")

    expect(page.locator("h1")).to_have_text("Is everything right?")


def test_one_ticket_for_oneself_asks_for_no_name_twice(page, buyer):
    buyer.choose(1)

    expect(page.get_by_label("Full name as on the badge")).to_be_hidden()
    page.get_by_label("For somebody else").check()
    expect(page.get_by_label("Full name as on the badge")).to_be_visible()
    page.get_by_label("I say so later").check()
    expect(page.get_by_label("Full name as on the badge")).to_be_hidden()


def test_closing_the_tab_loses_nothing(page, buyer):
    buyer.choose(1)
    buyer.say_who("closed@example.org")
    again = page.context.new_page()
    page.close()

    again.goto(TICKETS)
    again.get_by_role("link", name="Continue where you were").click()

    expect(again.locator("h1")).to_have_text("Is everything right?")


def test_registering_for_free_needs_only_the_keyboard(page):
    page.goto(FREE)
    page.get_by_label("Full name").focus()
    page.keyboard.type("Mary Jackson")
    page.keyboard.press("Tab")
    page.keyboard.type("mary@example.org")
    for _question in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "conduct":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("You are registered")


def test_a_pass_fits_a_telephone_and_zooms(page, buyer):
    buyer.to_payment("phone@example.org")
    buyer.press("by card")
    buyer.press("Send to the bank")

    # A width of 320 is what 400 % of zoom leaves of 1280.
    page.set_viewport_size({"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    box = page.locator(".pass__qr svg").bounding_box()
    assert box["width"] >= 160


def test_an_open_page_says_how_few_are_left_and_back_leads_to_what_was_typed(page, buyer):
    page.goto(TICKETS)
    kind = TicketType.objects.get(event__slug="vancouver-2023", name__startswith="Early Bird")
    (stock,) = kind.stocks.all()
    left = page.locator(f"[data-left='{kind.pk}']")
    expect(left).to_be_hidden()
    try:
        kind.stocks.update(size=stock.taken + stock.waiting + 4)
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(left).to_have_text("Only 4 left")
    finally:
        kind.stocks.update(size=stock.size)

    buyer.choose(1)
    buyer.press("Continue")
    assert page.title().startswith("Error: ")
    buyer.say_who("back@example.org")
    page.go_back()
    expect(page.get_by_label("Your e-mail")).to_be_visible()
