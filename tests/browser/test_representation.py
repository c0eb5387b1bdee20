"""What the people of a member do by themselves: a new profile, and leaving."""

import re

from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from foundation.base import clock, zones
from foundation.pages.demo.preparation import STAFF_EMAIL
from foundation.pages.seed.representation import ROBIN
from members import contacts
from members.accounts.models import User
from members.models import Organization
from tests.browser.barriers import violations

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h60v20H0z" fill="#06c"/><script>alert(1)</script></svg>'
IMOGEN = "imogen.sato@example.org"


def test_an_admin_writes_a_draft_staff_approve_it_and_the_public_page_shows_it(page, enter):
    enter(ROBIN[1])
    page.get_by_role("link", name="VEXXHOST").click()
    assert violations(page) == []
    page.locator(".own-pages").get_by_role("link", name="Profile").click()
    page.get_by_label("Description").fill("Clouds from Montreal, open to the last line.")
    page.get_by_label("New logo").set_input_files(
        {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": LOGO}
    )
    assert violations(page) == []
    page.get_by_role("button", name="Keep and look at it").click()
    expect(page.locator(".preview")).to_contain_text("open to the last line")
    assert violations(page) == []
    page.get_by_role("button", name="Submit it").click()
    expect(page.get_by_text("Submitted. You get a mail")).to_be_visible()

    enter(STAFF_EMAIL, "/admin/")
    page.get_by_role("link", name=re.compile("drafts of profiles")).click()
    page.get_by_role("link", name="VEXXHOST").first.click()
    expect(page.locator(".draft__words ins").first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Approve").click()
    page.goto("/members/vexxhost/")
    expect(page.get_by_text("open to the last line").first).to_be_visible()
    logo = page.locator("img.profile__logo")
    assert logo.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800


def test_a_representative_leaves_and_loses_access_and_mail_at_once(page, enter):
    acme = Organization.objects.get(slug="vexxhost")
    today = zones.day(clock.now())
    imogen, _made = User.objects.get_or_create(email=IMOGEN)
    User.objects.filter(pk=imogen.pk).update(password=User.objects.get(email=ROBIN[1]).password)
    EmailAddress.objects.get_or_create(
        user=imogen, email=IMOGEN, defaults={"verified": True, "primary": True}
    )
    assert [row.email for row in contacts.of(acme.pk, "billing", today)] == [IMOGEN]

    enter(IMOGEN)
    page.get_by_role("link", name="VEXXHOST").click()
    page.locator(".own-pages").get_by_role("link", name="People").click()
    page.get_by_role("link", name="End the role of Imogen Sato").click()
    expect(page.get_by_text("Nobody would be left to whom its invoices go.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("I know, and do it all the same").check()
    page.get_by_role("button", name="End it now").click()

    page.wait_for_url("**/me/")
    expect(page.locator("main")).to_contain_text("you neither see its pages nor get its mails")
    expect(page.locator("a[href^='/me/organizations/vexxhost/']")).to_have_count(0)
    assert page.goto("/me/organizations/vexxhost/").status == 404
    assert [row.email for row in contacts.of(acme.pk, "billing", today)] == [ROBIN[1]]
