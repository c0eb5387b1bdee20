"""Individual members from a file: seen first, written whole or not at all."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.base.models import Mail
from members.accounts.models import User
from members.people.models import Affiliation, IndividualMembership, MemberBeginning, Person
from tests.admin import enter, url
from tests.factories.members import make_name, make_organization
from tests.factories.people import make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
COLUMNS = "e-mail,full name,country,member since,organisation,job title,works there since\n"


@pytest.fixture
def staff(client):
    return enter(client)


def preview(staff, text):
    sent = {"import_file": SimpleUploadedFile("file", text.encode()), "format": "0", "resource": ""}
    return staff.post(url(Person, "import"), sent)


def confirm(staff, page):
    form = page.context["confirm_form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return staff.post(url(Person, "process_import"), sent)


def test_people_come_with_their_membership_and_employer_and_nobody_is_written_to(staff):
    make_name("Ubuntu", organization=make_organization("Canonical"))
    make_member("Ada Lovelace", "ada@example.org")
    make_user("carol@example.org")
    text = COLUMNS + (
        "BOB@example.org,Bob Noyce,US,2019-05-17,ubuntu,Engineer,2018-01-01\n"
        "carol@example.org,Carol Shaw,,2020-01-01,Typed Ltd,,\n"
        "ada@example.org,Ada King,GB,2012-01-01,none,,\n"
    )

    page = preview(staff, text)
    assert "2 will be added, 1 changed, 0 stay as they are." in page.text
    assert "<del>Ada Lovelace</del> <ins>Ada King</ins>" in page.text
    assert Person.objects.count() == 1
    confirm(staff, page)

    bob = User.objects.get(email="bob@example.org")
    held = bob.individual_memberships.get()
    assert (held.began_on, held.began_as) == (date(2019, 5, 17), MemberBeginning.IMPORTED)
    assert not bob.has_usable_password()
    told = {str(row.user): (row.employer, row.title) for row in Affiliation.objects.all()}
    assert told == {
        "Bob Noyce": ("Canonical", "Engineer"),
        "Carol Shaw": ("Typed Ltd", ""),
        "Ada King": ("No affiliation", ""),
    }
    # The membership that was here already stays as it was.
    assert IndividualMembership.objects.get(user__email="ada@example.org").began_on.year == 2022
    assert not Mail.objects.exists()
    assert "0 will be added, 0 changed, 3 stay as they are." in preview(staff, text).text


@pytest.mark.parametrize(("row", "sentence"), [
    ("no address,Bob,,,,,", "Enter a valid email address."),
    ("bob@example.org,,,,,,", "Give the full name."),
    ("bob@example.org,Bob,Atlantis,,,,", "is no country"),
    ("bob@example.org,Bob,,soon,,,", "“soon” is not a day"),
    ("bob@example.org,Bob,,2023-01-01,,,", "That day has not come yet"),
    ("sam@example.org,Sam,,,,,", "an account of the staff"),
    ("bob@example.org," + "x" * 200 + ",,,,,", "at most 150 letters"),
])  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_written(staff, row, sentence):
    page = preview(staff, f"{COLUMNS}{row}\n")

    assert sentence in page.text
    assert "confirm_form" not in page.context
    assert User.objects.count() == 1


def test_a_name_changed_on_the_account_is_that_of_the_profile_too(staff):
    ada = make_member("Ada Lovelace", "ada@example.org")
    page = staff.get(url(User, "change", ada.user_id))
    form = page.context["adminform"].form
    sent = {"email": ada.user.email, "is_active": "on", "emailaddress_set-TOTAL_FORMS": 0,
            "emailaddress_set-INITIAL_FORMS": 0}  # fmt: skip
    assert form.initial["full_name"] == "Ada Lovelace"

    staff.post(url(User, "change", ada.user_id), sent | {"full_name": "Ada King"})
    ada.refresh_from_db()
    assert (ada.name, ada.slug, ada.user.full_name) == ("Ada King", "ada-king", "Ada King")

    staff.post(url(User, "change", ada.user_id), sent | {"full_name": ""})
    ada.refresh_from_db()
    assert (ada.name, ada.user.full_name) == ("Ada King", "Ada King")
