"""The register of agreements: signed, amended, ended, and whom it covers."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.urls import reverse

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.agreements import services
from members.agreements.models import AuthorizedPerson, CorporateAgreement
from members.agreements.queries import covered
from members.agreements.services import Signature
from members.models import Organization
from tests.admin import enter, url
from tests.factories.agreements import PDF, make_agreement, make_authorized, paper
from tests.factories.changes import make_merge
from tests.factories.dues import moment
from tests.factories.members import make_mail_domain, make_organization, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DAY = date(2022, 10, 10)
AT = moment(DAY)


def sign(organization, **fields):
    defaults = {"signature": Signature(version="1.1"), "at": AT, "on": DAY}
    return services.sign(organization=organization, **defaults | fields)


def refused(code):
    return pytest.raises(RuleError, check=lambda error: error.code == code)


def form(**fields):
    blank = dict.fromkeys(
        ["signed_on", "version", "signer", "signer_title", "signer_email", "note", "ended_on"], ""
    )
    inlines = ("people", "document")
    rows = {f"{name}-{kind}_FORMS": 0 for name in inlines for kind in ("TOTAL", "INITIAL")}
    return blank | rows | fields


def test_who_signs_is_a_supporter_from_that_day():
    row = make_organization()

    agreement = sign(row, sent=paper(), on=date(2022, 1, 2))

    row.refresh_from_db()
    assert (row.is_supporter, row.ccla_signed_on) == (True, date(2022, 1, 2))
    assert bytes(agreement.document.content) == PDF
    with refused("signed"):
        sign(row)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"on": date(2023, 1, 1)}, "future"),
        ({"sent": paper(b"MZ not a pdf", "fine.pdf")}, "wrong_file"),
        ({"sent": paper(b"")}, "empty"),
    ],
)
def test_a_day_to_come_or_another_file_is_refused_and_nothing_written(fields, code):
    with refused(code):
        sign(make_organization(), **fields)
    assert not CorporateAgreement.objects.filter(document__isnull=False).exists()


def test_an_agreement_is_amended_and_ended_once():
    agreement = make_agreement()
    signed = {"signature": Signature(version="2"), "on": date(2014, 5, 1), "sent": paper()}
    services.amend(agreement=agreement, at=AT, **signed)
    with refused("too_early"):
        services.end(agreement=agreement, on=date(2013, 1, 1), at=AT)

    services.end(agreement=agreement, on=date(2022, 10, 10), at=AT)

    assert CorporateAgreement.objects.get().version == "2"
    services.end(agreement=agreement, on=date(2022, 10, 9), at=moment(date(2022, 10, 10)))
    with refused("ended"):
        services.end(agreement=agreement, on=DAY, at=AT)


def test_who_stands_under_an_agreement_that_has_ended_is_no_supporter_on_any_page(client):
    row = make_supporter("Acme")
    services.end(agreement=make_agreement(row), on=date(2022, 6, 30), at=AT)
    make_supporter("Lasting", country="SE")
    row.refresh_from_db()

    assert (row.supports_on(date(2022, 6, 30)), row.supports_on(date(2022, 7, 1))) == (True, False)
    for as_of, listed in (("2022-06-30", 2), ("2022-07-01", 1), ("2014-04-30", 0)):
        page = client.get("/members/", {"as_of": as_of})
        told = client.get("/members.json", {"as_of": as_of}).json()
        assert page.context["wall_count"] == listed
        assert page.text.count("Supporting organisations (") == bool(listed)
        assert f"Supporting organisations ({listed})" in page.text or not listed
        assert len(told["supporters"]) == listed
        assert Organization.objects.supporters_on(date.fromisoformat(as_of)).count() == listed
    own = client.get(row.get_absolute_url()).text
    assert "Supporting organisation until" in own
    assert "is not a member and its contributor agreement has ended" in own
    hits = client.get("/search/", {"q": "acme"}).context["results"].groups[0].hits
    assert [(hit.title, hit.text) for hit in hits] == [("Acme", "")]
    assert client.get("/members/wall/?tier=supporter").text.count("<li ") == 1
    assert client.get("/members/agreements/").context["all"] == 1


def test_who_signs_again_supports_again():
    row = make_supporter("Acme", ccla_ended_on=date(2020, 1, 1))

    sign(row)

    row.refresh_from_db()
    assert (row.ccla_signed_on, row.ccla_ended_on) == (DAY, None)


@pytest.mark.parametrize(
    "days", [{"ccla_ended_on": date(2014, 4, 30)}, {"ccla_ended_on": DAY, "is_supporter": False}]
)
def test_the_table_refuses_an_end_before_the_beginning_and_of_nothing(days):
    with pytest.raises(IntegrityError):
        make_supporter(**{"ccla_signed_on": date(2014, 5, 1)} | days)


def test_what_waits_is_signed_without_a_paper():
    waits = make_agreement()
    make_agreement(make_supporter("Over"), ended_on=DAY)
    sign(make_organization("Whole"), sent=paper())

    assert list(CorporateAgreement.objects.waiting()) == [waits]


def test_an_authorised_address_goes_before_the_domain():
    named = make_agreement(make_supporter("Named"))
    make_authorized(named, since=date(2022, 1, 1), until=date(2022, 12, 31))
    domain = make_supporter("Domain")
    make_mail_domain(domain)

    assert covered(" ADA@example.org ", DAY) == named.organization
    assert covered("ada@example.org", date(2023, 1, 1)) == domain
    assert covered("bob@example.org", DAY) == domain
    assert covered("bob@sub.example.org", DAY) is None


@pytest.mark.parametrize("typed", ["", "@", "nobody", "a\0@example.org"])
def test_what_is_no_address_is_covered_by_nobody(typed):
    make_mail_domain(make_supporter())

    assert covered(typed, DAY) is None


def test_nobody_is_covered_before_it_was_signed_or_after_it_ended():
    row = make_supporter("Acme", ccla_signed_on=date(2022, 1, 1))
    make_mail_domain(row)
    make_agreement(row, ended_on=date(2022, 6, 30))

    days = [date(2021, 12, 31), date(2022, 1, 1), date(2022, 6, 30), date(2022, 7, 1)]
    assert [covered("a@example.org", day) for day in days] == [None, row, row, None]
    make_mail_domain(make_organization("Not signed"), "not.example.org")
    assert covered("a@not.example.org", DAY) is None


def test_staff_file_an_agreement_with_its_paper_and_people(client):
    enter(client)
    row = make_organization()
    people = {"people-TOTAL_FORMS": 1, "people-0-name": "Ada", "people-0-team": "Compiler",
              "people-0-email": "ada@example.org", "people-0-since": "", "people-0-until": ""}  # fmt: skip

    client.post(
        url(CorporateAgreement, "add"),
        form(organization=row.pk, signed_on="2022-01-02", sent=paper(), **people),
    )

    agreement = CorporateAgreement.objects.get()
    assert AuthorizedPerson.objects.get().agreement == agreement
    assert Organization.objects.get().ccla_signed_on == date(2022, 1, 2)
    page = client.get(url(CorporateAgreement, "change", agreement.pk)).text
    assert "CCLA-signed.pdf" in page
    pages = [url(CorporateAgreement, "changelist"), url(CorporateAgreement, "export", "csv"),
             url(CorporateAgreement, "history", agreement.pk),
             url(CorporateAgreement, "changelist") + "?q=%00"]  # fmt: skip
    assert {client.get(each).status_code for each in pages} == {200}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sent": paper(b"MZ", "x.pdf")}, "something else, whatever its name"),
        ({"signed_on": "2030-01-01"}, "That day has not come yet."),
        ({"signer": "\0"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_said_on_the_form(client, fields, sentence):
    page = enter(client).post(
        url(CorporateAgreement, "add"), form(organization=make_organization().pk, **fields)
    )

    assert page.status_code == 422
    assert sentence in page.text


def test_the_paper_is_for_staff_who_may_change_agreements(client):
    agreement = sign(make_organization(), sent=paper())
    address = reverse("admin:agreements_corporateagreement_document", args=[agreement.pk])
    looker = User.objects.create_user("look@example.org", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_corporateagreement"))

    assert client.get(address).status_code == 302
    client.force_login(looker)
    assert client.get(address).status_code == 403
    answer = enter(client).get(address)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_agreement_follows_its_organisation_in_a_merge():
    survivor, loser = make_supporter("One"), make_supporter("Two")
    kept, double = make_agreement(survivor), make_agreement(loser)
    make_authorized(kept)
    make_authorized(double)
    make_authorized(double, email="bob@example.org")

    make_merge(survivor, loser)

    assert sorted(kept.people.values_list("email", flat=True)) == [
        *("ada@example.org", "bob@example.org"),
    ]  # fmt: skip


def test_an_agreement_tells_the_domains_that_count_under_it_and_is_found_by_them(client):
    agreement = make_agreement()
    make_mail_domain(agreement.organization, "acme.example")
    enter(client)

    record = client.get(url(CorporateAgreement, "change", agreement.pk)).text
    found = client.get(url(CorporateAgreement, "changelist"), {"q": "acme.exam"})
    file = b"".join(client.get(url(CorporateAgreement, "export", "csv"))).decode()

    assert "acme.example" in record
    assert found.context["cl"].result_count == 1
    assert "acme.example" in file
