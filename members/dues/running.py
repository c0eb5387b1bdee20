"""Doing what the plan says: each deed in a transaction of its own, once, by one worker."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from foundation.base import beat, clock, zones
from foundation.billing.models import Account
from members.dues import books, days, notices, planning, rules
from members.dues.models import Decision, DuesYear, NoticeKind, Term
from members.dues.planning import Deed, DeedKind
from members.dues.services import end
from members.dues.services.moving import charge_next, roll_down
from members.models import Ending, Membership, Organization

logger = logging.getLogger(__name__)

NOTICES = {
    DeedKind.RENEW: NoticeKind.RENEWED,
    DeedKind.INVOICE: NoticeKind.INVOICED,
    DeedKind.MOVE: NoticeKind.MOVED,
    DeedKind.REMIND_ELECT: NoticeKind.ELECT,
    DeedKind.MISS: NoticeKind.MISSED,
    DeedKind.REMIND_DUES: NoticeKind.DUES,
    DeedKind.SUSPEND: NoticeKind.SUSPENDED,
    DeedKind.LAPSE: NoticeKind.LAPSED,
    DeedKind.END: NoticeKind.ENDED,
}


def run(at: datetime) -> list[Deed]:
    """Do what `planning.plan(at)` says; the deeds that were done.

    A deed that fails leaves the others done, and is tried again with the next run. One whose
    reason is gone, or that another worker is doing, is passed over.
    """
    done = []
    for deed in planning.plan(at):
        try:
            if carry_out(deed, at):
                done.append(deed)
        except Exception:
            logger.exception("%s: %s could not be done.", deed.membership, deed.key)
    return done


@transaction.atomic
def carry_out(deed: Deed, at: datetime) -> bool:
    """Do one deed if, with its organisation and accounts held, it is still planned."""
    organizations = Organization.objects.filter(pk=deed.membership.organization_id)
    if not organizations.select_for_update(skip_locked=True, no_key=True).exists():
        return False
    accounts = Account.objects.filter(dues_year__term__membership=deed.membership)
    list(accounts.order_by("pk").select_for_update().values_list("pk"))
    book = books.of(deed.membership, zones.day(at))
    fresh = next((each for each in planning.deeds(book) if each.key == deed.key), None)
    if fresh is None:
        return False
    membership, term, year = DOING[fresh.kind](fresh, at)
    notices.keep(
        NOTICES[fresh.kind],
        membership,
        key=fresh.key,
        reached=fresh.reached,
        why=fresh.why,
        at=at,
        term=term,
        year=year,
    )
    return True


type Done = tuple[Membership, Term | None, DuesYear | None]


def _renew(deed: Deed, at: datetime) -> Done:
    before = _term(deed)
    start = before.span.upper
    until = days.years_on(start, rules.of(deed.membership.tier).tier.term_years)
    if before.decision == Decision.UNDECIDED:
        before.decision, before.decided_at = Decision.RENEW, at
        before.save(update_fields=["decision", "decided_at"])
    term = Term.objects.create(
        membership=deed.membership, span=DateRange(start, until), agreed_until=until
    )
    return deed.membership, term, charge_next(term, at=at)


def _invoice(deed: Deed, at: datetime) -> Done:
    term = _term(deed)
    year = charge_next(term, at=at)
    if year is None:
        raise ValueError(f"{term.membership.tier} has no price.")  # noqa: EM102, TRY003
    return deed.membership, term, year


def _move(deed: Deed, at: datetime) -> Done:
    after = roll_down(term=_term(deed), at=at)
    year = DuesYear.objects.filter(term__membership=after).first()
    return after, None, year


def _tell(deed: Deed, at: datetime) -> Done:
    return deed.membership, deed.term, deed.year


def _lapse(deed: Deed, at: datetime) -> Done:
    end(membership=deed.membership, at=at, ended_as=Ending.LAPSED, on=zones.day(at))
    return deed.membership, deed.term, deed.year


def _end(deed: Deed, at: datetime) -> Done:
    term = _term(deed)
    left = term.decision == Decision.LEAVE
    how = Ending.LEFT if left else Ending.NOT_RENEWED
    end(membership=deed.membership, at=at, ended_as=how, on=_over_on(term))
    return deed.membership, term, None


def _over_on(term: Term) -> date:
    """The first day after the term, or after the overrides that carried the member on."""
    over: date = term.span.upper
    for row in term.membership.overrides.order_by("span"):
        if row.span.lower <= over < row.span.upper:
            over = row.span.upper
    return over


def _term(deed: Deed) -> Term:
    if deed.term is None:
        raise ValueError(deed.key)
    return Term.objects.select_related(
        "membership__organization", "membership__tier", "next_tier"
    ).get(pk=deed.term.pk)


DOING: dict[DeedKind, Callable[[Deed, datetime], Done]] = {
    DeedKind.RENEW: _renew,
    DeedKind.INVOICE: _invoice,
    DeedKind.MOVE: _move,
    DeedKind.REMIND_ELECT: _tell,
    DeedKind.MISS: _tell,
    DeedKind.REMIND_DUES: _tell,
    DeedKind.SUSPEND: _tell,
    DeedKind.LAPSE: _lapse,
    DeedKind.END: _end,
}


@beat.every(minutes=60)
def apply_rules_of_terms() -> int:
    """Run the rules of terms; returns how many deeds were done. What was done is not done again,
    so that a day nobody ran them on is made good in the next hour."""
    return len(run(clock.now()))
