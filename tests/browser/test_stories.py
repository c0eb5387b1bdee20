"""What people come for, from the first click to the last, on the running demo."""

import re

import pytest
from playwright.sync_api import expect

from events.registration.models import Order, Ticket
from foundation.base.models import Mail
from foundation.pages.demo.preparation import STAFF_EMAIL, STAFF_PASSWORD
from tests.browser.barriers import violations

LOGIN = "/account/login/?next=/admin/"


@pytest.fixture
def press(page):
    """Call it with the name of a button: presses it and waits for the page that follows."""

    def go(name):
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state()

    return go


def person(page, number):
    return page.locator(".person").nth(number - 1)


def buy_two(page, press, email):
    """Two Vancouver tickets by card, one for oneself and one for a friend; gives the order."""
    page.goto("/events/vancouver-2023/")
    page.locator("main").get_by_role("link", name=re.compile("^Register")).first.click()
    page.locator(".choice select").first.select_option("2")
    press("Continue")
    assert violations(page) == []
    page.get_by_label("Your full name").fill("Ada Lovelace")
    page.get_by_label("Your e-mail").fill(email)
    friend = person(page, 2)
    friend.get_by_label("For somebody else").check()
    friend.get_by_label("Full name as on the badge").fill("Grace Hopper")
    friend.get_by_label("E-mail").fill("grace@example.org")
    press("Continue")
    assert violations(page) == []
    page.get_by_label("I accept the code of conduct").check()
    press("Continue to payment")
    assert violations(page) == []
    press(re.compile("by card$"))
    page.get_by_label("Approve the payment").check()
    press("Send to the bank")
    return Order.objects.get(email=email)


def mail_to(page, address, kind):
    """The mail of that kind to that address, once the worker has sent it."""
    for _ in range(300):
        mail = Mail.objects.filter(to=address, kind=kind, state="sent").first()
        if mail:
            return mail
        page.wait_for_timeout(100)
    raise AssertionError(list(Mail.objects.values_list("to", "kind", "state", "error")))


def test_two_tickets_by_card_reach_both_who_come(page, press):
    order = buy_two(page, press, "ada@example.org")

    expect(page.locator("h1")).to_have_text("See you in Vancouver")
    expect(page.locator("main")).to_contain_text(order.code)
    expect(page.locator(".pass__qr svg")).to_have_count(2)
    assert violations(page) == []
    mail = mail_to(page, "ada@example.org", "order_confirmed")
    types = {file.content_type.partition(";")[0] for file in mail.attachments.all()}
    assert types >= {"application/pdf", "text/calendar"}
    for ticket in Ticket.objects.filter(order=order):
        page.goto(ticket.get_absolute_url())
        expect(page.locator("main")).to_contain_text(ticket.attendee_name)
        expect(page.locator(".pass__qr svg")).to_be_visible()
    mail_to(page, "grace@example.org", "ticket")


def test_going_back_and_reloading_makes_one_order(page, press):
    order = buy_two(page, press, "back@example.org")
    confirmed = page.url

    page.go_back()
    page.goto(confirmed)
    page.reload()

    expect(page.locator("h1")).to_have_text("See you in Vancouver")
    assert Order.objects.filter(email="back@example.org").get() == order


def test_the_gathering_is_one_page(page, press):
    page.goto("/events/ptg-october-2022/register/")
    page.get_by_label("Full name").fill("Katherine Johnson")
    page.get_by_label("E-mail").fill("katherine@example.org")
    page.get_by_label("I accept the code of conduct").check()
    press("Register")

    expect(page.locator("h1")).to_have_text("You are registered")
    expect(page.locator(".pass__qr svg")).to_have_count(1)
    mail_to(page, "katherine@example.org", "order_confirmed")


def test_a_typing_error_still_finds_the_company(page):
    page.goto("/")
    page.goto("/search/")
    page.locator("main input[name=q]").fill("hauwei")
    page.locator("main input[name=q]").press("Enter")

    page.locator("main").get_by_role("link", name=re.compile("^Huawei")).first.click()

    expect(page.locator("h1")).to_contain_text("Huawei")


def test_staff_see_the_orders_and_what_happened_to_them(page, press):
    order = buy_two(page, press, "desk@example.org")
    page.goto(LOGIN)
    page.get_by_label("Email").fill(STAFF_EMAIL)
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    press("Log in")

    expect(page.locator("#content")).to_contain_text(order.code)
    assert violations(page) == []
    page.get_by_role("link", name=order.code).first.click()
    expect(page.locator("#content")).to_contain_text("Grace Hopper")
    page.get_by_role("link", name="History").first.click()
    expect(page.locator("#content")).to_contain_text("Confirmed")
