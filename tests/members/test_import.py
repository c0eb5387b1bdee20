from datetime import date
from io import BytesIO

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.accounts.models import User
from members.admin import uploads
from members.models import Organization, OrganizationName
from tests.factories.members import make_name, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("admin:members_organization_import")
CONFIRM = reverse("admin:members_organization_process_import")
CSV, XLSX = "0", "1"


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff@example.org"))
    return client


def preview(staff, text, kind=CSV):
    content = text if isinstance(text, bytes) else text.encode()
    return staff.post(
        URL, {"import_file": SimpleUploadedFile("file", content), "format": kind, "resource": ""}
    )


def confirm(staff, page):
    form = page.context["confirm_form"]
    return staff.post(CONFIRM, {name: form[name].value() or "" for name in form.fields})


def test_the_form_names_the_columns(staff):
    assert "ccla signed on" in staff.get(URL).text


def test_nothing_is_written_before_it_is_confirmed(staff):
    make_organization("Huawei", city="Wuhan")

    page = preview(staff, "name,country,city\nHuawei,China,Shenzhen\nNewcomer,SE,\n")

    assert "<del>Wuhan</del> <ins>Shenzhen</ins>" in page.text
    assert "1 will be added, 1 changed, 0 stay as they are." in page.text
    assert Organization.objects.get().city == "Wuhan"

    confirm(staff, page)

    assert set(Organization.objects.values_list("name", "slug", "country", "city")) == {
        ("Huawei", "huawei", "CN", "Shenzhen"),
        ("Newcomer", "newcomer", "SE", ""),
    }


def test_columns_that_are_missing_stay_as_they_are(staff):
    make_organization("Huawei", website="https://huawei.example", country="CN")

    confirm(staff, preview(staff, "name,city\nHuawei,Shenzhen\n"))

    kept = Organization.objects.get()
    assert (kept.website, kept.country, kept.city) == ("https://huawei.example", "CN", "Shenzhen")


def test_an_organisation_is_known_by_any_of_its_names(staff):
    make_name("Red Hat, Inc.", organization=make_organization("Red Hat"))

    confirm(staff, preview(staff, 'name,city\n"Red Hat, Inc.",Raleigh\n'))

    assert Organization.objects.values_list("name", "city").get() == ("Red Hat", "Raleigh")


def test_a_row_with_its_address_can_rename_it(staff):
    make_organization("City Network", slug="cleura")

    confirm(staff, preview(staff, "slug,name\ncleura,Cleura\n"))

    assert Organization.objects.get().name == "Cleura"
    assert OrganizationName.objects.get().name == "City Network"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Huawei,Chyna,,,", "“Chyna” is no country"),
        ("Huawei,,maybe,,", "“maybe” is neither yes nor no."),
        ("Huawei,,yes,31.12.2015,", "“31.12.2015” is not a day"),
        ("Huawei,,no,2015-05-26,", "Tick “supporting organisation” when there is a date."),
        ("Huawei,,,,Nobody", "No organisation is called “Nobody”."),
        ("Join,,,,", "is the address of a page"),
        (",SE,,,", "This field cannot be blank."),
        ("x" * 200 + ",,,,", "at most 120 characters"),
    ],
)
def test_a_bad_row_is_explained_and_nothing_can_be_imported(staff, row, sentence):
    page = preview(
        staff,
        "name,country,supporting organisation,ccla signed on,parent\nGood,SE,,,\n" + row + "\n",
    )

    assert sentence in page.text
    assert "Row 3" in page.text
    assert "confirm_form" not in page.context
    assert not Organization.objects.exists()


def test_an_excel_file_is_read_with_its_days(staff):
    data = tablib.Dataset(headers=["Name", "Supporter", "CCLA signed"])
    data.append(["Huawei", "yes", date(2015, 5, 26)])

    confirm(staff, preview(staff, data.export("xlsx"), XLSX))

    assert Organization.objects.get().ccla_signed_on == date(2015, 5, 26)


def test_what_was_exported_can_be_imported_again(staff):
    parent = make_organization("Orange", country="FR")
    make_organization("Orange Polska", country="PL", parent=parent, is_supporter=True,
                      ccla_signed_on=date(2017, 6, 30))  # fmt: skip
    exported = staff.get(reverse("admin:members_organization_export", args=["csv"])).getvalue()

    page = preview(staff, exported)

    assert "0 will be added, 0 changed, 2 stay as they are." in page.text


@pytest.mark.parametrize(
    ("content", "kind"), [(b"\x00\x01\x02", XLSX), (b"\xff\xfe\xfa", CSV), (BytesIO().read(), CSV)]
)
def test_a_file_that_is_none_is_refused(staff, content, kind):
    page = preview(staff, content, kind)

    assert page.status_code == 200
    assert page.context["form"].errors


def test_what_changed_since_the_preview_stops_the_import(staff):
    page = preview(staff, "name,slug\nHuawei,huawei\n")
    make_organization("Huawei", slug="other")

    answer = staff.post(
        CONFIRM,
        {name: page.context["confirm_form"][name].value() or ""
         for name in page.context["confirm_form"].fields},
        follow=True,
    )  # fmt: skip

    assert "Nothing was imported" in answer.text
    assert Organization.objects.count() == 1


def test_of_a_long_file_the_first_changes_are_shown_and_all_are_written(staff, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_SHOWN", 2)
    make_organization("Same 0", city="Bergen")
    lines = ["Same 0,Bergen", *(f"New {number},Oslo" for number in range(4))]

    page = preview(staff, "name,city\n" + "\n".join(lines))

    assert "4 will be added, 0 changed, 1 stay as they are." in page.text
    assert "These are the first 2 that change, of 5 rows." in page.text
    assert page.text.count("<td>Oslo</td>") == 2
    confirm(staff, page)
    assert Organization.objects.filter(city="Oslo").count() == 4


def test_what_the_table_refuses_is_said_by_column(staff):
    make_organization("Huawei", slug="huawei")

    page = preview(staff, "slug,name,city\nother,HUAWEI,Oslo\nthird,Third,Oslo\n")

    assert "There is an organisation with this name already." in page.text
    assert Organization.objects.count() == 1
