"""What an organisation decides by itself: renewing, leaving, who is billed."""

import re
from datetime import date

import pytest
from django.urls import reverse

from members.dues.models import BillingDetails, Decision, Term
from tests.factories.dues import make_member
from tests.factories.members import make_organization
from tests.factories.profiles import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BILLING = {"name": "Acme Payments Ltd", "address": "1 Main Street\nBergen", "country": "NO",
           "tax_number": "NO 1", "email": "ap@acme.example", "purchase_order": ""}  # fmt: skip


def words(page):
    """What is read, without the tags."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def url(name, organization):
    return reverse(f"profiles:{name}", args=[organization.slug])


@pytest.fixture
def gold(client):
    """Acme, Gold until the end of 2023; Ada looks after its pages."""
    organization = make_member(on=date(2022, 3, 1)).organization
    enter(client, organization)
    return organization


def test_it_renews_with_a_button_and_may_change_its_mind(client, gold):
    page = client.get(url("renewal", gold)).text
    assert "Acme renews" in page
    assert "If nothing is decided, the membership ends with the term." in page
    assert "USD 150,000 as Gold for 1 January – 31 December 2024, invoiced on" in words(page)

    client.post(url("renewal", gold), {"do": "renew"})
    term = Term.objects.get()
    assert (term.decision, str(term.decided_by)) == (Decision.RENEW, "ada@example.org")

    unsure = client.post(url("renewal", gold), {"do": "leave"})
    assert unsure.status_code == 422
    assert Term.objects.get().decision == Decision.RENEW
    client.post(url("renewal", gold), {"do": "leave", "knowing": "on"})
    assert Term.objects.get().decision == Decision.LEAVE
    assert "Ends, as you decided" in client.get(url("home", gold)).text


@pytest.mark.parametrize("do", ["", "upgrade", "\0"])
def test_nothing_else_is_decided(client, gold, do):
    assert client.post(url("renewal", gold), {"do": do, "knowing": "on"}).status_code == 422
    assert Term.objects.get().decision == Decision.UNDECIDED


def test_who_decides_too_late_is_told_so(client, gold):
    from foundation.base import clock
    from tests.factories.dues import moment

    with clock.seen_from(moment(date(2023, 11, 20))):
        page = client.post(url("renewal", gold), {"do": "renew"})

    assert page.status_code == 422
    assert "The last day to elect was" in page.text


def test_without_a_term_there_is_nothing_to_decide(client):
    organization = make_organization()
    enter(client, organization)

    assert "holds no tier today" in client.get(url("renewal", organization)).text
    assert client.post(url("renewal", organization), {"do": "renew"}).status_code == 422


def test_invoices_are_written_to_what_it_says_from_now_on(client, gold):
    page = client.post(url("billing", gold), BILLING)

    assert page.status_code == 302
    kept = BillingDetails.objects.get()
    assert (kept.name, kept.country.code, kept.address) == (
        "Acme Payments Ltd",
        "NO",
        "1 Main Street\nBergen",
    )
    assert 'value="Acme Payments Ltd"' in client.get(url("billing", gold)).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": "nonsense"},
        {"country": "XX"},
        {"address": "x" * 600},
    ],
)
def test_what_cannot_be_billed_is_said_and_nothing_typed_is_lost(client, gold, wrong):
    page = client.post(url("billing", gold), BILLING | wrong)

    assert page.status_code == 422
    assert "1 Main Street" in page.text or "address" in wrong
    assert BillingDetails.objects.get().name != "Acme Payments Ltd"


def test_only_who_looks_after_its_pages_decides(client):
    organization = make_member(on=date(2022, 3, 1)).organization
    enter(client, organization, role="billing", is_admin=False)

    assert client.post(url("renewal", organization), {"do": "renew"}).status_code == 404
    assert client.get(url("billing", organization)).status_code == 200
    assert Term.objects.get().decision == Decision.UNDECIDED
