from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.sites import site
from django.urls import reverse
from django.utils.html import strip_tags

from foundation.base import mail, mailkinds
from foundation.base.models import Mail
from members.models import Organization, RepresentativeRole
from projects.funding import queries, services
from projects.funding.models import Fund, Pledge
from tests.admin import act, agree, make_staff, press, said, url
from tests.factories.funding import (
    make_decision,
    make_foundation,
    make_fund,
    make_open_fund,
    make_pledge,
    make_spending,
    paid,
    taken_back,
)
from tests.factories.profiles import enter
from tests.factories.projects import NOW, make_platinum_member, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

MODELS = [model for model in site._registry if model._meta.app_label == "funding"]


def filled(rows=1):
    """A fund with as many funders, lines and decisions."""
    fund = make_open_fund(note="Invented.")
    pledges = [fund.pledges.get(), *(make_pledge(fund) for _ in range(rows - 1))]
    for number, pledge in enumerate(pledges):
        paid(pledge, key=f"key-{fund.pk}-{number}")
        decision = make_decision(fund, title=f"Budget {number}")
        line = services.allocate(
            decision=decision, name=f"CI {number}", year=2023, amount=Decimal(400)
        )
        make_spending(line, what=f"Machines {number}")
    return fund


@pytest.mark.parametrize("rows", [1, 3])
def test_the_fund_tells_its_money_and_costs_the_same(client, django_assert_num_queries, rows):
    fund = filled(rows)

    with django_assert_num_queries(6):
        page = client.get(fund.get_absolute_url())

    assert page.text.count("Budget ") == page.text.count("Machines ") == rows
    for word in ("Invented.", f"{rows},000", "400", f"carried, {rows} seat"):
        assert word in page.text


def test_the_fund_for_programs(client):
    fund = filled()

    told = client.get(reverse("funding:json", args=[fund.project.slug])).json()

    assert (told["currency"], told["paid"], told["allocated"]) == ("USD", "1000.00", "400.00")
    assert told["funders"][0]["pledged"] == "1000.00"
    assert told["spent_on"][0]["amount"] == "10.00"


def test_the_pages_of_projects_and_of_funding_lead_to_the_fund(client):
    fund = make_open_fund()

    for page in (fund.project.get_absolute_url(), "/projects/funding/"):
        assert fund.get_absolute_url() in client.get(page).text
    assert "USD 1,000 pledged, USD 0 paid" in page_of_funds(client)
    other = make_project()
    assert "/fund/" not in client.get(other.get_absolute_url()).text
    assert client.get(f"{other.get_absolute_url()}fund/").status_code == 404


def page_of_funds(client):
    """Its text, as a reader sees it."""
    return " ".join(strip_tags(client.get("/projects/funding/").text).split())


def test_an_empty_fund_says_how_to_pledge(client):
    page = client.get(make_fund().get_absolute_url()).text

    assert "Nobody yet" in page
    assert "It opens with a pledge of a Platinum member" in page


def own(organization, page="pledges", *args):
    return reverse(f"funding:{page}", args=[organization.slug, *args])


@pytest.fixture
def member(client):
    """An organisation one of whose people is logged in."""
    organization = make_platinum_member("Acme")
    enter(client, organization, role=RepresentativeRole.BILLING)
    return organization


SENT = {"amount": "2500", "begins_on": "2023-01-01", "ends_on": "2023-12-31"}


