"""As of a past day organisations are called as they were then, and the page says what they are now."""

import json
from datetime import date

import pytest
from django.urls import reverse

from foundation.base import clock
from members import naming
from members.changes import services
from members.changes.services import When
from members.models import NameKind, OrganizationName
from members.reports import checking
from tests.admin import make_staff
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_membership, make_organization, make_supporter
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MAY, JUNE = date(2022, 5, 31), date(2022, 6, 1)


def rename(row, name, on):
    services.rename(
        organization=row, name=name, slug=row.slug, at=KEYNOTE_WEEK, by=None, when=When(on=on)
    )
    row.refresh_from_db()


@pytest.fixture
def zeta():
    """A member and supporter called Alpha until 31 May, Beta in June, Zeta since 1 July 2022."""
    held = make_membership(make_supporter("Alpha"), "Silver", date(2021, 1, 1))
    rename(held.organization, "Beta", JUNE)
    rename(held.organization, "Zeta", date(2022, 7, 1))
    return held.organization


def test_the_name_of_a_day_is_the_one_that_was_next_to_end(zeta):
    names = list(zeta.names.all())

    for day, name in ((MAY, "Alpha"), (JUNE, "Beta"), (date(2022, 7, 1), "Zeta")):
        assert naming.on("Zeta", names, day) == name


def test_a_name_whose_end_is_not_known_says_nothing(client):
    row = make_membership("Cleura", "Silver", date(2021, 1, 1)).organization
    OrganizationName.objects.create(organization=row, name="City Network", kind=NameKind.FORMER)
    OrganizationName.objects.create(organization=row, name="CN", until=date(2022, 9, 1))

    page = client.get("/members/", {"as_of": "2022-05-31"}).text

    assert "Cleura" in page
    assert "now Cleura" not in page


def test_the_directory_and_the_wall_of_a_day_say_then_and_now_in_the_order_of_then(client, zeta):
    make_membership("Mid", "Silver", date(2021, 1, 1))

    page = client.get("/members/", {"as_of": "2022-05-31"}).text

    assert page.count("Alpha<i>now Zeta</i>") == 1
    assert page.index("Alpha<i>") < page.index(">Mid<")
    assert "Alpha</a>" not in page
    assert "Alpha <i>now Zeta</i><span" in page
    assert "Beta<i>now Zeta</i>" in client.get("/members/", {"as_of": "2022-06-01"}).text
    today = client.get("/members/").text
    assert "now Zeta" not in today
    assert today.index(">Mid<") < today.index(">Zeta<")


def test_the_page_of_an_organization_says_what_it_was_called_then(client, zeta):
    with clock.seen_from(KEYNOTE_WEEK.replace(month=5)):
        then = client.get(f"/members/{zeta.slug}/").text
    assert '<span class="profile__name">Alpha</span>' in then
    assert "Now Zeta." in then

    now = client.get(f"/members/{zeta.slug}/").text
    assert '<span class="profile__name">Zeta</span>' in now
    assert "Now Zeta" not in now


def test_json_statistics_and_the_file_say_both(client, zeta):
    asked = {"as_of": "2022-05-31"}
    (row,) = json.loads(client.get("/members.json", asked).text)["members"]
    assert (row["name"], row["now"]) == ("Alpha", "Zeta")
    assert 'Alpha</a> <span class="source">now Zeta</span>' in (
        client.get("/members/statistics/", asked).text
    )
    client.force_login(make_staff("Membership staff"))
    file = client.get(reverse("reports:register", args=["csv"]), asked)
    head, line = b"".join(file).decode().splitlines()[:2]
    assert head.endswith("Called now")
    assert (line.split(",")[0], line.split(",")[-1]) == ("Alpha", "Zeta")


def test_the_standing_check_knows_the_names_of_a_day(client, zeta):
    make_foundation()
    make_organization("Other")
    found = checking.register_on(MAY)

    assert found == {("silver", "alpha", "Alpha"), ("supporter", "alpha", "Alpha")}
    part = checking.Part(
        "/members/",
        lambda fetch: checking.reading.directory(fetch, "?as_of=2022-05-31"),
        found,
    )
    assert list(part.compared(lambda path: client.get(path).text)) == []
