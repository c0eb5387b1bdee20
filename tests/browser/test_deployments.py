"""An operator answers the survey of deployments, and sees itself only in aggregates."""

import pytest
from django.db import connection, transaction
from playwright.sync_api import expect

from foundation.pages.demo.preparation import STAFF_EMAIL
from foundation.pages.seed.deployments import OPEN
from foundation.pages.seed.facts import PRESENT
from projects.deployments.models import Answer, Dimension, Round, Standing
from projects.deployments.services import matching
from projects.models import Project
from tests.browser.barriers import violations
from tests.factories.deployments import make_answer, make_deployment

NAME = "Fjordsky Drift"
EMAIL = "liv@fjordsky.example"
PLACES = ("/projects/deployments/", "/projects/openstack/users/", "/projects/openstack/")
OTHERS = 24
# Of a count at most 4 are taken away, and the rest is rounded down to fives.
MOST_TAKEN_AWAY = 8
CLOSES = OPEN[1]


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


def answer(page, press, read_on):
    """An operator answers for OpenStack, to be counted and named nowhere; gives the answer."""
    page.goto("/projects/deployments/")
    page.get_by_role("link", name="Answer the survey").click()
    page.get_by_label("Organisation").fill(NAME)
    page.get_by_label("Your full name").fill("Liv Aasen")
    page.get_by_label("Your e-mail").fill(EMAIL)
    read_on()
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
    return Answer.objects.get(email=EMAIL)


def shows_nobody(page, row):
    """Nothing on the page tells who answered."""
    for secret in (NAME, "Liv Aasen", EMAIL, row.reference):
        assert secret not in page.content()
    assert violations(page) == []


def test_an_operator_answers_is_seen_nowhere_and_takes_it_back(page, press, faults, read_on):
    row = answer(page, press, read_on)
    assert row.standing == Standing.WAITING
    for address in PLACES:
        page.goto(address)
        expect(page.locator("main")).to_contain_text("At least" if "users" not in address else "+")
        shows_nobody(page, row)
    page.goto(row.get_absolute_url())
    page.get_by_text("Withdraw the answer").click()
    with page.expect_navigation():
        press("Erase it")
    assert not Answer.objects.filter(email=EMAIL).exists()


def test_an_operator_sees_itself_only_in_the_published_aggregates(
    page, press, enter, this_year, read_on
):
    row = answer(page, press, read_on)
    enter(STAFF_EMAIL, "/admin/")
    carry_out(page, row, "Count it, not in the register")
    openstack = Project.objects.get(slug="openstack")
    for _ in range(OTHERS):
        make_deployment(make_answer(this_year, standing=Standing.ACCEPTED), openstack)
    # The round ends as soon as the last of them has answered.
    counted = Answer.objects.counted().filter(round=this_year, projects=openstack).count()
    Round.objects.filter(pk=this_year.pk).update(closes_at=row.sent_at)
    carry_out(page, this_year, "Publish the figures", "sure")

    told = this_year.aggregates.get(project=openstack, dimension=Dimension.TOTAL).count
    assert counted > OTHERS
    assert told % 5 == 0
    assert counted - MOST_TAKEN_AWAY <= told <= counted
    for address, words in zip(PLACES, (f"{told}", f"{told}+", f"At least {told} "), strict=True):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(words)
        expect(page.locator("main")).to_contain_text(str(this_year.year))
        shows_nobody(page, row)
    page.goto(row.get_absolute_url())
    expect(page.locator("main")).to_contain_text(NAME)


def carry_out(page, row, name, *agreed):
    """Staff press a button on the record, tick what it asks, and say yes."""
    page.goto(f"/admin/deployments/{row._meta.model_name}/{row.pk}/change/")
    page.get_by_role("button", name=name).click()
    for field in agreed:
        page.locator(f"[name={field}]").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, do it").click()
    row.refresh_from_db()


@pytest.fixture
def this_year(site):
    """The round that is open, whose own answers are counted; it is as before when the test is over."""
    asked = Round.objects.get(year=2022)
    there = list(asked.answers.values_list("pk", flat=True))
    for row in asked.answers.waiting():
        matching.accept(answer=row, by=None, at=PRESENT)
    yield asked
    with transaction.atomic(), connection.cursor() as cursor:
        # What was published is not taken back by anybody but this test.
        cursor.execute("SET LOCAL session_replication_role = replica")
        asked.aggregates.all().delete()
        asked.adopters.all().delete()
        asked.answers.exclude(pk__in=there).delete()
        asked.answers.update(standing=Standing.WAITING, matched_at=None)
        Round.objects.filter(pk=asked.pk).update(closes_at=CLOSES, published_at=None)
