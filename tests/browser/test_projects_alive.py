"""A maintainer writes the page of their project, and a story that nobody reads before its time."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from foundation.base import clock
from foundation.pages.demo.preparation import STAFF_EMAIL
from foundation.pages.news.models import Story
from foundation.pages.seed.representation import ROBIN
from tests.browser.barriers import violations

PURPOSE = "Project gating: it tests every change together with those ahead of it"


def test_a_maintainer_drafts_a_change_and_staff_approve_it(page, enter):
    enter(ROBIN[1])
    page.get_by_role("link", name="Zuul").click()
    assert violations(page) == []
    page.get_by_label("Purpose in a line").fill(PURPOSE)
    page.get_by_role("button", name="Keep and look at it").click()
    expect(page.locator(".preview")).to_contain_text(PURPOSE)
    assert violations(page) == []
    page.get_by_role("button", name="Submit it").click()
    expect(page.get_by_text("Submitted. You get a mail")).to_be_visible()

    enter(STAFF_EMAIL, "/admin/")
    page.get_by_role("link", name=re.compile("drafts of projects' pages")).click()
    page.locator("#result_list").get_by_role("link", name="Zuul").first.click()
    expect(page.locator(".draft__words ins").first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Approve").click()
    page.goto("/projects/zuul/")
    expect(page.get_by_text(PURPOSE).first).to_be_visible()


def test_a_story_under_embargo_is_unseen_before_its_time_and_seen_after(page, enter, leave):
    enter(ROBIN[1], "/me/news/")
    page.get_by_role("link", name="Write a story").click()
    assert violations(page) == []
    page.get_by_label("Title").fill("Zuul learns to wait")
    page.get_by_label("In a sentence or two").fill("A story of this test.")
    later = clock.now() + timedelta(days=30)
    page.get_by_label("Not before").fill(f"{later:%Y-%m-%d %H:%M}")
    page.get_by_role("button", name="Keep and look at it").click()
    expect(page.get_by_text("Nobody else sees this.")).to_be_visible()
    page.get_by_role("button", name="Submit it").click()
    enter(STAFF_EMAIL, "/admin/")
    page.get_by_role("link", name=re.compile("stories to approve")).click()
    page.get_by_role("link", name="Zuul learns to wait").click()
    page.get_by_role("button", name="Approve it").first.click()
    page.get_by_role("button", name="Yes, do it").click()
    expect(page.get_by_role("button", name="Yes, do it")).to_have_count(0)

    leave()
    address = "/news/zuul-learns-to-wait/"
    assert page.request.get(address).status == 404
    assert "learns to wait" not in page.request.get("/news/").text()
    assert "learns to wait" not in page.request.get("/news/feed/").text()
    Story.objects.filter(slug="zuul-learns-to-wait").update(
        published_at=clock.now() - timedelta(hours=1)
    )
    page.goto(address)
    expect(page.get_by_role("heading", name="Zuul learns to wait")).to_be_visible()
    assert violations(page) == []
