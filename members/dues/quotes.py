"""What an upgrade in mid-term costs, before anybody decides (domain 1). Nothing is written."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.dues import days, rules
from members.dues.books import Book
from members.dues.charging import Charge, next_charge
from members.dues.models import DuesYear, Starts, TermRule
from members.models import Tier


@dataclass(frozen=True)
class Part:
    """A year of dues that was charged already, from the upgrade on.

    `moved` is what is still open of it, `more` the difference of the two tiers by days; both are
    charged together, as `total`.
    """

    start: date
    end: date
    old_price: Decimal
    new_price: Decimal
    moved: Decimal
    more: Decimal
    year: DuesYear | None = field(default=None, repr=False)

    @property
    def total(self) -> Decimal:
        return self.moved + self.more

    @property
    def last_day(self) -> date:
        return self.end - days.ONE_DAY


@dataclass(frozen=True)
class Quote:
    """From `on` a member of `tier` until `until`: what is charged at once, and what comes next."""

    tier: Tier
    on: date
    until: date
    currency: str
    parts: list[Part]
    next: Charge | None
    next_on: date | None

    @property
    def total(self) -> Decimal:
        """What is charged at once, in `currency`."""
        return sum((part.total for part in self.parts), Decimal(0))

    @property
    def last_day(self) -> date:
        return self.until - days.ONE_DAY


def quote_upgrade(book: Book, tier: Tier) -> Quote:
    """What it costs to move the member of `book` to the higher `tier` on that day.

    Of each year charged already the difference is due for its days that are left; then dues run
    as the tier's rule says. Raises RuleError `ended`, `not_higher`, `overdue`, `no_price`,
    `currency` when the two tiers are paid in different ones.
    """
    _check(book, tier)
    on, rule = book.day, rules.of(tier)
    until = _until(book, rule)
    charged = [year for year in book.years if year.span.upper > on and year.span.lower < until]
    currency = _currency(book, tier)
    parts = [_part(book, year, tier, until, currency) for year in charged]
    paid_until = max((part.end for part in parts), default=on)
    upcoming = next_charge(rule, paid_until, until) if paid_until < until else None
    if not parts and upcoming is not None:
        # Nothing was charged for these days: the new tier's dues begin at once.
        parts = [Part(on, upcoming.end, Decimal(0), upcoming.price, Decimal(0), upcoming.amount)]
        paid_until = upcoming.end
        upcoming = next_charge(rule, paid_until, until) if paid_until < until else None
    invoiced = paid_until - timedelta(days=rule.invoice_days)
    return Quote(tier, on, until, currency, parts, upcoming, max(on, invoiced))


def _check(book: Book, tier: Tier) -> None:
    membership = book.membership
    if membership.span.upper is not None and membership.span.upper <= book.day:
        raise RuleError(_("This membership has ended."), code="ended")
    if tier.rank >= membership.tier.rank:
        raise RuleError(_("%s is not a higher tier.") % tier, code="not_higher")
    if book.overdue:
        raise RuleError(
            _("Dues are overdue: they are to be paid before it moves up."), code="overdue"
        )
    if rules.price(tier, book.day.year) is None:
        raise RuleError(
            _("Nobody has said what a year of %s costs: add a price to the tier.") % tier,
            code="no_price",
        )


def _currency(book: Book, tier: Tier) -> str:
    tariff = rules.price(tier, book.day.year)
    currency = tariff.currency if tariff else ""
    if any(year.amount and year.currency != currency for year in book.years):
        raise RuleError(
            _("Its dues were charged in another currency: end the membership and begin anew."),
            code="currency",
        )
    return currency


def _until(book: Book, rule: TermRule) -> date:
    """A tier that runs from the day it is agreed keeps the end of the running term."""
    running = book.running
    if rule.starts == Starts.APPROVAL and running is not None and running.span.upper > book.day:
        end: date = running.span.upper
        return end
    return rules.first_end(rule, book.day)


def _part(book: Book, year: DuesYear, tier: Tier, until: date, currency: str) -> Part:
    on = book.day
    start, end = max(on, year.span.lower), min(year.span.upper, until)
    tariff = rules.price(tier, year.span.lower.year) or rules.price(tier, on.year)
    price = tariff.amount if tariff else year.price
    difference = max(price - year.price, Decimal(0))
    whole = rules.days_of_year(book.rule, year.span.lower)
    more = days.share(difference, start, end, whole, currency)
    return Part(start, end, year.price, price, max(year.owed, Decimal(0)), more, year)
