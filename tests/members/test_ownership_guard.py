"""The database lets no two members of one owner hold Gold or Platinum at a time (domain 1)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from members.models import Membership, Organization
from tests.admin import enter
from tests.factories.members import make_membership, make_organization, make_tier
from tests.members.test_admin import organization_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
REFUSED = "and Elder have the same owner: of one owner only one"


@pytest.fixture
def elder():
    """A Platinum member with an owner."""
    owner = make_organization("Owner")
    return make_membership(make_organization("Elder", parent=owner), "Platinum").organization


def sister(elder, name="Younger", **fields):
    return make_organization(name, parent=elder.parent, **fields)


@pytest.mark.parametrize("tier", ["Gold", "Platinum"])
def test_a_second_member_of_the_owner_is_refused(elder, tier):
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        make_membership(sister(elder), tier)
    with pytest.raises(IntegrityError, match=REFUSED):
        make_membership(elder.parent, tier)


def test_other_tiers_other_times_and_strangers_are_not(elder):
    make_membership(sister(elder), "Silver")
    make_membership(sister(elder, "Before"), "Gold", date(2010, 1, 1), date(2021, 3, 1))
    make_membership("Stranger", "Gold")


def test_moving_into_the_tier_or_the_time_is_refused(elder):
    silver = make_membership(sister(elder), "Silver")
    before = make_membership(sister(elder, "Before"), "Gold", date(2010, 1, 1), date(2021, 3, 1))

    for pk, change in (
        (silver.pk, {"tier": make_tier("Gold")}),
        (before.pk, {"span": DateRange(date(2010, 1, 1), date(2021, 3, 2))}),
    ):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            Membership.objects.filter(pk=pk).update(**change)


def test_an_owner_that_makes_two_of_them_one_group_is_refused(elder):
    make_membership("Golden", "Gold")
    between = make_organization("Between")
    Organization.objects.filter(name="Golden").update(parent=between)

    with pytest.raises(IntegrityError, match="have the same owner"):
        Organization.objects.filter(pk=between.pk).update(parent=elder)


def test_what_was_before_the_owner_counts_is_history(elder):
    bought = make_membership("Bought", "Gold", date(2015, 1, 1), date(2021, 6, 1)).organization
    rows = Organization.objects.filter(pk=bought.pk)

    with pytest.raises(IntegrityError, match="from which day the owner"), transaction.atomic():
        rows.update(parent=elder)
    rows.update(parent=elder, guarded_from=date(2021, 6, 1))

    with pytest.raises(IntegrityError, match="same owner"), transaction.atomic():
        rows.update(guarded_from=date(2021, 5, 31))
    with pytest.raises(IntegrityError, match="same owner"):
        make_membership(bought, "Gold", date(2021, 6, 1), date(2021, 7, 1))


def test_the_latest_day_on_the_way_between_two_counts(elder):
    upper = sister(elder, "Upper", guarded_from=date(2021, 1, 1))
    lower = make_organization("Lower", parent=upper, guarded_from=date(2022, 1, 1))

    make_membership(lower, "Gold", date(2021, 3, 1), date(2022, 1, 1))
    with pytest.raises(IntegrityError, match=REFUSED):
        make_membership(upper, "Gold", date(2021, 3, 1), date(2022, 1, 1))


def test_a_circle_of_owners_is_guarded_and_ends(elder):
    Organization.objects.filter(pk=elder.parent.pk).update(parent=elder)

    with pytest.raises(IntegrityError, match=REFUSED):
        make_membership(sister(elder), "Gold")


def test_staff_are_told_in_words_and_lose_nothing(client, elder):
    golden = make_membership("Golden", "Gold").organization

    page = enter(client).post(
        reverse("admin:members_organization_change", args=[golden.pk]),
        organization_form(name="Golden", slug="golden", parent=elder.parent.pk, city="Bonn"),
    )

    assert page.status_code == 422
    assert "have the same owner" in page.text
    assert 'value="Bonn"' in page.text
