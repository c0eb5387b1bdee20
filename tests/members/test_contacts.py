"""Who represents an organisation in a role: one answer, with fallbacks as documented."""

from datetime import date

import pytest

from foundation.base.models import Bounce
from members import contacts
from tests.factories.members import make_organization, make_representative

pytestmark = pytest.mark.django_db

DAY = date(2022, 10, 10)


def names(organization, role):
    return [row.name for row in contacts.of(organization.pk, role, DAY)]


def make(organization, name, **fields):
    return make_representative(
        organization, name=name, email=f"{name.lower()}@example.org", **fields
    )


def test_the_role_itself_answers_then_the_primary_then_who_looks_after_the_pages_then_anybody():
    acme = make_organization()
    assert names(acme, "billing") == []
    board = make(acme, "Board", role="board")
    assert names(acme, "billing") == ["Board"]
    make(acme, "Tech", role="technical", is_admin=True)
    assert names(acme, "billing") == names(acme, "primary") == ["Tech"]
    make(acme, "Prime")
    assert names(acme, "billing") == names(acme, "primary") == ["Prime"]
    make(acme, "Bill", role="billing")
    make(acme, "Bella", role="billing")
    make(acme, "Gone", role="billing", until=date(2022, 10, 9))

    assert names(acme, "billing") == ["Bill", "Bella"]
    assert names(acme, "board") == [board.name]


def test_who_cannot_be_reached_is_passed_over_unless_nobody_can():
    acme = make_organization()
    make(acme, "Bill", role="billing")
    Bounce.objects.create(
        email="bill@example.org", code="5.1.1", is_permanent=True, message_key="a"
    )
    assert names(acme, "billing") == ["Bill"]

    make(acme, "Prime")
    assert names(acme, "billing") == ["Prime"]


def test_many_are_asked_in_two_queries(django_assert_num_queries):
    rows = [make_organization(name) for name in ("Acme", "Bell", "Core")]
    for row in rows[:2]:
        make(row, "Ada")

    with django_assert_num_queries(2):
        found = contacts.of_many([row.pk for row in rows], "billing", DAY)

    assert set(found) == {rows[0].pk, rows[1].pk}
