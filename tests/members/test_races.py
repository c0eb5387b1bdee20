"""Two changes of one ownership group at once, on two connections to PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections, transaction

from members.models import Membership, Organization
from tests.factories.members import make_membership, make_organization, make_tier

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*changes):
    """Carry the changes out in transactions that all are open when the first commits."""
    gate = threading.Barrier(len(changes))
    # Where a lock makes one wait, the other goes on without it.
    changed = threading.Barrier(len(changes))

    def run(change):
        try:
            with transaction.atomic():
                connection.ensure_connection()
                gate.wait(timeout=30)
                change()
                with suppress(threading.BrokenBarrierError):
                    changed.wait(timeout=0.3)
        except IntegrityError:
            return "refused"
        else:
            return "done"
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(changes)) as pool:
        return sorted(pool.map(run, changes))


def joins(organization, tier):
    return lambda: make_membership(organization, tier, date(2022, 10, 10))


def test_two_of_one_owner_that_join_at_once_are_one_member():
    owner = make_organization("Owner")
    one, two = (make_organization(name, parent=owner) for name in ("One", "Two"))
    make_tier("Gold"), make_tier("Platinum")

    assert at_once(joins(one, "Gold"), joins(two, "Platinum")) == ["done", "refused"]
    assert Membership.objects.count() == 1


def test_who_joins_while_it_is_bought_is_no_second_member():
    owner = make_membership("Owner", "Platinum").organization
    bought = make_organization("Bought")
    make_tier("Gold")

    def buys():
        Organization.objects.filter(pk=bought.pk).update(parent=owner)

    assert at_once(joins(bought, "Gold"), buys) == ["done", "refused"]
    bought.refresh_from_db()
    assert bool(bought.parent) != bought.memberships.exists()


def test_two_that_are_bought_at_once_stay_two_groups():
    owner = make_organization("Owner")
    one = make_membership("One", "Gold").organization
    two = make_membership("Two", "Gold").organization

    def bought(row):
        return lambda: Organization.objects.filter(pk=row.pk).update(parent=owner)

    assert at_once(bought(one), bought(two)) == ["done", "refused"]
