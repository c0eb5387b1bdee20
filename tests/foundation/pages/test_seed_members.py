from datetime import date

import pytest
from django.urls import reverse

from foundation.base import clock
from foundation.base.models import Figure
from foundation.pages.seed import changes, members
from foundation.pages.seed.facts import rows
from members import register
from members.models import Benefit, Membership, Organization, OrganizationName, Tier
from tests import databases
from tests.conftest import KEYNOTE_WEEK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = date(2022, 10, 10)


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with databases.standing(django_db_blocker), clock.seen_from(KEYNOTE_WEEK):
        members.seed()
        yield


def held(name, day):
    return Membership.objects.on(day).filter(organization__name=name).values_list(
        "tier__slug", flat=True
    )  # fmt: skip


@pytest.mark.usefixtures("seeded")
def test_a_hundred_members_and_434_supporters_are_499_organisations():
    everybody = register.on(TODAY)

    assert Organization.objects.count() == 499
    assert [count for _slug, _name, count in everybody.tier_counts] == [9, 19, 51, 21, 431]
    assert len(register.on(date(2023, 6, 13)).supporters) == 434


@pytest.mark.usefixtures("seeded")
def test_an_organisation_named_twice_is_one_row():
    red_hat = Organization.objects.get(name="Red Hat")

    assert red_hat.is_supporter
    assert red_hat.ccla_signed_on == date(2014, 5, 21)
    assert red_hat.names.get().name == "Red Hat, Inc."
    assert not Organization.objects.filter(name="Red Hat, Inc.").exists()


def test_every_spelling_of_the_register_names_a_row_of_it():
    register_names = {
        row["name"]
        for name in ("supporting_organizations.csv", "supporting_organizations_extra.csv")
        for row in rows(name)
    }
    spellings = {row["name"] for row in rows("organization_names.csv") if row["register"]}

    assert spellings <= register_names


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("name", "day", "tier"),
    [
        ("Microsoft", date(2021, 9, 6), None),
        ("Microsoft", date(2021, 9, 7), "platinum"),
        ("AT&T", date(2021, 12, 31), "platinum"),
        ("AT&T", date(2022, 1, 1), None),
        ("Nipa Cloud", date(2021, 10, 28), "gold"),
        ("Dell Technologies", date(2022, 2, 15), "gold"),
        ("Dell Technologies", date(2022, 2, 16), "silver"),
        ("VMware", date(2022, 2, 15), "gold"),
        ("VMware", date(2022, 2, 16), "silver"),
        ("VEXXHOST", date(2022, 6, 6), "silver"),
        ("VEXXHOST", date(2022, 6, 7), "gold"),
        ("Bloomberg", date(2022, 6, 6), None),
        ("Bloomberg", date(2022, 6, 7), "gold"),
        ("CERN", date(2021, 8, 30), "associate"),
        ("Atlancis", date(2022, 3, 1), None),
        ("Atlancis", TODAY, "silver"),
    ],
)
def test_the_history_is_told_as_it_was(name, day, tier):
    assert list(held(name, day)) == ([tier] if tier else [])


@pytest.mark.usefixtures("seeded")
def test_fifty_of_the_sixty_members_stated_for_2021_are_known():
    assert Membership.objects.on(date(2021, 1, 1)).count() == 50
    assert Figure.objects.get(key="members-count").value == 60


@pytest.mark.usefixtures("seeded")
def test_the_tiers_have_their_dues_and_benefits():
    dues = {tier.slug: tier.prices.get(year=2022).amount for tier in Tier.objects.all()}

    assert dues == {"platinum": 350_000, "gold": 150_000, "silver": 15_000, "associate": 0}
    assert Tier.objects.get(slug="platinum").term_years == 3
    assert Benefit.objects.count() == 22


@pytest.mark.usefixtures("seeded")
def test_a_second_run_changes_nothing_and_leaves_what_staff_wrote(client):
    Organization.objects.filter(slug="huawei").update(name="Huawei Group", city="Shenzhen")
    Membership.objects.filter(organization__slug="cern").delete()
    Membership.objects.filter(organization__slug="huawei").update(note="By hand.")
    counts = Organization.objects.count(), Benefit.objects.count(), OrganizationName.objects.count()

    members.seed()

    assert counts == (
        Organization.objects.count(), Benefit.objects.count(), OrganizationName.objects.count()
    )  # fmt: skip
    assert Organization.objects.get(slug="huawei").name == "Huawei Group"
    assert Membership.objects.get(organization__slug="huawei").note == "By hand."


@pytest.mark.usefixtures("seeded")
def test_the_real_directory_finds_huawei_however_it_is_typed(client, django_assert_num_queries):
    with django_assert_num_queries(6):
        page = client.get(reverse("members:directory"), {"q": "hauwei"})

    assert [tile.name for group in page.context["groups"] for tile in group.tiles] == ["Huawei"]


@pytest.mark.usefixtures("seeded")
def test_every_address_is_one_that_can_be_reached(client):
    taken = set(Organization.objects.values_list("slug", flat=True))

    assert not taken & set(OrganizationName.objects.values_list("slug", flat=True))
    assert "" not in taken


@pytest.mark.usefixtures("seeded")
def test_how_known_memberships_began_and_ended_is_written_down():
    held = Membership.objects.filter(
        organization__name__in=["VEXXHOST", "AT&T", "Microsoft", "VMware"]
    )
    told = held.order_by("organization__name", "span").values_list(
        "organization__name", "tier__slug", "began_as", "ended_as"
    )

    assert list(told) == [
        ("AT&T", "platinum", "", "left"),
        ("Microsoft", "platinum", "joined", ""),
        ("VEXXHOST", "silver", "", "upgraded"),
        ("VEXXHOST", "gold", "upgraded", ""),
        ("VMware", "gold", "", "downgraded"),
        ("VMware", "silver", "downgraded", ""),
    ]


@pytest.mark.usefixtures("seeded")
def test_known_acquisitions_are_told_by_their_year_once(client):
    for _again in range(2):
        changes.seed()

    page = client.get("/members/hewlett-packard/").text
    assert page.count("HP Enterprise was split off") == 1
    assert "Acquired by NVIDIA" in client.get("/members/swiftstack-inc/").text
