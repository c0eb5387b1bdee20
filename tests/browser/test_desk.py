"""What staff do every day, from their desk: each thing within three clicks."""

import re

import pytest
from playwright.sync_api import expect

from foundation.pages import roles
from foundation.pages.demo.preparation import STAFF_EMAIL, email_of
from members.models import Organization
from tests.browser.barriers import violations
from tests.factories.members import make_organization, make_representative

MOST_CLICKS = 3
RECORD = "#result_list tbody tr:first-child th a"
# What somebody of the staff wants, the clicks from the desk, and what is there then.
TASKS = {
    "take up an application": (
        ["link:applications for membership", RECORD],
        "button:Take it up|Ask a question|Approve it|Publish",
    ),
    "see what is to be done for new members": (["link:tasks for new members"], "heading:asks"),
    "record that a member renews": (
        ["link:terms to elect", "#result_list tbody tr:first-child td.field-member a"],
        "button:It renews",
    ),
    "book dues that came": (
        ["link:dues overdue", RECORD],
        "button:Record a payment|Book a payment",
    ),
    "see what the rules do tonight": (["link:things the rules do tonight"], "heading:tonight"),
    "approve a profile": (["link:drafts of profiles", RECORD], "button:Approve"),
    "merge two organisations": (
        ["link:organisations that may be one", "link:Side by side"],
        "button:Yes, merge them",
    ),
    "rename an organisation": (["link:^Organisations$", RECORD], "button:It has another name"),
    "move a member up": (["link:^Memberships$", RECORD], "button:Upgrade"),
    "move a member down": (["link:^Memberships$", RECORD], "button:Plan a lower tier"),
    "let a member wait with its dues": (
        ["link:^Memberships$", RECORD],
        "button:Let the rules wait",
    ),
    "record an acquisition": (["link:^Organisations$", RECORD], "button:It was acquired"),
    "split an organisation": (["link:^Organisations$", RECORD], "button:A part was split off"),
    "sign an agreement": (["link:^Corporate agreements$", "link:Add"], "button:^Save$"),
    "end a representative": (["link:^Representatives$", RECORD], "button:End now"),
    "see who is in what standing": (["link:^Memberships$", "link:Dues to pay"], "link:Import"),
    "see who loses the vote tonight": (["link:voting rights change tonight"], "heading:tonight"),
    "merge two accounts": (["link:^Individuals$", RECORD], "button:Merge with another account"),
    "import members": (["link:^Memberships$", "link:Import"], "button:Show what would change"),
    "import people": (["link:^Individuals$", "link:Import"], "button:Show what would change"),
    "import representatives": (
        ["link:^Representatives$", "link:Import"],
        "button:Show what would change",
    ),
    "import agreements": (
        ["link:^Corporate agreements$", "link:Import"],
        "button:Show what would change",
    ),
    "see the history of a record": (
        ["link:^Organisations$", RECORD, "link:^History$"],
        "heading:History",
    ),
    "see the membership between two days": (
        ["link:^Joins, leaves, retention and money"],
        "heading:.",
    ),
}


@pytest.fixture
def desk(page, enter):
    """The desk of who may do everything."""
    enter(STAFF_EMAIL, "/admin/")
    return page


@pytest.fixture
def members_desk(page, enter):
    """The desk of somebody new in membership, who may do that and no more."""
    enter(email_of(roles.MEMBERSHIP), "/admin/")
    return page


def find(page, what):
    kind, _, name = what.partition(":")
    if kind not in {"link", "button", "heading"}:
        return page.locator(what)
    return page.locator("#content, #content-related").get_by_role(kind, name=re.compile(name)).first


@pytest.mark.parametrize("task", TASKS)
def test_it_is_within_three_clicks_for_who_is_new_in_membership(members_desk, task):
    clicks, there = TASKS[task]
    for each in clicks:
        find(members_desk, each).click()
        members_desk.wait_for_load_state()

    expect(find(members_desk, there)).to_be_visible()
    # Pressing a button that is there is the last click.
    assert len(clicks) + there.startswith("button") <= MOST_CLICKS


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [
    "/admin/", "/admin/changes/merge/pairs/", "/admin/changes/organizationchange/",
    "/admin/agreements/corporateagreement/", "/admin/agreements/authorizedperson/import/",
    "/admin/members/membership/", "/admin/people/person/?double=yes", "/admin/auth/group/",
])  # fmt: skip
def test_pages_of_the_staff_can_be_used_by_everybody(desk, path, width):
    desk.set_viewport_size({"width": width, "height": 800})
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        desk.goto(path)

        assert violations(desk) == [], scheme


def test_two_organisations_merge_the_old_address_leads_there_and_undo_brings_both_back(desk):
    kept = Organization.objects.get(slug="vexxhost")
    double = make_organization("VEXXHOST Limited", slug="vexxhost-limited", country="CA")
    make_representative(double, email="nobody@vexxhost.example", role="technical")

    find(desk, "link:organisations that may be one").click()
    name = re.compile("VEXXHOST and VEXXHOST Limited$|VEXXHOST Limited and VEXXHOST$")
    desk.get_by_role("link", name=name).click()
    if f"/{double.pk}/{kept.pk}/" in desk.url:
        desk.get_by_role("link", name="The other way round").click()
    expect(desk.get_by_role("row").filter(has_text="Representatives")).to_contain_text("1")
    assert violations(desk) == []
    with desk.expect_navigation():
        desk.get_by_role("button", name="Yes, merge them").click()
    merged = desk.url

    desk.goto("/members/vexxhost-limited/")
    expect(desk).to_have_url(re.compile("/members/vexxhost/$"))
    desk.goto(merged)
    desk.get_by_role("button", name="Undo the merge").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Yes, do it").click()

    for slug, name in (("vexxhost-limited", "VEXXHOST Limited"), ("vexxhost", "VEXXHOST")):
        # As somebody sees it who has not kept the redirect of a minute ago.
        answer = desk.request.get(f"/members/{slug}/", max_redirects=0)
        assert answer.status == 200
        assert f"{name}</span></h1>" in answer.text()
    assert double.representatives.count() == 1
    double.representatives.all().delete()
    double.delete()
