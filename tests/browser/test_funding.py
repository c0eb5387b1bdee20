"""A member pledges to the fund of a project, pays, and everybody sees it."""

from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from foundation.base import clock
from foundation.billing import services as billing
from foundation.pages.demo.preparation import STAFF_EMAIL
from foundation.pages.seed.representation import ROBIN
from members.accounts.models import User
from projects.funding.models import Fund, Pledge
from tests.browser.test_afterwards import act
from tests.browser.test_stories import mail_to

# She speaks for a Platinum member in the demo, and has no log-in there.
ELIN = "elin.forsberg@example.org"


def give_a_log_in(email):
    user, _made = User.objects.get_or_create(email=email)
    User.objects.filter(pk=user.pk).update(password=User.objects.get(email=ROBIN[1]).password)
    EmailAddress.objects.get_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )


def propose(page, press):
    """Staff add a fund; gives it."""
    page.goto("/admin/funding/fund/add/")
    page.locator(".field-project .select2-selection").click()
    page.locator(".select2-search__field").fill("Kata")
    page.locator(".select2-results__option", has_text="Kata Containers").click()
    page.get_by_label("What it is for").fill("Machines that test every change.")
    page.get_by_label("Proposed on").fill("2022-10-03")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()
    return Fund.objects.get(project__slug="kata-containers")


def pledge(page, press):
    """Somebody of the member pledges 25,000 for next year; gives the pledge."""
    page.get_by_role("link", name="Ericsson").first.click()
    page.locator(".own-pages").get_by_role("link", name="Funds").click()
    page.get_by_label("Fund").select_option(label="Kata Containers (USD)")
    page.get_by_label("Amount").fill("25000")
    page.get_by_label("From").fill("2023-01-01")
    page.get_by_label("Until").fill("2022-12-31")
    press("Pledge", exact=True)
    # What is wrong is said, and what was typed stays.
    expect(page.locator(".error-summary")).to_contain_text("It ends before it begins.")
    expect(page.get_by_label("Amount")).to_have_value("25000")
    page.get_by_label("Until").fill("2023-12-31")
    press("Pledge", exact=True)
    expect(page.locator("main")).to_contain_text("Thank you. Our staff confirm the pledge")
    return Pledge.objects.get(fund__project__slug="kata-containers")


def test_a_member_pledges_is_invoiced_and_pays(page, press, look, enter):
    give_a_log_in(ELIN)
    enter(STAFF_EMAIL, "/admin/")
    fund = propose(page, press)
    enter(ELIN)
    row = pledge(page, press)

    enter(STAFF_EMAIL, "/admin/")
    act(page, press, row, "Confirm it")
    act(page, press, fund, "Open it")
    act(page, press, row, "Invoice it")
    mail = mail_to(page, ELIN, "fund_invoiced")
    assert mail.attachments.get().content_type.startswith("application/pdf")
    enter(ELIN, "/me/organizations/ericsson/funds/")
    expect(page.locator("main")).to_contain_text(f"reference {row.account.reference}")
    billing.receive(account=row.account, amount=row.amount, key="kata", at=clock.now())

    mail_to(page, ELIN, "fund_paid")
    page.reload()
    expect(page.locator("main table")).to_contain_text("Paid")
    look()
    page.goto("/projects/kata-containers/fund/")
    look()
    expect(page.get_by_role("row", name="Ericsson")).to_contain_text("25,000")
    expect(page.locator(".facts__pair", has_text="Paid")).to_contain_text("25,000")
