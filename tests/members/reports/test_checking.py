"""The standing check: the public pages say what the register says, row by row."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from members.models import Membership, Organization
from members.reports import checking, standing, tasks
from members.reports.models import RegisterCheck
from tests.admin import enter
from tests.factories.members import make_membership, make_organization, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def fetch(client):
    return lambda path: client.get(path).text


def fill():
    make_membership("b<>com & Söhne", "Gold")
    make_membership(make_supporter("Huawei"), "Platinum")
    make_membership(make_organization("Ericsson", country="SE"), "Platinum")
    make_supporter("Helper & Co")


def test_the_pages_say_what_the_register_says(at, fetch, monkeypatch):
    monkeypatch.setattr("members.views.directory.A_PAGE", 2)
    fill()

    found = standing.check_register(at=at, fetch=fetch)

    assert (found.rows, found.differences) == (13, [])
    assert RegisterCheck.objects.get().number == 0


def test_what_differs_is_told_row_by_row(at, fetch):
    fill()
    kept = {path: fetch(path) for path in ("/members/", "/members.json", "/members/wall/")}
    Membership.objects.get(organization__slug="ericsson").delete()
    Organization.objects.filter(slug="huawei").update(name="Honor")

    found = standing.check_register(at=at, fetch=kept.__getitem__).differences

    assert "/members/: Honor (huawei) is missing under platinum." in found
    assert (
        "/members/wall/: Ericsson (ericsson) stands under platinum, "
        "and the register does not say so." in found
    )
    assert "/members.json: Huawei (huawei) stands under supporter" in " ".join(found)
    assert RegisterCheck.objects.get().differences.splitlines() == found


def test_a_page_that_fails_is_a_difference(at):
    def fails(path):
        raise OSError("no answer")

    found = standing.check_register(at=at, fetch=fails).differences

    assert found[0] == "/members/: it could not be read (no answer)."


def test_the_command_prints_and_fails_on_a_difference(monkeypatch):
    fill()
    said = StringIO()
    call_command("check_register", stdout=said)
    assert "13 rows, and all as the register says." in said.getvalue()

    monkeypatch.setattr(checking, "_wall", lambda fetch: set())
    with pytest.raises(CommandError) as failed:
        call_command("check_register", stdout=StringIO())
    assert failed.value.returncode == 1


def test_an_address_that_is_no_site_is_refused():
    with pytest.raises(CommandError, match="is no address of a site"):
        call_command("check_register", url="file:///etc/passwd")


def test_it_happens_once_a_day_by_itself():
    tasks.check_register()
    tasks.check_register()

    assert RegisterCheck.objects.count() == 1


def test_the_desk_tells_of_the_last_check(at, client):
    enter(client)
    assert "not checked today" in client.get(reverse("admin:index")).text

    tasks.check_register()

    assert "not checked today" not in client.get(reverse("admin:index")).text
