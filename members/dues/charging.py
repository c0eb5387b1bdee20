"""Charging a year of dues: an account with its charge and its invoice, or a year that is free."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base import moments, tokens, zones
from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind, Invoice, InvoiceLine
from members.dues import days, rules
from members.dues.models import BillingDetails, DuesKind, DuesYear, FirstPart, Term, TermRule
from members.models import Organization

PURPOSE = "dues"
CREDIT_KEY = "dues:{}:credit:{}"


@dataclass(frozen=True)
class Charge:
    """What a span [start, end) of a term costs before anybody is charged.

    `price` is the tier's for a year, `amount` what this span comes to, in `currency`.
    """

    start: date
    end: date
    price: Decimal
    amount: Decimal
    currency: str
    kind: str = DuesKind.YEAR


def next_charge(rule: TermRule, start: date, end: date) -> Charge | None:
    """What is to be charged from `start` in a term that ends on `end`; None without any price.

    A year that is cut short costs its share by days.
    """
    tariff = rules.price(rule.tier, start.year)
    if tariff is None:
        return None
    until = rules.year_end(rule, start, end)
    whole = rules.days_of_year(rule, start)
    part = days.share(tariff.amount, start, until, whole, tariff.currency)
    return Charge(start, until, tariff.amount, part, tariff.currency)


def first_charge(rule: TermRule, start: date, end: date) -> Charge | None:
    """The first of a new member: the rule says what the time before the first 1 January costs."""
    charge = next_charge(rule, start, end)
    if charge is None or days.years_on(start, 1) == charge.end:
        return charge
    amounts = {
        FirstPart.FREE: Decimal(0),
        FirstPart.BY_DAYS: charge.amount,
        FirstPart.WHOLE: charge.price,
    }
    return Charge(
        start,
        charge.end,
        charge.price,
        amounts[FirstPart(rule.first_part)],
        charge.currency,
        DuesKind.FIRST_PART,
    )


def due_on(rule: TermRule, start: date, at: datetime) -> date:
    """When what is charged at `at` for a year from `start` is due."""
    return max(start, zones.day(at) + timedelta(days=rule.pay_days))


def charge(term: Term, what: Charge, *, rule: TermRule, at: datetime) -> DuesYear:
    """Charge `what` to the member, with its invoice; the organisation is locked."""
    year = DuesYear(
        term=term,
        kind=what.kind,
        span=DateRange(what.start, what.end),
        price=what.price,
        amount=what.amount,
        currency=what.currency,
        due_on=due_on(rule, what.start, at),
        invoiced_at=at,
    )
    if what.amount:
        year.account = billing.open_account(
            purpose=PURPOSE, reference=_reference(), currency=what.currency, at=at
        )
    year.save()
    if year.account:
        billing.add_entry(
            account=year.account,
            kind=EntryKind.CHARGE,
            amount=what.amount,
            key=f"dues:{year.pk}",
            at=at,
            note=_words(year),
        )
        _invoice(year, what.amount, at)
    return year


def take_back(year: DuesYear, amount: Decimal, *, at: datetime, why: str) -> None:
    """Credit `amount` of what was charged; the invoice is reversed, and written anew for the rest.

    What had been paid of it is then owed to the member, which staff give back.
    """
    account = year.account
    if account is None or amount <= 0:
        return
    key = CREDIT_KEY.format(year.pk, account.entries.count())
    billing.add_entry(
        account=account, kind=EntryKind.CREDIT, amount=amount, key=key, at=at, note=why
    )
    billing.reverse_open_invoices(account=account, at=at)
    rest = Account.objects.with_sums().get(pk=account.pk).charged
    if rest > 0:
        _invoice(year, rest, at)


@transaction.atomic
def forgive(year: DuesYear, *, at: datetime) -> None:
    """Credit what is open of `year`: nobody asks for it any more. Nothing if nothing is."""
    if year.account_id is None:
        return
    account = Account.objects.select_for_update().get(pk=year.account_id)
    owed = Account.objects.with_sums().get(pk=account.pk).owed
    take_back(year, owed, at=at, why=_("No longer asked for."))


def _reference() -> str:
    """A code that no account has. (Accounts of orders have such codes too.)"""
    while True:
        code = tokens.code()
        if not Account.objects.filter(reference=code).exists():
            return code


def _words(year: DuesYear) -> str:
    tier = year.term.membership.tier.name
    span = moments.day_range(year.span.lower, year.last_day)
    if year.kind == DuesKind.UPGRADE:
        return _("Upgrade to %(tier)s membership, %(span)s") % {"tier": tier, "span": span}
    return _("%(tier)s membership, %(span)s") % {"tier": tier, "span": span}


def _invoice(year: DuesYear, amount: Decimal, at: datetime) -> Invoice | None:
    if year.account is None:
        return None
    organization = year.term.membership.organization
    details = billed(organization)
    country = details.country.name if details.country else ""
    buyer = [details.name, details.address, country]
    line = InvoiceLine(description=_words(year), quantity=1, price=amount, total=amount)
    return billing.issue_invoice(
        account=year.account,
        lines=[line],
        buyer="\n".join(part for part in buyer if part),
        buyer_email=details.email,
        buyer_tax_number=details.tax_number,
        buyer_country=str(details.country.code or ""),
        buyer_reference=details.purchase_order,
        at=at,
        due_on=max(year.due_on, zones.day(at)),
    )


def billed(organization: Organization) -> BillingDetails:
    """Who is billed: the details on file, or the organisation by its name (not saved)."""
    found = BillingDetails.objects.filter(organization=organization).first()
    return found or BillingDetails(
        organization=organization, name=organization.name, country=organization.country
    )
