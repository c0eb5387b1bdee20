"""Memberships and representatives from files: seen first, written whole or not at all."""

from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.admin import uploads
from members.models import Membership, Organization, Representative
from tests.admin import act, enter, url
from tests.factories.members import (
    make_membership,
    make_name,
    make_organization,
    make_representative,
    make_tier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def staff(client):
    return enter(client)


def preview(staff, model, text):
    content = text if isinstance(text, bytes) else text.encode()
    sent = {"import_file": SimpleUploadedFile("file", content), "resource": ""}
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


ZOE = "organisation,name,email,role\nHuawei,Zoë,zoe@example.org,board\n"


@pytest.mark.parametrize("content", [
    ZOE.encode("utf-8-sig"),
    ZOE.replace(",", ";").encode(),
    ZOE.replace(",", "\t").encode("utf-16"),
    ZOE.encode("cp1252"),
    ZOE.replace("\n", "\r\n,,,\r\n").encode(),
])  # fmt: skip
def test_a_file_is_read_as_whatever_spreadsheet_wrote_it(staff, content):
    make_organization("Huawei")

    page = preview(staff, Representative, content)

    assert "1 will be added, 0 changed" in page.text
    confirm(staff, Representative, page)
    assert Representative.objects.get().name == "Zoë"


@pytest.mark.parametrize(("content", "sentence"), [
    ("foo,name\n1,2\n", "no column “organisation”, “email”, “role”. Its first row reads: foo, name."),
    ("organisation,name,full name,email,role\nHuawei,A,B,a@example.org,board\n",
     "The column “name” is there twice."),
    (ZOE + "Huawei,Ada,b@example.org,board,5\n",
     "Row 3 has more cells than the first row has columns."),
    (b"organisation\n\0\n", "This is neither a CSV file nor an Excel file"),
    (b"PK\x03\x04 no archive", "This is neither a CSV file nor an Excel file"),
    (ZOE + "huawei,Zoë Two,ZOE@example.org,Board\n", "Row 3: Row 2 is about the same: keep one"),
    (ZOE + "\nNobody,Zoë,z@example.org,boss\n",
     "Row 4, organisation: No organisation is called “Nobody”."),
])  # fmt: skip
def test_a_file_that_is_wrong_is_told_how_to_mend_it(staff, content, sentence):
    make_organization("Huawei")

    page = preview(staff, Representative, content)

    assert sentence in unescape(page.text)
    assert "organisation, name, email, role, since" in page.text
    assert page.context.get("confirm_form") is None


def test_a_column_that_nobody_knows_is_named(staff):
    make_organization("Huawei")

    page = preview(staff, Representative, ZOE.replace("role\n", "role,shoe size\n"))

    assert "nobody knows these columns: shoe size." in page.text
    assert "1 will be added" in page.text


def test_a_file_with_too_many_rows_is_refused_at_once(staff, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_ROWS", 1)
    make_organization("Huawei")

    page = preview(staff, Representative, ZOE + ZOE.partition("\n")[2])

    assert "The file has 2 rows: bring at most 1 at once." in page.text


def test_the_preview_of_memberships_shows_their_days(staff):
    make_tier()
    make_name("Shenzhen Huawei", organization=make_organization("Huawei"))

    page = preview(staff, Membership, "organisation,tier,first day,last day\n"
                                      "Shenzhen Huawei,Gold,2019-01-01,2019-12-31\n")  # fmt: skip

    assert "<td>2019-01-01</td><td>2019-12-31</td>" in page.text


def test_the_days_of_a_membership_are_told_beside_what_else_is_wrong(staff):
    make_tier()
    text = "organisation,tier,first day,last day\nNobody,Gold,2019-02-01,2019-01-01\n"

    page = preview(staff, Membership, text)

    assert "Row 2, organisation: No organisation" in page.text
    assert "Row 2, first day, last day: The last day must not come before the first." in page.text
    assert "null" not in page.text.partition("errorlist")[2].partition("</ul>")[0]
