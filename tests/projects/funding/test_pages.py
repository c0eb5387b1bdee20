from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.sites import site
from django.urls import reverse

from foundation.base import mail, mailkinds
from foundation.base.models import Mail
from members.models import RepresentativeRole
from projects.funding import services
from projects.funding.models import Pledge
from tests.admin import act, url
from tests.factories.funding import make_decision, make_fund, make_open_fund, make_pledge, paid
from tests.factories.profiles import enter
from tests.factories.projects import NOW, make_platinum_member, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

MODELS = [model for model in site._registry if model._meta.app_label == "funding"]


def filled(rows=1):
    """A fund with as many funders, lines and decisions."""
    fund = make_open_fund(note="Invented.")
    pledges = [fund.pledges.get(), *(make_pledge(fund) for _ in range(rows - 1))]
    for number, pledge in enumerate(pledges):
        paid(pledge, key=f"key-{number}")
        decision = make_decision(fund, title=f"Budget {number}")
        services.allocate(decision=decision, name=f"CI {number}", year=2023, amount=Decimal(400))
    return fund


@pytest.mark.parametrize("rows", [1, 3])
def test_the_fund_tells_its_money_and_costs_the_same(client, django_assert_num_queries, rows):
    fund = filled(rows)

    with django_assert_num_queries(5):
        page = client.get(fund.get_absolute_url())

    assert page.text.count("Budget ") == rows
    for word in ("Invented.", f"{rows},000", "400", "carried, 1 seat for"):
        assert word in page.text


def test_the_fund_for_programs(client):
    fund = filled()

    told = client.get(reverse("funding:json", args=[fund.project.slug])).json()

    assert (told["currency"], told["paid"], told["allocated"]) == ("USD", "1000.00", "400.00")
    assert told["funders"][0]["pledged"] == "1000.00"


def test_the_pages_of_projects_and_of_funding_lead_to_the_fund(client):
    fund = make_open_fund()

    for page in (fund.project.get_absolute_url(), "/projects/funding/"):
        assert fund.get_absolute_url() in client.get(page).text
    other = make_project()
    assert "/fund/" not in client.get(other.get_absolute_url()).text
    assert client.get(f"{other.get_absolute_url()}fund/").status_code == 404


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

    act(admin_client, "decide", fund, decided_on="2022-10-10", title="Tests", text="Pay.",
        votes_for="2", votes_against="0", votes_abstained="0")  # fmt: skip
    assert fund.decisions.get().title == "Tests"
    act(admin_client, "close", fund)
    fund.refresh_from_db()
    assert (fund.state, fund.closed_on) == ("closed", date(2022, 10, 10))
    assert NOW.date() == fund.closed_on


@pytest.mark.parametrize("kind", ["fund_invoiced", "fund_paid"])
def test_staff_look_at_the_mails_to_funders_before_they_change_their_words(kind):
    pledge = paid(make_open_fund().pledges.get())
    find = mailkinds.find(kind).sample
    before = Mail.objects.count()

    sample = mail.render(find("", pledge.organization.slug))

    assert pledge.organization.name in sample.subject
    assert (pledge.account.reference in sample.text) == (kind == "fund_invoiced")
    assert find("", "no-such-member") is None
    assert Mail.objects.count() == before
