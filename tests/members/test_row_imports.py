"""Memberships and representatives from files: seen first, written whole or not at all."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.models import Membership, Organization, Representative
from tests.admin import act, enter, url
from tests.factories.members import (
    make_membership,
    make_organization,
    make_representative,
    make_tier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


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


def test_representatives_are_added_and_changed_after_a_preview(staff):
    make_representative(make_organization("Huawei"), role="billing")
    text = (
        "organisation,full name,e-mail,role,is admin\n"
        "huawei,Ada King,ADA@example.org,Billing,yes\nHuawei,Grace,grace@example.org,board,no\n"
    )

    page = preview(staff, Representative, text)

    assert "1 will be added, 1 changed, 0 stay as they are." in page.text
    assert "<del>Ada Lovelace</del> <ins>Ada King</ins>" in page.text
    assert Representative.objects.count() == 1
    confirm(staff, Representative, page)
    assert set(Representative.objects.values_list("name", "role", "is_admin")) == {
        ("Ada King", "billing", True), ("Grace", "board", False),
    }  # fmt: skip


@pytest.mark.parametrize(("row", "sentence"), [
    ("Nobody,Ada,a@example.org,board,", "No organisation is called “Nobody”."),
    ("Huawei,Ada,a@example.org,boss,", "“boss” is none of these: primary, billing"),
    ("Huawei,Ada,no address,board,", "Enter a valid email address."),
    ("Huawei,Ada,a@example.org,board,soon", "“soon” is not a day: write it as 2022-12-31."),
    ("Huawei,Ada,ada@example.org,primary,2022-10-01", "End it on its record"),
])  # fmt: skip
def test_what_cannot_be_is_said_with_its_row(staff, row, sentence):
    make_representative(make_organization("Huawei"))

    page = preview(staff, Representative, f"organisation,name,email,role,until\n{row}\n")

    assert sentence in page.text
    assert "Row " in page.text
    assert Representative.objects.count() == 1


def test_memberships_of_the_past_are_added(staff):
    make_organization("Huawei")
    make_tier("Silver")

    page = preview(
        staff,
        Membership,
        "organisation,tier,first day,last day,ended as\n"
        "Huawei,silver,2020-01-01,2021-12-31,Not renewed\n",
    )
    assert Membership.objects.count() == 0
    confirm(staff, Membership, page)

    held = Membership.objects.get()
    assert (held.span.lower, held.span.upper) == (date(2020, 1, 1), date(2022, 1, 1))
    assert held.ended_as == "not_renewed"


@pytest.mark.parametrize(("row", "sentence"), [
    ("Huawei,Wood,2022-01-01,", "There is no tier “Wood”."),
    ("Huawei,Gold,2022-01-01,2021-01-01", "The last day must not come before the first."),
    ("Huawei,Gold,2022-01-01,", "It holds a tier in part of this time already."),
    ("Huawei,Gold,x,", "“x” is not a day"),
])  # fmt: skip
def test_memberships_that_cannot_be_are_refused(staff, row, sentence):
    make_membership("Huawei", start=date(2021, 6, 1))

    page = preview(staff, Membership, f"organisation,tier,first day,last day\n{row}\n")

    assert sentence in page.text
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("model", [Membership, Organization, Representative])
def test_there_is_an_empty_file_to_fill_in(staff, model):
    page = staff.get(url(model, "import_template"))

    assert page.content.decode().startswith(
        "\ufefforganisation," if model is not Organization else "\ufeffname,"
    )
    assert url(model, "import_template") in staff.get(url(model, "import")).text


def test_industry_and_country_are_set_for_many(staff):
    rows = [make_organization("One"), make_organization("Two", industry="Telecom")]

    assert "There are: Telecom." in act(staff, "set_industry", *rows, confirmed=False).text
    act(staff, "set_industry", *rows, industry="Hosting")
    act(staff, "set_country", *rows, country="SE")

    assert set(Organization.objects.values_list("industry", "country")) == {("Hosting", "SE")}


def test_what_is_no_country_is_refused(staff):
    assert act(staff, "set_country", make_organization(), country="XX").status_code == 422
