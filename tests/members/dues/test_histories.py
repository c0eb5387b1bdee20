"""Random histories of members: whatever happens, days, explanations and money add up.

FOUNDATION_EXAMPLES=500 tries that many histories instead of a few.
"""

import os
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.base.errors import RuleError
from foundation.billing.models import Account, Entry, EntryKind, Invoice
from members import register
from members.dues import books, planning, quotes, running, services
from members.dues.models import DuesYear, Term
from members.models import Ending, Membership
from tests.factories.dues import BILLING, make_rule, moment, pay
from tests.factories.members import make_organization, make_tier

pytestmark = pytest.mark.django_db
TIERS = ("Platinum", "Gold", "Silver", "Associate")
START = date(2022, 3, 1)
EXAMPLES = int(os.environ.get("FOUNDATION_EXAMPLES", "4"))

STEP = st.tuples(
    st.sampled_from(
        [
            *("begin", "begin", "pay", "pay", "elect", "decline", "downgrade", "upgrade"),
            *("reinstate", "end", "take_over", "override", "wait", "wait", "wait"),
        ]
    ),
    st.integers(0, 1),
    st.integers(0, 3),
)
DAYS = (3, 40, 95, 200)


class History:
    """Two organisations and the days they live through; `seen` is who held what at day's end."""

    def __init__(self):
        for name in TIERS:
            make_rule(name)
        self.organizations = [make_organization("One"), make_organization("Two")]
        self.day = START
        self.paid = Decimal(0)
        self.seen = {}

    @property
    def at(self):
        return moment(self.day)

    def last(self, number):
        return self.organizations[number].memberships.order_by("-span").first()

    def step(self, what, number, choice):
        held = self.last(number)
        if what not in {"begin", "wait"} and held is None:
            return
        before = owed()
        try:
            with transaction.atomic():
                more = getattr(self, what)(held, number, choice)
        except RuleError:
            more = 0
        if more is not None:
            assert owed() - before == more, what

    def begin(self, held, number, choice):
        services.begin(
            organization=self.organizations[number], tier=make_tier(TIERS[choice]), at=self.at,
            billing=BILLING,
        )  # fmt: skip

    def pay(self, held, number, choice):
        years = DuesYear.objects.with_sums().filter(
            term__membership__organization=held.organization
        )
        open_ = [year for year in years if year.owed > 0]
        if not open_:
            return 0
        part = open_[0].owed if choice else (open_[0].owed / 2).quantize(Decimal("0.01"))
        pay(open_[0], self.day, part)
        self.paid += part
        return -part

    def elect(self, held, number, choice):
        services.elect(membership=held, at=self.at)
        return 0

    def decline(self, held, number, choice):
        services.decline(membership=held, at=self.at)
        return 0

    def downgrade(self, held, number, choice):
        services.plan_downgrade(membership=held, tier=make_tier(TIERS[choice]), at=self.at)
        return 0

    def upgrade(self, held, number, choice):
        quote = quotes.quote_upgrade(books.of(held, self.day), make_tier(TIERS[choice]))
        services.upgrade(membership=held, tier=quote.tier, at=self.at)
        return sum(part.more for part in quote.parts)

    def reinstate(self, held, number, choice):
        services.reinstate(membership=held, at=self.at)

    def end(self, held, number, choice):
        on = self.day + timedelta(days=choice * 20)
        rest = services.Rest.values[choice % 3]
        services.end(membership=held, at=self.at, ended_as=Ending.LEFT, on=on, rest=rest)

    def take_over(self, held, number, choice):
        other = self.last(1 - number)
        if other is not None:
            services.take_over(acquirer=held, acquired=other, at=self.at)

    def override(self, held, number, choice):
        until = self.day + timedelta(days=choice * 30)
        services.override(membership=held, until=until, reason="Agreed.", at=self.at)
        return 0

    def wait(self, held, number, choice):
        """Night falls; what the plan says is what is done."""
        self.look()
        self.day += timedelta(days=DAYS[choice])
        for _night in range(5):
            plan = planning.plan(self.at)
            assert [deed.key for deed in running.run(self.at)] == [deed.key for deed in plan]
            if not plan:
                break

    def look(self):
        self.seen[self.day] = held_on(self.day)


def owed():
    return Entry.objects.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def held_on(day):
    """Who holds what, by the table alone."""
    rows = Membership.objects.filter(span__contains=day)
    return sorted(rows.values_list("organization__name", "tier__slug"))


def check_explained(history):
    for row in Membership.objects.all():
        assert row.began_as, row
        assert bool(row.ended_as) == (row.span.upper is not None), row
    names = [name for name, _tier in held_on(history.day)]
    assert len(names) == len(set(names))


def check_terms(history):
    """Days of a membership that has not ended lie in a term, and charged days in one year."""
    for term in Term.objects.live().select_related("membership"):
        held = term.membership.span
        assert held.lower <= term.span.lower
        assert held.upper is None or term.span.upper <= held.upper
        days = [(year.span.lower, year.span.upper) for year in term.dues_years.order_by("span")]
        assert all(one[1] == two[0] for one, two in zip(days, days[1:], strict=False)), days


def check_money(history):
    entries = Entry.objects.values_list("kind").annotate(sum=Sum("amount"))
    sums = dict(entries)
    assert -sums.get(EntryKind.PAYMENT, 0) == history.paid
    charged = DuesYear.objects.aggregate(sum=Sum("amount"))["sum"] or 0
    assert sums.get(EntryKind.CHARGE, 0) == charged
    for account in Account.objects.with_sums():
        live = Invoice.objects.filter(account=account, kind="invoice", reversed_by=None)
        assert sum(live.values_list("total", flat=True)) == account.charged


def check_as_of(history):
    """The register of each day that was lived through is what was seen on it."""
    for day, seen in history.seen.items():
        listed = sorted((row.name, row.tier) for row in register.on(day).members)
        assert listed == seen == held_on(day), day


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="FOUNDATION_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(STEP, min_size=10, max_size=18))
def test_random_histories_add_up(steps):
    with transaction.atomic():
        history = History()
        history.begin(None, 0, 1)
        history.begin(None, 1, 0)
        for step in steps:
            history.step(*step)
        history.look()
        for check in (check_explained, check_terms, check_money, check_as_of):
            check(history)
        transaction.set_rollback(True)
