"""What comes after an order, between owners, staff, those who wait and a consulate."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from events.letters.models import VisaLetter
from events.registration.models import Order, RefundRequest, Stock, Ticket
from events.registration.waiting.models import Entry
from foundation.pages.demo.preparation import STAFF_EMAIL
from tests.browser.test_stories import buy_two, mail_to, person

TICKETS = "/events/vancouver-2023/register/"
ROOM = "Workshop room"


@pytest.fixture
def follow(page, look):
    """The same for a link."""

    def go(name, **options):
        page.get_by_role("link", name=name, **options).first.click()
        page.wait_for_load_state()
        look()

    return go


def act(page, press, row, name, **answers):
    """Staff press a button on the record, answer what it asks, and say yes."""
    meta = row._meta
    page.goto(f"/admin/{meta.app_label}/{meta.model_name}/{row.pk}/change/")
    press(name)
    for field, value in answers.items():
        page.locator(f"[name={field}]").fill(str(value))
    with page.expect_navigation():
        press("Yes, do it")
    row.refresh_from_db()


def test_an_owner_asks_for_a_refund_and_staff_grant_a_part(page, press, follow, look, enter):
    order = buy_two(page, press, "refund@example.org")
    follow("Ask for a refund")
    page.get_by_label(re.compile("Grace Hopper")).check()
    page.get_by_label(re.compile("^Why")).fill("Grace cannot come.")
    press("Ask for the refund")
    expect(page.locator("main")).to_contain_text("You asked for a refund")
    expect(page.locator("main")).to_contain_text("your tickets stay valid until then")

    enter(STAFF_EMAIL, "/admin/")
    request = RefundRequest.objects.get(order=order)
    act(page, press, request, "Grant the refund", amount="300", answer="Half, by the rules.")
    assert (request.state, request.granted) == ("granted", Decimal(300))

    mail = mail_to(page, "refund@example.org", "refund_granted")
    assert "Half, by the rules." in mail.text
    page.goto(order.get_absolute_url())
    look()
    expect(page.locator("main")).to_contain_text("We granted you a refund of USD\u00a0300")
    expect(page.locator("main")).to_contain_text(re.compile("Kept of what was given back.*299"))
    expect(page.locator(".pass__qr svg")).to_have_count(1)


def buy_four(page, press):
    """A company's four tickets by card: two named on the form, two left for later."""
    page.goto(TICKETS)
    page.locator(".choice select").first.select_option("4")
    press("Continue")
    page.get_by_label("Your full name").fill("Ada Lovelace")
    page.get_by_label("Your e-mail").fill("company@example.org")
    page.locator("[name=organization]").fill("Analytical Engines")
    friend = person(page, 2)
    friend.get_by_label("For somebody else").check()
    friend.get_by_label("Full name as on the badge").fill("Grace Hopper")
    friend.get_by_label("E-mail").fill("grace-4@example.org")
    for number in (3, 4):
        person(page, number).get_by_label("I say so later").check()
    press("Continue")
    page.get_by_label("I accept the code of conduct").check()
    press("Continue to payment")
    press(re.compile("by card$"))
    press("Send to the bank")
    return Order.objects.get(email="company@example.org")


def claim(page, press, look, leave, link):
    """Somebody without an account takes a ticket by the link of the company; gives the ticket."""
    leave()
    page.goto(link)
    look()
    expect(page.locator("h1")).to_contain_text("for you")
    page.get_by_label("Full name as on the badge").fill("Mary Jackson")
    page.get_by_label("E-mail").fill("mary-4@example.org")
    press("Keep it")
    return Ticket.objects.get(attendee_email="mary-4@example.org")


