"""Two rows that are one organisation may both hold a tier: one of the two memberships gives way."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.billing.models import Account
from members.changes import moving
from members.changes.moving import Record
from members.dues import charging
from members.dues import services as dues
from members.dues.models import DuesYear, Term
from members.models import Ending, Membership, Organization


@dataclass(frozen=True)
class Overlap:
    """Two memberships of which one has to give way for part of their time, or for all of it."""

    kept: Membership
    gives_way: Membership

    @property
    def is_covered(self) -> bool:
        """Whether the one that stays held for all the time of the other."""
        span = self.gives_way.span
        return _first(self.kept) <= _first(self.gives_way) and _ends(span.upper) <= _ends(
            self.kept.span.upper
        )

    @property
    def is_cut(self) -> bool:
        """Whether the other began earlier, and only its end has to go."""
        return (
            not self.is_covered
            and _first(self.gives_way) < _first(self.kept)
            and _ends(self.gives_way.span.upper) <= _ends(self.kept.span.upper)
        )

    def __str__(self) -> str:
        if self.is_covered:
            return _("%(one)s is dropped: %(other)s covers its time.") % self._words()
        if self.is_cut:
            return _("%(one)s ends where %(other)s begins.") % self._words()
        return (
            _("%(one)s reaches beyond %(other)s: change the days of one of them by hand first.")
            % self._words()
        )

    def _words(self) -> dict[str, str]:
        return {"one": told(self.gives_way), "other": told(self.kept)}


def told(row: Membership) -> str:
    """ "Gold of Acme since 7 June 2022"."""
    until = _(", until %s") % row.until if row.until else ""
    words = {"tier": row.tier, "name": row.organization, "since": row.since, "until": until}
    return _("%(tier)s of %(name)s since %(since)s%(until)s") % words


def between(keeps: Organization, other: Organization) -> list[Overlap]:
    """The memberships of `keeps` that overlap with one of `other`, which gives way."""
    rows = Membership.objects.select_related("tier", "organization")
    theirs = list(rows.filter(organization=other))
    return [
        Overlap(kept, row)
        for kept in rows.filter(organization=keeps)
        for row in theirs
        if _first(kept) < _ends(row.span.upper) and _first(row) < _ends(kept.span.upper)
    ]


def resolve(overlaps: list[Overlap], *, at: datetime, record: Record) -> None:
    """Let what overlaps give way. What is open of its dues is no longer due; what was paid stays.

    Raises RuleError `overlap` where neither cutting its end nor dropping it would do.
    """
    for overlap in overlaps:
        if not overlap.is_covered and not overlap.is_cut:
            raise RuleError(str(overlap), code="overlap")
    for overlap in overlaps:
        if not Membership.objects.filter(pk=overlap.gives_way.pk).exists():
            continue
        terms = list(Term.objects.filter(membership=overlap.gives_way))
        before = [(term, moving.dumped(term)) for term in terms]
        if overlap.is_covered:
            _drop(overlap, before, at, record)
        else:
            _cut(overlap, before, at, record)


def _cut(
    overlap: Overlap, terms: list[tuple[Term, moving.Dump]], at: datetime, record: Record
) -> None:
    row, before = overlap.gives_way, moving.dumped(overlap.gives_way)
    dues.end(
        membership=row,
        at=at,
        ended_as=Ending.MERGED,
        on=overlap.kept.span.lower,
        rest=dues.Rest.FORGIVE,
    )
    for term, was in terms:
        record.keep_change(was, term)
    # Undone in the other order: a term lies within its membership, which has its days back first.
    record.keep_change(before, row)


def _drop(
    overlap: Overlap, terms: list[tuple[Term, moving.Dump]], at: datetime, record: Record
) -> None:
    row = overlap.gives_way
    for year in DuesYear.objects.filter(term__membership=row):
        if year.account_id is None:
            continue
        Account.objects.select_for_update().get(pk=year.account_id)
        owed = Account.objects.with_sums().get(pk=year.account_id).owed
        why = _("The membership was a double of another.")
        charging.take_back(year, max(Decimal(owed), Decimal(0)), at=at, why=why)
    Term.objects.live().filter(membership=row).update(called_off_at=at)
    for term, was in terms:
        record.keep_change(was, term)
    moving.fold(Membership, row.pk, overlap.kept.pk, record)


def _first(row: Membership) -> date:
    return row.span.lower or date.min


def _ends(upper: date | None) -> date:
    return upper or date.max
