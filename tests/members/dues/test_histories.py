"""Random histories of members: whatever happens, days, explanations and money add up.

FOUNDATION_EXAMPLES=500 tries that many histories instead of a few.
"""

import os

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from foundation.billing.models import Account, Entry, EntryKind, Invoice
from members import queries, register
from members.dues.models import DuesYear, Term
from members.models import Membership
from tests.members.dues import replay
from tests.members.dues.explained import Explanations
from tests.members.dues.lives import STEPS, History, listed

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("FOUNDATION_EXAMPLES", "2"))
STEP = st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 3))
# One is merged into Two and comes back; then Two's membership gives way, and comes back too.
MERGES = [
    *[("wait", 0, 1), ("merge", 1, 0), ("wait", 0, 2), ("pay", 0, 1), ("undo", 0, 0)],
    *[("wait", 0, 0), ("merge", 1, 1), ("wait", 0, 1), ("undo", 0, 0), ("wait", 0, 3)],
]


def held_on(day):
    """Who holds what, by the table alone."""
    rows = Membership.objects.filter(span__contains=day)
    return dict(rows.values_list("organization__name", "tier__slug"))


def check_explained(history):
    """Each organisation has exactly one tier or reason on every day on which anything changes."""
    explanations = Explanations(history.keys)
    explanations.check_days()
    explanations.check_words()


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
    """The register of a day was, that evening, what the history tables say had been written by
    then; now it is that with the merges since, whoever reads it."""
    for day, (until, seen) in history.evenings.items():
        assert seen == replay.held(until, day), day
    for day, told in history.told.days.items():
        held = listed(register.on(day))
        claimed = [history.told.claimed(day, each) for each in (held, told)]
        assert claimed[0] == claimed[1], day
        assert held == listed(register.kept(day)) == held_on(day), day
        assert held == replay.held(replay.mark(), day), day
        standings = [(row.name, queries.standing(row, day).current) for row in history.living()]
        assert held == {name: row.tier.slug for name, row in standings if row}, day


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="FOUNDATION_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@example(steps=MERGES)
@given(steps=st.lists(STEP, min_size=10, max_size=18))
def test_random_histories_add_up(steps):
    with transaction.atomic():
        history = History()
        history.begin(None, 0, 1)
        history.wait(None, 0, 0)
        history.begin(None, 1, 0)
        for step in steps:
            history.step(*step)
        history.look()
        for check in (check_explained, check_terms, check_money, check_as_of):
            check(history)
        transaction.set_rollback(True)
