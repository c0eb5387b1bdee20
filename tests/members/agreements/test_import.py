"""Agreements and authorised people from files: seen first, written whole or not at all."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.agreements.models import AuthorizedPerson, CorporateAgreement
from tests.admin import enter, url
from tests.factories.agreements import make_agreement, make_authorized
from tests.factories.members import make_organization, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
AGREEMENTS = "organisation,signed on,version,signed by,email,last day\n"
PEOPLE = "organisation,team,full name,e-mail,since,until\n"


@pytest.fixture
def staff(client):
    return enter(client)


def preview(staff, model, text):
    sent = {"import_file": SimpleUploadedFile("file", text.encode()), "format": "0", "resource": ""}
    return staff.post(url(model, "import"), sent)


def confirm(staff, model, page):
    form = page.context["confirm_form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return staff.post(url(model, "process_import"), sent)


def test_agreements_are_signed_and_amended_after_a_preview(staff):
    make_organization("Huawei")
    make_agreement(make_supporter("Helper", ccla_signed_on=date(2014, 5, 1)), version="1")
    make_agreement(make_supporter("Same", ccla_signed_on=date(2014, 5, 1)), version="1", signer="")
    text = AGREEMENTS + (
        "Huawei,2020-02-03,2,Ada King,ada@example.org,\n"
        "helper,2014-05-02,1,Grace Hopper,,2022-09-30\nSame,2014-05-01,1,,,\n"
    )

    page = preview(staff, CorporateAgreement, text)

    assert "1 will be added, 1 changed, 1 stay as they are." in page.text
    assert "<del>2014-05-01</del> <ins>2014-05-02</ins>" in page.text
    assert CorporateAgreement.objects.count() == 2
    confirm(staff, CorporateAgreement, page)
    kept = CorporateAgreement.objects.order_by("organization__name")
    told = [(row.organization.ccla_signed_on, row.version, row.ended_on) for row in kept]
    assert told == [
        (date(2014, 5, 2), "1", date(2022, 9, 30)),
        (date(2020, 2, 3), "2", None),
        (date(2014, 5, 1), "1", None),
    ]
    assert all(row.organization.is_supporter for row in kept)


@pytest.mark.parametrize(("row", "sentence"), [
    ("Nobody,,,,,", "No organisation is called “Nobody”."),
    ("Huawei,2023-01-01,,,,", "That day has not come yet."),
    ("Huawei,2020-01-01,,,,2019-01-01", "It was signed on 1 January 2020"),
    ("Huawei,soon,,,,", "“soon” is not a day"),
    ("Huawei,,,,nonsense,", "Enter a valid email address."),
])  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_written(staff, row, sentence):
    make_organization("Huawei")

    page = preview(staff, CorporateAgreement, f"{AGREEMENTS}{row}\n")

    assert sentence in page.text
    assert "confirm_form" not in page.context
    assert not CorporateAgreement.objects.exists()


def test_authorised_people_are_added_changed_and_ended(staff):
    agreement = make_agreement(make_supporter("Huawei"))
    make_authorized(agreement, team="Compiler")
    make_supporter("Unwritten")
    text = PEOPLE + (
        "Huawei,Kernel,Ada Lovelace,ADA@example.org,,2022-10-01\n"
        "huawei,Kernel,Grace Hopper,grace@example.org,2022-01-01,\n"
    )

    page = preview(staff, AuthorizedPerson, text)
    assert "1 will be added, 1 changed, 0 stay as they are." in page.text
    confirm(staff, AuthorizedPerson, page)

    assert set(AuthorizedPerson.objects.values_list("name", "team", "until")) == {
        ("Ada Lovelace", "Kernel", date(2022, 10, 1)), ("Grace Hopper", "Kernel", None),
    }  # fmt: skip
    again = preview(staff, AuthorizedPerson, text)
    assert "0 will be added, 0 changed, 2 stay as they are." in again.text
    unknown = preview(staff, AuthorizedPerson, f"{PEOPLE}Unwritten,,X,x@example.org,,\n")
    assert "No agreement of “Unwritten” is written down yet." in unknown.text
