"""The standing check: the public pages say what the register says, row by row."""

from datetime import date
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from members import register
from members.models import Membership, Organization
from members.reports import checking, standing, tasks
from members.reports.models import RegisterCheck
from tests.admin import enter
from tests.factories.changes import make_merge
from tests.factories.members import (
    make_membership,
    make_organization,
    make_supporter,
    make_tier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def fetch(client):
    return lambda path: client.get(path).text


class Kept:
    """Pages as they were when they were first asked for."""

    def __init__(self, fetch):
        self.fetch = fetch
        self.pages = {}

    def __call__(self, path):
        if path not in self.pages:
            self.pages[path] = self.fetch(path)
        return self.pages[path]


def fill():
    make_membership("b<>com & Söhne", "Gold")
    make_membership(make_supporter("Huawei"), "Platinum")
    make_membership(make_organization("Ericsson", country="SE"), "Platinum")
    make_supporter("Helper & Co")


def test_the_pages_say_what_the_register_says(at, fetch, monkeypatch):
    monkeypatch.setattr("members.views.directory.A_PAGE", 2)
    fill()

    found = standing.check_register(at=at, fetch=fetch)

    assert found.differences == []
    # Of today the directory, JSON, wall, agreements, both counts, and each on a page of its own.
    assert found.rows >= 5 + 5 + 3 + 2 + 3 + 2 + 5
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
    assert " rows, and all as the register says." in said.getvalue()

    monkeypatch.setattr("members.reports.reading.wall", lambda fetch: set())
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


def differences(at, fetch):
    return standing.check_register(at=at, fetch=fetch).differences


def test_a_supporter_whose_agreement_ended_is_on_no_page(at, fetch):
    row = make_supporter("Left")
    make_supporter("Lasts", ccla_ended_on=date(2022, 10, 10))
    kept = Kept(fetch)
    assert differences(at, kept) == []

    Organization.objects.filter(pk=row.pk).update(ccla_ended_on=date(2022, 10, 9))

    assert differences(at, fetch) == []
    found = differences(at, kept)
    for path in ("/members/", "/members.json", "/members/agreements/", "/members/left/"):
        sentence = "Left (left) stands under supporter, and the register does not say so."
        assert f"{path}: {sentence}" in found
    assert "/members/: it counts 2 under supporter, and the register has 1." in found


def test_what_begins_in_the_future_is_nowhere(at, fetch):
    make_membership("Later", "Gold", start=date(2022, 10, 11))
    make_membership("Now", "Gold", start=date(2022, 10, 10))

    assert differences(at, fetch) == []
    assert "Later" not in fetch("/members/") + fetch("/members.json") + fetch("/members/wall/")


def test_an_organisation_that_was_merged_away_is_found_on_an_old_page(at, fetch):
    survivor, loser = make_membership("Now").organization, make_membership("Gone").organization
    kept = Kept(fetch)
    assert differences(at, kept) == []

    make_merge(survivor, loser, holds="survivor")

    found = differences(at, kept)
    for path in ("/members/", "/members.json", "/members/wall/"):
        sentence = "Gone (gone) stands under gold, and the register does not say so."
        assert f"{path}: {sentence}" in found
    assert "/members/: it counts 2 under gold, and the register has 1." in found
    assert "/members/statistics/: it counts 2 under gold, and the register has 1." in found
    assert differences(at, fetch) == []


def test_a_register_that_is_kept_too_long_is_found(at, fetch):
    member = make_membership("Huawei", "Gold")
    assert differences(at, fetch) == []

    # Behind the back of the history, which tells whether anything has changed.
    with pgtrigger.ignore():
        Membership.objects.filter(pk=member.pk).update(tier=make_tier("Silver"))
    found = differences(at, fetch)
    assert "/members/: Huawei (huawei) is missing under silver." in found
    assert "/members/: it counts 1 under gold, and the register has 0." in found
    # Not even that lasts for longer than a moment.
    register._shelf.clear()
    assert differences(at, fetch) == []


def test_a_page_of_its_own_that_says_something_else_is_found(at, fetch):
    make_membership(make_supporter("Huawei"), "Gold")
    make_organization("Nobody")

    def wrong(path):
        return fetch(path).replace("badge--gold", "badge--silver")

    found = differences(at, wrong)

    assert "/members/huawei/: Huawei (huawei) is missing under gold." in found
    assert not any("nobody" in each for each in found)


def test_a_past_day_is_compared_too_and_pages_have_their_turn(at, fetch, monkeypatch):
    monkeypatch.setattr(checking, "OWN_PAGES", 2)
    for number in range(5):
        make_membership(f"Member {number}", start=date(2012, 1, 1))
    asked = []
    for day in range(3):
        checking.check(date(2022, 10, 10 - day), lambda path: asked.append(path) or fetch(path))

    assert {path for path in asked if path.startswith("/members/member-")} == {
        f"/members/member-{number}/" for number in range(5)
    }
    assert len({path for path in asked if path.startswith("/members/?as_of=")}) == 3
