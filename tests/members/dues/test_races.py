"""Two do it at once. Real threads, each with its own connection to PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, OperationalError, connections

from foundation.base.errors import RuleError
from foundation.billing.models import Entry
from members.dues import books, locking, planning, running, services
from members.dues.models import DuesYear, Notice
from members.models import Membership
from tests.factories.dues import BILLING, dues_of, make_member, make_rule, moment, pay
from tests.factories.members import make_organization, make_tier

pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = date(2022, 5, 31)


def at_once(*jobs):
    """Start the jobs together; results or refusal codes in their order."""
    gate = threading.Barrier(len(jobs))

    def run(job):
        gate.wait(timeout=60)
        try:
            return job()
        except RuleError as refusal:
            return refusal.code
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_two_workers_do_each_deed_once():
    for name in ("One", "Two", "Three"):
        make_member(name, "Silver", date(2022, 3, 1))
    deeds = planning.plan(moment(NIGHT))

    def work():
        return sum(running.carry_out(deed, moment(NIGHT)) for deed in deeds)

    assert sum(at_once(work, work)) == 3
    assert Notice.objects.filter(kind="lapsed").count() == 3
    assert Membership.objects.filter(ended_as="lapsed").count() == 3


@pytest.mark.parametrize("first", ["payment", "lapse"])
def test_a_payment_that_arrives_while_it_lapses_stops_it_or_comes_after(monkeypatch, first):
    """Whoever holds the account first is first; the other sees what it did."""
    membership = make_member(tier="Silver", on=date(2022, 3, 1))
    (year,) = dues_of(membership)
    (deed,) = planning.plan(moment(NIGHT))
    read, paid = threading.Event(), threading.Event()
    plan = books.of

    def slow(held, day):
        """The lapse has what it wants and dawdles: a payment must not slip in between."""
        found = plan(held, day)
        read.set()
        paid.wait(timeout=1)
        return found

    def lapse():
        return running.carry_out(deed, moment(NIGHT))

    def transfer():
        if first == "lapse":
            read.wait(timeout=30)
        pay(year, NIGHT)
        paid.set()
        return "paid"

    if first == "lapse":
        monkeypatch.setattr(running.books, "of", slow)
        assert at_once(lapse, transfer) == [True, "paid"]
    else:
        transfer()
        assert lapse() is False
    membership.refresh_from_db()
    lapsed_at = Notice.objects.filter(kind="lapsed").first()
    assert (membership.ended_as == "lapsed") == (lapsed_at is not None) == (first == "lapse")
    assert dues_of(membership)[0].owed == 0
    if lapsed_at:
        order = list(Notice.objects.order_by("pk").values_list("kind", flat=True))
        assert order.index("lapsed") < order.index("paid")


def two_upgrades():
    """Of a member that costs nothing: no account keeps the two apart."""
    make_rule("Gold")
    membership = make_member(tier="Associate", on=date(2022, 3, 1))

    def upgrade():
        at = moment(date(2022, 6, 7))
        services.upgrade(membership=membership, tier=make_tier("Gold"), at=at)
        return "moved"

    return at_once(upgrade, upgrade)


def test_of_two_staff_who_upgrade_at_once_one_does():
    assert sorted(two_upgrades()) == ["ended", "moved"]
    assert DuesYear.objects.filter(kind="upgrade").count() == 1
    assert Entry.objects.filter(kind="charge").count() == 1


def test_without_the_guard_both_would_try(monkeypatch):
    """Shows that the test above can fail: then only the table keeps the second one out."""
    running_now, both = locking.running, threading.Barrier(2)

    def read_together(held, day):
        found = running_now(held, day)
        both.wait(timeout=30)
        return found

    monkeypatch.setattr(locking, "organizations", lambda *keys: None)
    monkeypatch.setattr(locking, "tiers_for", lambda tier: tier)
    monkeypatch.setattr(locking, "running", read_together)

    with pytest.raises((IntegrityError, OperationalError)):
        two_upgrades()


def test_of_two_who_begin_at_once_in_a_tier_with_one_place_one_does():
    tier = make_rule("Gold").tier
    tier.cap = 1
    tier.save()
    rows = [make_organization(name) for name in ("One", "Two")]

    def begin(row):
        def job():
            services.begin(organization=row, tier=tier, at=moment(NIGHT), billing=BILLING)
            return "member"

        return job

    assert sorted(at_once(*map(begin, rows))) == ["full", "member"]
