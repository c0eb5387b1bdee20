"""All that the rules look at of a membership, read at once: seven queries for any number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from members.dues.models import (
    Decision,
    DuesYear,
    Notice,
    Override,
    Reminder,
    Term,
    TermRule,
)
from members.models import Membership


@dataclass(frozen=True)
class Book:
    """A membership on `day`: its live terms and their dues by date, with what is owed that day."""

    day: date
    membership: Membership
    rule: TermRule
    terms: list[Term] = field(repr=False)
    years: list[DuesYear] = field(repr=False)
    overrides: list[Override] = field(repr=False)
    reminders: list[Reminder] = field(repr=False)
    told: set[str] = field(repr=False)

    @property
    def term(self) -> Term | None:
        """The last term there is, which may be yet to come."""
        return self.terms[-1] if self.terms else None

    @property
    def running(self) -> Term | None:
        """The term that runs, or the last that did."""
        begun = [term for term in self.terms if term.span.lower <= self.day]
        return begun[-1] if begun else None

    @property
    def override(self) -> Override | None:
        """The override in force."""
        return next((row for row in self.overrides if self.day in row.span), None)

    @property
    def unpaid(self) -> list[DuesYear]:
        """The years of which something is owed, the longest due first."""
        open_ = [year for year in self.years if year.owed > 0]
        return sorted(open_, key=lambda year: (year.due_on, year.pk))

    @property
    def overdue(self) -> list[DuesYear]:
        """Those that should have been paid before this day."""
        return [year for year in self.unpaid if year.due_on < self.day]

    def elect_by(self, term: Term) -> date | None:
        """The last day to elect to renew; None where nobody needs to."""
        return self.rule.elect_by(term.span.upper) if self.rule.must_elect else None

    def renews(self, term: Term) -> bool:
        """Whether the member stays when `term` is over, as far as is decided."""
        if term.decision == Decision.UNDECIDED:
            return not self.rule.must_elect
        return bool(term.decision == Decision.RENEW)


def read(memberships: QuerySet[Membership], day: date) -> list[Book]:
    """The books of these memberships at the end of `day`."""
    rows = list(memberships.select_related("organization", "tier").order_by("pk"))
    keys = [row.pk for row in rows]
    terms = _by(_terms(keys), "membership_id")
    years = _by(_years(keys, day), "term_id")
    overrides = _by(Override.objects.filter(membership__in=keys), "membership_id")
    told = _by(Notice.objects.filter(membership__in=keys), "membership_id")
    rules = {rule.tier_id: rule for rule in TermRule.objects.select_related("tier")}
    reminders = _by(Reminder.objects.all(), "rule_id")
    books = []
    for row in rows:
        rule = rules.get(row.tier_id) or TermRule(tier=row.tier)
        own = terms[row.pk]
        for term in own:
            term.membership = row
            for year in years[term.pk]:
                year.term = term
        books.append(
            Book(
                day,
                row,
                rule,
                own,
                [year for term in own for year in years[term.pk]],
                overrides[row.pk],
                reminders[rule.pk],
                {notice.key for notice in told[row.pk]},
            )
        )
    return books


def of(membership: Membership, day: date) -> Book:
    """The book of one membership."""
    return read(Membership.objects.filter(pk=membership.pk), day)[0]


def _terms(keys: list[int]) -> QuerySet[Term]:
    rows = Term.objects.live().filter(membership__in=keys)
    return rows.select_related("next_tier").order_by("span")


def _years(keys: list[int], day: date) -> QuerySet[DuesYear]:
    rows = DuesYear.objects.with_sums(day).filter(term__membership__in=keys)
    return rows.filter(term__called_off_at=None).order_by("span", "pk")


def _by(rows: Iterable[Any], column: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found
