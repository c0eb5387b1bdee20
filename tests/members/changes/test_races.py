"""Two people change the same organisations at once. Real threads on real PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import IntegrityError, connections, transaction

from foundation.base import zones
from foundation.base.errors import RuleError
from members.agreements import services as agreements
from members.changes import services
from members.changes.models import Dismissal, Merge
from members.models import Organization, Representative
from tests.conftest import KEYNOTE_WEEK
from tests.factories.agreements import make_agreement
from tests.factories.changes import make_merge
from tests.factories.members import make_organization, make_representative, make_supporter

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*changes):
    """Carry the changes out in transactions that begin together; what each came to, sorted.

    Where no lock makes one wait, none commits before all are through."""
    gate, changed = threading.Barrier(len(changes)), threading.Barrier(len(changes))

    def run(change):
        try:
            with transaction.atomic():
                gate.wait(timeout=30)
                change()
                with suppress(threading.BrokenBarrierError):
                    changed.wait(timeout=0.3)
        except RuleError as refusal:
            return refusal.code
        except IntegrityError:
            return "refused"
        else:
            return "done"
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(changes)) as pool:
        return sorted(pool.map(run, changes))


def pair():
    return make_organization("One"), make_organization("Two")


def merges(survivor, loser):
    return lambda: make_merge(survivor, loser)


def test_the_same_merge_twice_happens_once():
    one, two = pair()

    assert at_once(merges(one, two), merges(one, two)) == ["done", "gone"]
    assert Merge.objects.count() == 1


def test_of_two_merges_into_each_other_one_happens():
    one, two = pair()

    assert at_once(merges(one, two), merges(two, one)) == ["done", "gone"]
    assert Organization.objects.count() == 1


def test_an_agreement_does_not_end_for_an_organisation_that_is_merged_meanwhile():
    one, two = make_supporter("One"), make_supporter("Two")
    agreement, merged = make_agreement(two), threading.Event()

    def merge():
        make_merge(one, two)
        merged.set()

    def end():
        merged.wait(timeout=30)
        agreements.end(agreement=agreement, on=zones.day(KEYNOTE_WEEK), at=KEYNOTE_WEEK)

    assert at_once(merge, end) == ["done", "gone"]
    one.refresh_from_db()
    assert (one.is_supporter, one.ccla_ended_on) == (True, None)


def test_a_row_that_is_added_meanwhile_follows_or_is_refused():
    one, two = pair()

    outcome = at_once(merges(one, two), lambda: make_representative(two))

    people = Representative.objects.all()
    assert len(people) == outcome.count("done") - 1
    assert all(each.organization == one for each in people)


def test_a_merge_is_undone_once():
    merge = make_merge(*pair())

    def undo():
        services.undo(merge=merge, at=KEYNOTE_WEEK, by=None)

    assert at_once(undo, undo) == ["done", "undone"]
    assert Organization.objects.count() == 2


def test_a_pair_is_dismissed_once():
    one, two = pair()

    def dismiss():
        services.dismiss(one=two, other=one, why="Other country.", at=KEYNOTE_WEEK, by=None)

    assert at_once(dismiss, dismiss) == ["done", "said"]
    assert Dismissal.objects.get().one == one


def test_of_two_that_buy_each_other_one_does():
    one, two = pair()

    def buys(acquirer, acquired):
        return lambda: services.acquire(
            acquirer=acquirer, acquired=acquired, at=KEYNOTE_WEEK, by=None
        )

    assert at_once(buys(one, two), buys(two, one)) == ["circle", "done"]
