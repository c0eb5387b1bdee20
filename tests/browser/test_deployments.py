"""An operator answers the survey of deployments, and sees itself only in aggregates."""

import pytest
from playwright.sync_api import expect

from projects.deployments.models import Answer, Standing
from tests.browser.barriers import violations

MOMENT = 2_200  # a form that is sent faster was not filled in by a person
NAME = "Fjordsky Drift"
EMAIL = "liv@fjordsky.example"


@pytest.fixture
def press(page):
    """Call it with the name of a button: presses it and waits for the page that follows."""

    def go(name):
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()
        assert violations(page) == []

    return go


def tell(page, kind, region, stage, cores=None):
    """Fill in the last deployment on the page."""
    page.get_by_label("Type").last.select_option(kind)
    page.get_by_label("Region").last.select_option(region)
    page.get_by_label("Stage").last.select_option(stage)
    if cores:
        page.get_by_label("Cores").last.select_option(cores)


def test_an_operator_answers_and_sees_itself_only_in_aggregates(page, press, faults):
    page.goto("/projects/deployments/")
    page.get_by_role("link", name="Answer the survey").click()
    page.get_by_label("Organisation").fill(NAME)
    page.get_by_label("Your full name").fill("Liv Aasen")
    page.get_by_label("Your e-mail").fill(EMAIL)
    page.wait_for_timeout(MOMENT)
    press("Begin")
    page.get_by_label("Telecom").check()
    press("Save and go on")
    page.get_by_label("OpenStack").check()
    press("Save and go on")
    # What is wrong is said, and what was chosen stays.
    tell(page, "private", "europe", "production")
    press("Save and go on")
    expect(page.locator("h1")).to_have_text("How you run OpenStack")
    expect(page.get_by_label("Region")).to_have_value("europe")
    tell(page, "private", "europe", "production", "1000")
    press("Save and add another")
    tell(page, "edge", "africa", "testing")
    press("Save and go on")
    page.get_by_label("We are counted, and named nowhere").check()
    press("Save and go on")
    expect(page.locator("main")).to_contain_text("Edge, Africa: being tested")
    press("Send the answer")
    expect(page.locator("h1")).to_have_text("Thank you. We have your answer")

    answer = Answer.objects.get(email=EMAIL)
    assert answer.standing == Standing.WAITING
    for address in ("/projects/deployments/", "/projects/openstack/users/", "/projects/openstack/"):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("At least" if "users" not in address else "+")
        for secret in (NAME, "Liv Aasen", EMAIL, answer.reference):
            assert secret not in page.content()
        assert violations(page) == []
    page.goto(answer.get_absolute_url())
    page.get_by_text("Withdraw the answer").click()
    press("Erase it")
    assert not Answer.objects.filter(email=EMAIL).exists()
