"""The certificate of membership: from the organisation's own page and from the admin."""

from datetime import date

import pytest
from django.urls import reverse

from foundation.base import pdf
from members.dues import books, papers
from members.models import Membership
from tests.admin import make_staff, url
from tests.conftest import KEYNOTE_WEEK
from tests.factories.dues import make_member
from tests.factories.members import make_membership, make_organization
from tests.factories.profiles import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = KEYNOTE_WEEK.date()


@pytest.fixture
def printed(monkeypatch):
    """What the last certificate said."""
    told, render = {}, pdf.render

    def kept(template, data):
        told.clear()
        told.update(data)
        return render(template, data)

    monkeypatch.setattr(pdf, "render", kept)
    return told


def test_a_certificate_says_tier_since_and_until(printed):
    held = make_member(tier="Gold", on=date(2022, 3, 1))

    content = papers.certificate_pdf(books.of(held, TODAY))

    assert content.startswith(b"%PDF")
    assert printed["facts"] == [
        ["Tier", "Gold"],
        ["Since", "1 March 2022"],
        ["Until", "31 December 2023, the end of its term"],
    ]
    assert (printed["organization"], printed["verb"]) == ("Acme", "is")


@pytest.mark.parametrize(
    ("start", "end", "verb", "until"),
    [
        (date(2021, 1, 1), date(2022, 1, 1), "was", "31 December 2021"),
        (date(2023, 1, 1), None, "will be", "No end is set"),
        (None, None, "is", "No end is set"),
    ],
)
def test_it_says_what_was_and_what_will_be(printed, start, end, verb, until):
    make_member("Other")
    held = make_membership("#let x = [*Bold* & Söhne]", "Silver", start, end)

    papers.certificate_pdf(books.of(held, TODAY))

    assert (printed["verb"], printed["facts"][2][1]) == (verb, until)


def test_its_people_print_it_and_others_find_none(client):
    held = make_member(tier="Gold")
    enter(client, held.organization, is_admin=False)

    page = client.get(reverse("profiles:certificate", args=["acme"]))

    assert (page.status_code, page["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in page["Cache-Control"]
    assert 'filename="membership-acme-2022-10-10.pdf"' in page["Content-Disposition"]
    make_membership("Bell")
    assert client.get(reverse("profiles:certificate", args=["bell"])).status_code == 404


def test_who_is_no_member_has_none(client):
    make_member("Other")
    enter(client, make_organization("Acme"))

    assert client.get(reverse("profiles:certificate", args=["acme"])).status_code == 404


def test_staff_print_it_from_the_record(client):
    held = make_member()
    client.force_login(make_staff("Membership staff"))
    record = client.get(url(Membership, "change", held.pk)).text
    address = reverse("admin:members_membership_certificate", args=[held.pk])
    assert address in record

    assert client.get(address)["Content-Type"] == "application/pdf"
    client.force_login(make_staff("Event staff"))
    assert client.get(address).status_code == 403
