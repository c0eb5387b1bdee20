"""What staff see of taxes: a rule tried out, and the report for finance."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.billing import services
from foundation.billing.models import InvoiceLine
from foundation.billing.tax import reports
from foundation.billing.tax.models import TaxRate
from members.accounts.models import User
from tests.admin import enter
from tests.factories.orders import make_foundation
from tests.factories.taxes import REVERSED, make_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return enter(client)


def page_of(rule):
    return reverse("admin:tax_taxrule_try", args=[rule.pk])


def invoice(at, country, total, rate, reference, *, reverse_it=False, **line):
    make_foundation()
    account = services.open_account(purpose="test", reference=reference, currency="USD", at=at)
    row = InvoiceLine(
        description="Pass", quantity=1, price=Decimal(total), total=Decimal(total),
        tax_rate=Decimal(rate), tax_label="VAT", **line,
    )  # fmt: skip
    services.issue_invoice(
        account=account, lines=[row], buyer="Ada", buyer_email="a@b.org", at=at,
        buyer_country=country,
    )  # fmt: skip
    if reverse_it:
        services.reverse_open_invoices(account=account, at=at)


@pytest.mark.usefixtures("at")
def test_a_rule_can_be_tried_before_anybody_pays_by_it(staff):
    buyer = {"country": "IT", "tax_number": "00743110157", "price": "119", "on": "2022-10-10"}

    shown = staff.get(page_of(make_rule()), buyer).content.decode()

    assert "This buyer pays 100.00" in shown
    assert "The line for “European Union, Businesses” decides." in shown
    assert REVERSED in shown
    assert "IT00743110157" in shown


@pytest.mark.usefixtures("at")
def test_all_kinds_of_buyers_are_seen_at_a_glance(staff):
    glance = dict(staff.get(page_of(make_rule())).context["glance"])

    reversed_ = "0 %, reverse charge"
    assert glance == {
        "Germany": ["19 %", "19 %", "19 %"],
        "France": ["20 %", "19 %", reversed_],
        "United States": ["19 %", "0 %, not taxed here", "0 %, not taxed here"],
        "elsewhere in the European Union": ["19 %", "19 %", reversed_],
        "anywhere else": ["19 %", "19 %", "19 %"],
    }


@pytest.mark.parametrize(
    "asked",
    [
        {"price": "-1", "on": "2022-10-10"},
        {"price": "NaN", "on": "2022-10-10"},
        {"price": "1", "on": "yesterday"},
        {"price": "1", "on": "2022-10-10", "country": "XX"},
        {"price": "1", "on": "2022-10-10", "country": "DE", "tax_number": "DE1"},
    ],
)
@pytest.mark.usefixtures("at")
def test_a_mistaken_try_is_said(staff, asked):
    answer = staff.get(page_of(make_rule()), asked)
    assert answer.status_code == 422
    assert "Mend what is marked" in answer.content.decode()


def test_the_report_adds_up_by_country_and_rate(at, staff, django_assert_num_queries):
    invoice(at, "DE", 119, 19, "A")
    invoice(at, "DE", 238, 19, "B")
    invoice(at, "DE", 119, 19, "C", reverse_it=True)
    invoice(at, "IT", 100, 0, "D", tax_treatment="reverse_charge", tax_text=REVERSED)
    invoice(at.replace(year=2021), "DE", 119, 19, "E")

    page = staff.get(reverse("admin:tax_report"))

    rows = [line["row"] for line in page.context["rows"]]
    found = [(r.country, r.treatment, r.rate, r.net, r.tax, r.gross, r.papers) for r in rows]
    assert found == [
        ("DE", "standard", 19, 300, 57, 357, 4),
        ("IT", "reverse_charge", 0, 100, 0, 100, 1),
    ]
    assert page.context["sums"] == [("USD", ["400.00", "57.00", "457.00"])]
    with django_assert_num_queries(1):
        reports.by_country(at.date(), at.date())


def test_the_report_is_taken_along_as_csv(at, staff):
    invoice(at, "DE", 119, 19, "A")

    address = reverse("admin:tax_report_csv")
    file = staff.get(address, {"first": "2022-10-01", "last": "2022-10-31"})

    assert file["Content-Disposition"] == 'attachment; filename="taxes-2022-10-01-2022-10-31.csv"'
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[1] == "USD,DE,Germany,VAT,Taxed,19.00,100.00,19.00,119.00,1"


@pytest.mark.parametrize(
    "asked", [{"first": "x", "last": "y"}, {"first": "2022-10-02"}, {"last": ""}]
)
@pytest.mark.usefixtures("at")
def test_a_period_that_is_none_is_said(staff, asked):
    assert staff.get(reverse("admin:tax_report"), asked).status_code == 422


def test_a_period_that_ends_before_it_begins_is_said(at, staff):
    asked = {"first": "2022-10-02", "last": "2022-10-01"}
    answer = staff.get(reverse("admin:tax_report"), asked)
    assert "The period ends before it begins." in answer.content.decode()


@pytest.mark.parametrize("page", ["tax_report", "tax_report_csv"])
def test_who_may_not_see_invoices_sees_no_sums_of_them(client, page):
    client.force_login(User.objects.create_user("desk@example.org", is_staff=True))
    assert client.get(reverse(f"admin:{page}")).status_code == 403
    assert client.get(page_of(make_rule())).status_code == 404


@pytest.mark.parametrize(
    "line",
    [
        {"rate": 5, "treatment": "exempt", "text": "Why"},
        {"treatment": "outside"},
        {"treatment": "reverse_charge", "text": "Why"},
        {"rate": 100},
        {"rate": -1},
    ],
    ids=["exempt but taxed", "nothing without a word", "private and reversed", "all", "negative"],
)
def test_a_line_that_makes_no_sense_is_refused_by_the_database(line):
    rule = make_rule(rates=())
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.rates.create(**line)


@pytest.mark.parametrize("area", ["XX", "de", "E"])
def test_an_area_is_a_country_or_one_we_know(area):
    with pytest.raises(ValidationError, match="two capitals"):
        TaxRate(rule=make_rule(rates=()), area=area).full_clean()


@pytest.mark.usefixtures("at")
def test_the_record_of_a_rule_leads_to_the_page_that_tries_it(staff):
    rule = make_rule()
    record = staff.get(reverse("admin:tax_taxrule_change", args=[rule.pk])).content.decode()
    assert f'href="{page_of(rule)}"' in record
    assert (
        reverse("admin:tax_report")
        in staff.get(reverse("admin:tax_taxrule_changelist")).content.decode()
    )