def test_people_of_a_member_pledge_and_withdraw(client, member):
    fund = make_fund()

    page = client.post(own(member), SENT | {"fund": fund.pk}, follow=True).text
    assert "Our staff confirm the pledge with you." in page
    assert "To be confirmed" in page
    pledge = Pledge.objects.get()
    assert (pledge.organization, pledge.amount) == (member, 2500)

    page = client.post(own(member, "withdraw", pledge.pk), follow=True).text
    assert "Withdrawn" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": "-1"}, "Pledge more than nothing."),
        ({"amount": "NaN"}, "Write the amount in digits"),
        ({"amount": "1e9"}, "Ensure that there are no more than"),
        ({"fund": "0"}, "Choose a fund of the list."),
        ({"fund": "\0"}, "Null characters are not allowed."),
        ({"ends_on": "2022-01-01"}, "It ends before it begins."),
        ({"begins_on": "soon"}, "Enter a valid date."),
    ],
)
def test_a_pledge_that_cannot_be_says_why(client, member, fields, sentence):
    answer = client.post(own(member), SENT | {"fund": make_fund().pk} | fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Pledge.objects.exists()


def test_nobody_pledges_for_or_withdraws_of_another(client, member):
    fund, other = make_fund(), make_platinum_member("Other")
    theirs = make_pledge(fund, other)

    assert client.post(own(other), SENT | {"fund": fund.pk}).status_code == 404
    assert client.post(own(member, "withdraw", theirs.pk)).status_code == 404
    client.logout()
    assert client.get(own(member)).status_code == 302


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_staff_see_every_list_and_record(admin_client, model):
    filled()
    row = model.objects.first()

    for page, *args in (["changelist"], ["change", row.pk], ["history", row.pk]):
        assert admin_client.get(url(model, page, *args)).status_code == 200
    assert admin_client.get(url(model, "changelist") + "export/csv/").status_code == 200
    assert admin_client.get(url(model, "changelist") + "?q=a").status_code == 200


def test_staff_go_the_whole_way_by_buttons(admin_client):
    fund = make_open_fund()
    pledge = make_pledge(fund, confirmed=False)
    act(admin_client, "confirm", pledge)
    act(admin_client, "invoice", pledge)
    pledge.refresh_from_db()
    assert pledge.account is not None
    assert "pledges to be paid" in admin_client.get("/admin/").text

    press(admin_client, "decide", fund, decided_on="2022-10-10", title="Tests", text="Pay.",
        **{f"seat-{seat.pk}": "for" for seat in queries.board(fund)})  # fmt: skip
    assert (fund.decisions.get().title, fund.decisions.get().votes_for) == ("Tests", 2)
    act(admin_client, "close", fund)
    fund.refresh_from_db()
    assert (fund.state, fund.closed_on) == ("closed", date(2022, 10, 10))
    assert NOW.date() == fund.closed_on


@pytest.mark.parametrize("kind", ["fund_invoiced", "fund_lowered", "fund_paid", "fund_unpaid"])
def test_staff_look_at_the_mails_to_funders_before_they_change_their_words(kind):
    pledge = paid(make_open_fund().pledges.get())
    find = mailkinds.find(kind).sample
    before = Mail.objects.count()

    sample = mail.render(find("", pledge.organization.slug))

    assert pledge.organization.name in sample.subject
    assert (pledge.account.reference in sample.text) == (kind in {"fund_invoiced", "fund_unpaid"})
    assert find("", "no-such-member") is None
    assert Mail.objects.count() == before


def test_people_of_a_member_see_the_invoices_of_its_pledges(client, member):
    fund = make_fund()
    row = services.invoice(pledge=opened(fund, member), at=NOW)
    theirs = services.invoice(pledge=make_pledge(fund), at=NOW)

    page = client.get(reverse("profiles:invoices", args=[member.slug])).text
    mine, other = (each.account.invoices.get() for each in (row, theirs))
    assert mine.number in page
    assert f"Fund of {fund.project}" in page
    assert row.account.reference in page
    assert other.number not in page
    paper = reverse("profiles:invoice", args=[member.slug, mine.number])
    assert client.get(paper)["Content-Type"] == "application/pdf"
    paper = reverse("profiles:invoice", args=[member.slug, other.number])
    assert client.get(paper).status_code == 404
    assert reverse("profiles:invoices", args=[member.slug]) in client.get(own(member)).text


def opened(fund, organization):
    """A confirmed pledge of `organization`; with it the fund opened."""
    make_foundation()
    pledge = make_pledge(fund, organization)
    services.open_fund(fund=fund, at=NOW)
    return pledge


def test_staff_see_the_invoices_of_a_pledge_at_its_organisation(admin_client, client):
    pledge = paid(make_open_fund().pledges.get())

    page = admin_client.get(url(Organization, "change", pledge.organization_id)).text
    assert pledge.account.invoices.get().number in page
    client.force_login(make_staff("Event staff"))
    page = client.get(url(Organization, "change", pledge.organization_id)).text
    assert pledge.account.invoices.get().number not in page


def test_staff_book_a_transfer_for_a_pledge_once(admin_client, client):
    pledge = services.invoice(pledge=make_open_fund().pledges.get(), at=NOW)
    sent = {"amount": "400", "note": "Statement 7", "seen": "1"}

    assert "In USD." in press(admin_client, "book_payment", pledge).text
    press(admin_client, "book_payment", pledge, **sent)
    again = press(admin_client, "book_payment", pledge, **sent)
    assert "Something was booked meanwhile" in again.text
    assert queries.sums(pledge.fund).paid == 400
    press(admin_client, "book_payment", pledge, **sent | {"seen": "2", "amount": "600"})
    assert queries.sums(pledge.fund).paid == 1000
    assert "nothing is owed" in press(admin_client, "book_payment", pledge).text

    client.force_login(make_staff("Project staff"))
    page = client.get(url(Pledge, "change", pledge.pk)).text
    assert "Ask for less" in page
    assert "Book a payment" not in page


def test_staff_ask_for_less_cut_a_line_and_record_an_expense_by_buttons(admin_client):
    fund = filled()
    line = fund.lines.get()

    press(admin_client, "spend", line, amount="90", spent_on="2022-10-10", what="Hosting")
    press(admin_client, "cut", line, amount="300", decision=fund.decisions.get().pk)
    line.refresh_from_db()
    assert (line.allocated, line.spent) == (100, 100)
    assert "all of it is spent" in press(admin_client, "cut", line).text

    _answer, told = agree(admin_client, "lower", fund.pledges.get(), amount="500")
    assert told[0].startswith("USD 500.00 were paid of that. We owe them to the funder")
    assert queries.sums(fund).paid == 500
    refused = press(admin_client, "lower", fund.pledges.get(), amount="50")
    assert refused.status_code == 422
    assert "only USD 400.00 of the fund are free" in refused.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_funds_tells_their_money_in_one_query(
    admin_client, django_assert_num_queries, rows
):
    for _ in range(rows):
        filled()

    with django_assert_num_queries(6):
        page = admin_client.get(url(Fund, "changelist")).text

    assert page.count("USD 400.00") == page.count("USD 600.00") == rows


def test_a_fund_that_allocates_more_than_was_paid_is_on_the_desk(admin_client):
    fund = filled()
    taken_back(fund.pledges.get(), Decimal(900))

    assert "funds with more allocated than paid" in admin_client.get("/admin/").text
    page = admin_client.get(url(Fund, "changelist") + "?free=short").text
    assert "−USD 300.00" in page
    page = admin_client.get(url(Fund, "change", fund.pk)).text
    assert "USD 300.00 more is allocated than was paid" in page
    assert "USD 390.00 of it are not spent" in page


def test_staff_enter_a_pledge_that_came_by_letter(admin_client):
    fund, member = make_fund(), make_platinum_member("Acme")
    stranger = make_platinum_member("Gone", until=date(2022, 10, 1))
    sent = {"amount": "2500", "begins_on": "2023-01-01", "ends_on": "2023-12-31"}

    refused = press(admin_client, "enter_pledge", fund, **sent, organization=stranger.pk)
    assert refused.status_code == 422
    press(admin_client, "enter_pledge", fund, **sent, organization=member.pk)
    press(admin_client, "enter_pledge", fund, **sent, organization=member.pk)
    assert "pledged just this already" in " ".join(said(admin_client))
    row = Pledge.objects.get()
    assert (row.organization, row.pledged_by.is_staff) == (member, True)
    page = admin_client.get(url(Fund, "change", fund.pk)).text
    assert "To be confirmed" in page
    assert "deletelink" not in page


def test_a_new_fund_is_asked_for_what_it_needs_and_nothing_else(admin_client):
    page = admin_client.get(url(Fund, "add")).text

    assert "To look at" not in page
    assert "Pledges" not in page.partition("content-main")[2]
