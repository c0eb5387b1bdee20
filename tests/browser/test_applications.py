"""An organisation applies for Gold, answers a question, and is a member after the board's vote."""

from datetime import timedelta

import pytest
from django.db.models import F
from playwright.sync_api import expect

from foundation.base import moments
from foundation.pages.demo.preparation import STAFF_EMAIL
from members.applications.models import Application
from members.dues.models import BillingDetails
from tests.browser.barriers import violations
from tests.factories.dues import dues_of


@pytest.fixture
def press(page):
    """Call it with the name of a button: presses it and waits for the page that follows."""

    def go(name):
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state()
        if "/admin/" not in page.url:
            assert violations(page) == []

    return go


def apply(page, press, read_on):
    """The whole form; gives the application."""
    page.goto("/members/join/")
    page.get_by_role("link", name="Join as Gold").first.click()
    page.get_by_label("Your full name").fill("Liv Aasen")
    page.get_by_label("Your e-mail").fill("liv@example.net")
    read_on()
    press("Begin the application")
    page.get_by_label("Name of the organisation").fill("Skjærgård Kompute")
    page.get_by_label("Country").select_option("NO")
    page.get_by_label("Website").fill("https://skjergard.example")
    page.get_by_label("What it does").fill("Clouds for islands.")
    press("Save and go on")
    if "/register/" in page.url:
        page.get_by_label("None of them").check()
        press("Save and go on")
    page.get_by_label("No", exact=True).check()
    press("Save and go on")
    fill_people(page)
    press("Save and go on")
    page.get_by_label("Postal address").fill("Brygga 2\n4836 Arendal")
    press("Save and go on")
    page.get_by_label("We accept the membership agreement").check()
    page.get_by_label("We accept the code of conduct").check()
    press("Save and go on")
    page.get_by_role("link", name="Go on", exact=True).click()
    press("Send the application")
    expect(page.locator("h1")).to_have_text("We have your application")
    return Application.objects.get(email="liv@example.net")


def fill_people(page):
    billing = page.get_by_role("group", name="Billing")
    billing.get_by_label("Full name").fill("Ola Berg")
    billing.get_by_label("E-mail").fill("ola@example.net")
    signer = page.get_by_role("group", name="Who signs")
    signer.get_by_label("Full name").fill("Kari Lie")
    signer.get_by_label("Job title").fill("Chief executive")
    signer.get_by_label("E-mail").fill("kari@example.net")
    signer.get_by_label("This person may sign").check()


def act(page, press, row, name, **answers):
    """Press a button on the record, answer what it asks, and say yes."""
    page.goto(f"/admin/applications/application/{row.pk}/change/")
    press(name)
    for field, value in answers.items():
        page.locator(f"[name={field}]").fill(str(value))
    with page.expect_navigation():
        press("Yes, do it")
    row.refresh_from_db()


def pay(page, press, row):
    """Staff book the dues of its first year."""
    year = dues_of(row.membership)[0]
    assert 0 < year.amount <= 150_000  # the rest of the year, or all of it
    page.goto(f"/admin/dues/duesyear/{year.pk}/change/")
    press("Book a payment")
    with page.expect_navigation():
        press("Yes, do it")
    assert dues_of(row.membership)[0].owed == 0


def test_gold_from_the_form_to_the_directory(page, press, enter, read_on):
    row = apply(page, press, read_on)
    enter(STAFF_EMAIL, "/admin/")
    expect(page.locator("#content")).to_contain_text("applications for membership")
    act(page, press, row, "Take it up")
    act(page, press, row, "Ask a question", text="How large is your cloud?")

    page.goto(row.get_absolute_url())
    expect(page.locator("h1")).to_have_text("We have a question")
    page.get_by_label("Your answer").fill("Two thousand cores.")
    press("Send the answer")
    act(page, press, row, "Refer it to the board")
    act(page, press, row, "Publish")
    page.goto("/members/applications/")
    expect(page.locator("main")).to_contain_text("Skjærgård Kompute")

    # Three days go by.
    days = timedelta(days=row.public_days)
    Application.objects.filter(pk=row.pk).update(
        published_on=F("published_on") - days, submitted_at=F("submitted_at") - days
    )
    act(page, press, row, "Approve it", votes_for=8, votes_against=0, votes_abstained=1,
        conflicts="One director, a customer, took no part.", text="Welcome.")  # fmt: skip

    assert row.state == "approved"
    assert BillingDetails.objects.get(organization=row.organization).name == "Skjærgård Kompute"
    pay(page, press, row)
    page.goto("/members/")
    gold = page.locator("section.rail[aria-labelledby=tier-gold]")
    gold.get_by_role("link", name="Skjærgård Kompute").click()
    expect(page.locator("h1")).to_contain_text("Skjærgård Kompute")
    begun = moments.shown(row.membership.span.lower, "UTC")
    expect(page.locator("main")).to_contain_text(f"Gold memberSince {begun}")
    page.goto(row.get_absolute_url())
    expect(page.locator("main")).to_contain_text("8 for, 0 against, 1 abstained")