def test_a_company_hands_out_its_tickets_and_one_is_passed_on(page, press, follow, look, leave):
    order = buy_four(page, press)
    follow("Hand out the tickets")
    expect(page.locator("main")).to_contain_text("2 of 4 tickets have nobody yet")
    page.locator("tr", has_text="Nobody yet").first.get_by_role("link").click()
    page.get_by_label("Full name as on the badge").fill("Katherine Johnson")
    page.get_by_label("E-mail").fill("katherine-4@example.org")
    press("Keep it")
    page.goto(f"{order.get_absolute_url()}group/")
    press("Open a link")
    link = page.locator(".code-text").inner_text()

    ticket = claim(page, press, look, leave, link)
    page.goto(ticket.get_absolute_url())
    look()
    follow(re.compile("^Change"))
    page.locator("#step summary").first.click()
    page.locator("[name=job_title]").fill("Engineer")
    press("Keep it")
    expect(page.locator("main")).to_contain_text("Engineer")

    old = ticket.get_absolute_url()
    follow("changing the e-mail")
    page.get_by_label("Full name as on the badge").fill("Dorothy Vaughan")
    page.get_by_label("E-mail").fill("dorothy-4@example.org")
    press("Keep it")
    assert page.goto(old).status == 404
    look()
    assert page.request.get(f"{old}ticket.svg").status == 404
    again = Ticket.objects.get(pk=ticket.pk)
    assert again.code != ticket.code
    mail_to(page, "dorothy-4@example.org", "ticket")
    page.goto(again.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Dorothy Vaughan")


def join(page, press, read_on, email):
    page.goto(TICKETS)
    form = page.locator(".waiting")
    form.get_by_label("E-mail").fill(email)
    read_on()
    press("Join the waiting list")
    expect(page.locator("h1")).to_have_text("Look into your mail")
    mail_to(page, email, "waiting_joined")
    return Entry.objects.get(email=email)


def test_who_waits_is_offered_a_place_that_staff_add_and_takes_it(
    page, press, follow, look, leave, enter, read_on
):
    entry = join(page, press, read_on, "wait@example.org")
    page.goto(entry.get_absolute_url())
    look()
    expect(page.locator("h1")).to_contain_text("in line")

    enter(STAFF_EMAIL, "/admin/")
    stock = Stock.objects.get(name=ROOM)
    page.goto(f"/admin/registration/stock/{stock.pk}/change/")
    page.locator("[name=size]").fill(str(stock.size + stock.waiting))
    press("Save", exact=True)
    mail = mail_to(page, "wait@example.org", "waiting_offered")
    leave()
    page.goto(entry.get_absolute_url())
    look()
    entry.refresh_from_db()
    assert entry.code.get_link() in mail.text
    follow("Take the place")
    expect(page.locator("main")).to_contain_text("Kept for you")
    press("Continue")
    page.get_by_label("Your full name").fill("Wanda Waits")
    page.get_by_label("Your e-mail").fill("wait@example.org")
    press("Continue")
    page.get_by_label("I accept the code of conduct").check()
    press(re.compile("^(Order|Register|Send|Confirm|Get)"))
    expect(page.locator("h1")).to_have_text("See you in Vancouver")


def test_who_waits_leaves_by_the_link_in_the_mail(page, press, follow, look, read_on):
    entry = join(page, press, read_on, "leaves@example.org")
    page.goto(f"{entry.get_absolute_url()}leave/")
    look()
    press("Leave")

    expect(page.locator("h1")).to_have_text("You have left the waiting list")


def test_a_visa_letter_from_the_request_to_its_end(page, press, follow, look, leave, enter):
    order = buy_two(page, press, "visa@example.org")
    ticket = order.tickets.get(position=1)
    page.goto(ticket.get_absolute_url())
    follow(re.compile("visa letter", re.IGNORECASE))
    page.get_by_label("Full name, as in the passport").fill("Ada King Lovelace")
    page.locator("[name=nationality]").select_option("GB")
    page.get_by_label("Passport number").fill("C01X00T47")
    page.locator("[name=born_on]").fill("1985-12-10")
    page.locator("[name=arrival]").fill("2023-06-11")
    page.locator("[name=departure]").fill("2023-06-17")
    page.get_by_label("Address of your stay").fill("Hotel Example, 1 Main Street")
    page.get_by_label("City of the consulate").fill("London")
    press("Ask for the letter")
    expect(page.locator("h1")).to_have_text("We have your request")

    enter(STAFF_EMAIL, "/admin/")
    letter = VisaLetter.objects.get(ticket=ticket)
    act(page, press, letter, "Issue the letter")
    leave()
    page.goto(f"{ticket.get_absolute_url()}visa-letter/")
    look()
    expect(page.locator("main")).to_contain_text(letter.number)
    pdf = page.request.get(f"{ticket.get_absolute_url()}visa-letter/letter.pdf")
    assert pdf.body().startswith(b"%PDF")

    check(page, press, letter.number, letter.code)
    expect(page.locator("h1")).to_have_text("This letter is valid")
    expect(page.locator("main")).to_contain_text("Ada King Lovelace")
    check(page, press, letter.number, "WRONG234")
    expect(page.locator("h1")).to_have_text("We know no such letter")

    enter(STAFF_EMAIL, "/admin/")
    act(page, press, letter, "Revoke it", reason="The passport was reported stolen.")
    leave()
    check(page, press, letter.number, letter.code)
    expect(page.locator("h1")).to_have_text("This letter is not valid")
    expect(page.locator("main")).not_to_contain_text("Ada King")


def check(page, press, number, code):
    """What a consulate does with the two words at the foot of a letter."""
    page.goto("/letters/")
    page.get_by_label("Number of the letter").fill(number)
    page.get_by_label("Code").fill(code)
    press("Check")
