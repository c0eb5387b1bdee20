"""Members of a register that existed before this software get their term and dues in it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base import moments, tokens, zones
from foundation.base.errors import RuleError
from foundation.billing.models import Account, Entry, EntryKind
from members.dues import benefits
from members.dues.charging import PURPOSE
from members.dues.models import Decision, DuesKind, DuesYear, Term
from members.models import Membership


@dataclass(frozen=True)
class Adopted:
    """What is known of a running membership: its term, and the year of dues it is in.

    Spans are [start, end). `paid_on` is None if the dues are open, `elected_at` until it has elected to renew. Earlier years
    are not told.
    """

    membership: Membership
    term: tuple[date, date]
    year: tuple[date, date]
    price: Decimal
    amount: Decimal
    currency: str
    due_on: date
    paid_on: date | None
    elected_at: datetime | None = None


@transaction.atomic
def adopt(*, rows: list[Adopted], at: datetime) -> list[Term]:
    """Write the terms and the running dues of `rows`; who has a term already is left alone.

    A fixed number of statements. Nobody is invoiced or written to: that happened before. What was
    paid is booked on its day, as carried over.

    Raises RuleError `paid_later` for a payment on a day after that of `at`.
    """
    _refuse_payments_after(zones.day(at), rows)
    held = set(Term.objects.values_list("membership_id", flat=True))
    new = [row for row in rows if row.membership.pk not in held]
    terms = Term.objects.bulk_create(
        Term(
            membership=row.membership,
            span=DateRange(*row.term),
            agreed_until=row.term[1],
            decision=Decision.RENEW if row.elected_at else Decision.UNDECIDED,
            decided_at=row.elected_at,
        )
        for row in new
    )
    accounts = _accounts(new, at)
    years = DuesYear.objects.bulk_create(
        DuesYear(
            term=term,
            kind=DuesKind.ADOPTED,
            span=DateRange(*row.year),
            price=row.price,
            amount=row.amount,
            currency=row.currency,
            account=account,
            due_on=row.due_on,
            invoiced_at=_noon(row.year[0]),
        )
        for row, term, account in zip(new, terms, accounts, strict=True)
    )
    _book(new, years)
    benefits.agree_many([row.membership for row in new])
    return terms


def _refuse_payments_after(day: date, rows: list[Adopted]) -> None:
    if any(row.paid_on and row.paid_on > day for row in rows):
        message = _("What was paid before cannot have been paid on a day that is still to come.")
        raise RuleError(message, code="paid_later")


def _accounts(rows: list[Adopted], at: datetime) -> list[Account | None]:
    taken = set(Account.objects.values_list("reference", flat=True))
    made: list[Account | None] = []
    for row in rows:
        while (code := tokens.code()) in taken:
            continue
        taken.add(code)
        fields = {"purpose": PURPOSE, "reference": code, "currency": row.currency}
        made.append(Account(**fields, created_at=at) if row.amount else None)
    Account.objects.bulk_create(account for account in made if account is not None)
    return made


def _book(rows: list[Adopted], years: list[DuesYear]) -> None:
    Entry.objects.bulk_create(
        entry for row, year in zip(rows, years, strict=True) for entry in _entries(row, year)
    )


def _entries(row: Adopted, year: DuesYear) -> list[Entry]:
    if year.account is None:
        return []
    note = _("Carried over: dues %s") % moments.day_range(year.span.lower, year.last_day)
    charge = Entry(
        account=year.account,
        kind=EntryKind.CHARGE,
        amount=row.amount,
        key=f"dues:{year.pk}",
        note=note,
        at=_noon(row.year[0]),
    )
    if row.paid_on is None:
        return [charge]
    paid = Entry(
        account=year.account,
        kind=EntryKind.PAYMENT,
        amount=-row.amount,
        key=f"dues:{year.pk}:carried_over",
        note=note,
        at=_noon(row.paid_on),
    )
    return [charge, paid]


def _noon(day: date) -> datetime:
    return zones.instant(day, time(12), "UTC")
