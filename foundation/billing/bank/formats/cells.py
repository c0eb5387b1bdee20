"""Amounts and days as banks write them. What could mean two things is asked, never guessed."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.billing.bank.formats.movements import MOST_AMOUNT

COMMA, POINT = "comma", "point"
ISO, DAY_FIRST, MONTH_FIRST = "iso", "dmy", "mdy"

_NUMBER = re.compile(r"[.,]?\d[\d.,'’ ]*")
# 1234, 1.234, 1 234 567; nothing before a decimal sign.
_GROUPED = re.compile(r"\d*|\d{1,3}([.,'’ ]\d{3})+")
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)")
# What may stand beside the digits: a sign, brackets, a currency, credit or debit.
_BESIDE = re.compile(r"[-+()\s]*(CR|DR|[A-Z]{3}|[€$£¥])?[-+()\s]*")


def decimal_sign(cells: Iterable[str]) -> str:
    """COMMA or POINT, as the amounts show by themselves; "" when they leave it open or disagree."""
    seen = set()
    for cell in cells:
        marks = [sign for sign in cell if sign in ",."]
        if not marks:
            continue
        last, other = (COMMA, POINT) if marks[-1] == "," else (POINT, COMMA)
        tail = len(re.sub(r"\D", "", cell[cell.rfind(marks[-1]) :]))
        if len(set(marks)) == 1 and len(marks) > 1:
            # 1.234.567: what comes twice divides thousands.
            seen.add(other)
        elif len(set(marks)) == 2 or tail != 3:
            seen.add(last)
    return seen.pop() if len(seen) == 1 else ""


def needs_decimal_sign(cells: Iterable[str]) -> bool:
    """Whether any amount has a comma or a point at all."""
    return any("," in cell or "." in cell for cell in cells)


def amount(cell: str, sign: str) -> Decimal:
    """`cell` as an amount; a minus before or after, or brackets, make it negative.

    Raises RuleError `amount`.
    """
    text = cell.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-").strip()
    found = _NUMBER.search(text)
    rest = _BESIDE.fullmatch(_NUMBER.sub("", text, count=1).upper())
    if not found or not rest or text.count("-") > 1:
        raise RuleError(_("“%(cell)s” is not an amount.") % {"cell": cell[:40]}, code="amount")
    whole, mark, cents = found[0].rpartition("," if sign == COMMA else ".")
    if not mark:
        whole, cents = cents, ""
    cents = cents.strip()
    if not _GROUPED.fullmatch(whole.strip()) or not re.fullmatch(r"\d{0,2}0*", cents):
        raise RuleError(
            _("“%(cell)s” is not an amount with at most two decimals.") % {"cell": cell[:40]},
            code="amount",
        )
    value = Decimal(f"{re.sub(r'\D', '', whole) or 0}.{cents[:2] or 0}")
    if value >= MOST_AMOUNT:
        raise RuleError(_("“%(cell)s” is too large.") % {"cell": cell[:40]}, code="amount")
    negative = "-" in text or text.startswith("(") or rest[1] == "DR"
    return -value if negative else value


def day_order(cells: Iterable[str]) -> str:
    """ISO, DAY_FIRST or MONTH_FIRST, as the days show by themselves; "" when they leave it open."""
    seen, slashes = set(), False
    for cell in cells:
        if _ISO.fullmatch(cell):
            seen.add(ISO)
        elif parts := _PARTS.fullmatch(cell):
            first, second = int(parts[1]), int(parts[2])
            if "." in cell or first > 12:
                seen.add(DAY_FIRST)
            elif second > 12:
                seen.add(MONTH_FIRST)
            else:
                slashes = True
    seen = seen - {ISO} or (set() if slashes else seen)
    return seen.pop() if len(seen) == 1 else ""


def day(cell: str, order: str) -> date:
    """`cell` as a day. Raises RuleError `day`."""
    iso = _ISO.fullmatch(cell)
    parts = _PARTS.fullmatch(cell)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if parts and order in {DAY_FIRST, MONTH_FIRST}:
            first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
            on, month = (first, second) if order == DAY_FIRST else (second, first)
            return date(year + 2000 if year < 100 else year, month, on)
    except ValueError:
        pass
    raise RuleError(_("“%(cell)s” is not a day.") % {"cell": cell[:40]}, code="day")
