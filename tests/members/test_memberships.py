from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

from members.models import Membership
from tests.factories.members import make_membership, make_organization, make_tier

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2021, 1, 1)


def test_an_organisation_holds_one_tier_at_a_time():
    held = make_membership("Acme", "Gold", date(2021, 1, 1))

    with pytest.raises(IntegrityError, match="membership_one_tier_at_a_time"):
        make_membership(held.organization, "Silver", date(2022, 1, 1))


def test_the_next_membership_begins_on_the_day_the_last_ends():
    held = make_membership("Acme", "Gold", date(2021, 1, 1), date(2022, 2, 16))

    make_membership(held.organization, "Silver", date(2022, 2, 16))

    assert Membership.objects.on(date(2022, 2, 15)).get().tier.slug == "gold"
    assert Membership.objects.on(date(2022, 2, 16)).get().tier.slug == "silver"


@pytest.mark.django_db(transaction=True)
def test_of_two_overlapping_memberships_added_at_once_one_stays():
    organization, tier, both = make_organization(), make_tier(), Barrier(2)

    def add(start):
        try:
            with transaction.atomic():
                both.wait(5)
                Membership.objects.create(
                    organization=organization, tier=tier, span=DateRange(start, None)
                )
        except (IntegrityError, OperationalError):
            # Two that find each other half written would wait for ever: the server then ends one.
            return "refused"
        else:
            return "added"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(add, [date(2021, 1, 1), date(2022, 1, 1)]))

    assert outcomes == ["added", "refused"]
    assert Membership.objects.count() == 1


def test_a_membership_lasts_at_least_a_day():
    with pytest.raises(IntegrityError, match="membership_lasts_a_day"):
        make_membership(start=date(2022, 1, 1), end=date(2022, 1, 1))


@pytest.mark.parametrize("field", ["started_before", "ended_after"])
def test_what_is_known_lies_within_the_membership(field):
    with pytest.raises(IntegrityError, match=f"membership_{field}_in_span"):
        make_membership(start=date(2022, 1, 1), **{field: date(2021, 12, 31)})


def test_the_form_learns_of_a_known_day_outside_before_the_database_does():
    membership = make_membership(start=date(2022, 1, 1))
    membership.started_before = date(2021, 12, 31)

    with pytest.raises(ValidationError, match="must be a day of the membership"):
        membership.full_clean()


def test_a_first_day_nobody_knows_counts_from_the_day_it_is_certain():
    make_membership(start=None, started_before=date(2021, 10, 31))

    assert not Membership.objects.on(date(2021, 10, 30)).exists()
    assert Membership.objects.on(date(2021, 10, 31)).exists()


def test_a_last_day_nobody_knows_counts_until_the_day_it_is_certain():
    make_membership(start=None, end=date(2022, 1, 1), ended_after=NEW_YEAR)

    assert Membership.objects.on(NEW_YEAR).exists()
    assert not Membership.objects.on(date(2021, 1, 2)).exists()


def test_an_organisation_with_memberships_is_not_deleted():
    membership = make_membership()

    with pytest.raises(ProtectedError):
        membership.organization.delete()
