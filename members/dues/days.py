"""Dates of terms and years of dues. Pure: spans are half open, `end` is the first day over."""

import calendar
from datetime import date, timedelta
from decimal import Decimal

from foundation.base.money import round_money

ONE_DAY = timedelta(days=1)


def years_on(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def back(day: date, months: int, days: int) -> date:
    """So many months (to the last day of a shorter one) and then days before `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=days)


def new_year(day: date) -> date:
    """`day` if it is a 1 January, else the next one."""
    return day if (day.month, day.day) == (1, 1) else date(day.year + 1, 1, 1)


def length(start: date, *, calendar_year: bool) -> int:
    """The days of the year that `start` lies in, or of the one that begins on it: 365 or 366."""
    first = date(start.year, 1, 1) if calendar_year else start
    return (years_on(first, 1) - first).days


def share(price: Decimal, start: date, end: date, whole: int, currency: str) -> Decimal:
    """The part of a year's `price` that [start, end) comes to, of `whole` days; never more."""
    days = min((end - start).days, whole)
    return round_money(price * days / whole, currency)
