"""One owner, one group: who may not hold Gold or Platinum beside whom."""

from datetime import date

import pytest
from django.db import IntegrityError

from members import ownership
from members.models import Ending, Membership
from tests.factories.members import make_membership, make_organization, make_tier

pytestmark = pytest.mark.django_db
TODAY = date(2022, 10, 10)


def test_a_group_is_everybody_below_the_same_owner():
    owner = make_organization("Owner")
    one = make_organization("One", parent=owner)
    two = make_organization("Two", parent=owner)
    below = make_organization("Below", parent=two)
    make_organization("Stranger")

    group = {owner.pk, one.pk, two.pk, below.pk}
    assert ownership.group_of(below) == ownership.group_of(owner) == group


def test_a_circle_of_owners_ends():
    one = make_organization("One")
    two = make_organization("Two", parent=one)
    one.parent = two
    one.save()

    assert ownership.group_of(one) == {one.pk, two.pk}


def test_rivals_hold_an_exclusive_tier_now_or_later():
    owner = make_organization("Owner")
    sister = make_organization("Sister", parent=owner)
    make_membership(make_organization("Quiet", parent=owner), "Silver")
    make_membership(
        make_organization("Gone", parent=owner), "Gold", date(2010, 1, 1), date(2021, 3, 1)
    )
    gold = make_membership(make_organization("Golden", parent=owner), "Gold")

    assert list(ownership.rivals(sister, make_tier("Platinum"), TODAY)) == [gold]
    assert not ownership.rivals(sister, make_tier("Silver"), TODAY)
    assert not ownership.rivals(gold.organization, make_tier("Gold"), TODAY)


def test_an_owner_that_counts_later_keeps_nobody_from_it_before():
    owner = make_organization("Owner")
    make_membership(owner, "Gold", end=date(2023, 1, 1))
    bought = make_organization("Bought", parent=owner, guarded_from=date(2023, 1, 1))

    assert not ownership.rivals(bought, make_tier("Gold"), TODAY)


def test_how_it_ended_needs_an_end():
    lasting = make_membership()

    with pytest.raises(IntegrityError, match="how_it_ended_needs_an_end"):
        Membership.objects.filter(pk=lasting.pk).update(ended_as=Ending.LEFT)
