"""The rule and the price that are in force for a tier."""

from datetime import date

from members.dues import days
from members.dues.models import FirstPart, Starts, TermRule
from members.models import Tier, TierPrice


def of(tier: Tier) -> TermRule:
    """The rule of `tier`; one that is not saved, with what its fields begin with, if it has none."""
    return TermRule.objects.filter(tier=tier).first() or TermRule(tier=tier)


def first_end(rule: TermRule, start: date) -> date:
    """Where a first term that begins on `start` ends: the first day after it.

    Terms from 1 January have the time before it beside their full years (domain 1, Platinum).
    """
    begins = days.new_year(start) if rule.starts == Starts.NEW_YEAR else start
    return days.years_on(begins, rule.tier.term_years)


def year_end(rule: TermRule, start: date, end: date) -> date:
    """Where the year of dues that begins on `start` ends, in a term that ends on `end`."""
    whole = days.years_on(start, 1)
    if rule.starts == Starts.NEW_YEAR:
        whole = min(whole, date(start.year + 1, 1, 1))
    return min(whole, end)


def days_of_year(rule: TermRule, start: date) -> int:
    """How many days the year has that a part from `start` on is a share of."""
    return days.length(start, calendar_year=rule.starts == Starts.NEW_YEAR)


def price(tier: Tier, year: int) -> TierPrice | None:
    """What `year` costs: its own price, or the latest before it where none is set yet."""
    return TierPrice.objects.filter(tier=tier, year__lte=year).order_by("-year").first()


def is_free_first(rule: TermRule, start: date) -> bool:
    """Whether the time from `start` to the first 1 January costs nothing."""
    partial = rule.starts == Starts.NEW_YEAR and start != days.new_year(start)
    return partial and rule.first_part == FirstPart.FREE
