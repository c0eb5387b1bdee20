"""A movement as a file tells it, and the key by which it is known again in the next file."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from foundation.base import tokens
from foundation.base.errors import RuleError

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 20_000
MOST_AMOUNT = Decimal(10) ** 10


class FileError(RuleError):
    """The file as a whole cannot be read; the message says why and what to choose instead."""


@dataclass(frozen=True)
class Movement:
    """One movement; money that came in is positive."""

    number: int
    booked_on: date
    amount: Decimal
    currency: str
    payer: str = ""
    payer_account: str = ""
    text: str = ""
    bank_id: str = ""
    own_account: str = ""
    look: str = ""
    bank_key: str = ""
    format: str = ""
    # Not stored yet, so before every stored line there is.
    pk: None = None
    statement_id: None = None


@dataclass(frozen=True)
class Bad:
    """A line that cannot be read: its number in the file and a sentence."""

    number: int
    sentence: str


@dataclass
class Reading:
    """What a file holds."""

    movements: list[Movement] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    own_account: str = ""


def keyed(movements: Iterable[Movement], own_account: str, format_: str = "") -> list[Movement]:
    """The movements of `own_account`, read from a file of `format_`, with their keys.

    The bank's own number is the key, with day and amount beside it, because some banks number
    each file from one. Without a number, or where lines share it, the key is what the line says
    and which of its equals it is in the file: two equal transfers of a day stay two, and an
    overlapping statement brings neither again.
    """
    rows = list(movements)
    shared = Counter((each.bank_id, each.booked_on, each.amount) for each in rows)
    known: Counter[str] = Counter()
    found = []
    for each in rows:
        look = _digest(each.booked_on, each.amount, each.currency, tokens.forgive(each.text))
        if each.bank_id and shared[each.bank_id, each.booked_on, each.amount] == 1:
            key = f"id:{each.bank_id}:{each.booked_on}:{each.amount}"
        else:
            said = (look, tokens.forgive(each.payer), tokens.forgive(each.payer_account))
            print_ = _digest(*said, each.bank_id)
            known[print_] += 1
            key = f"print:{print_}:{known[print_]}"
        whole = replace(each, own_account=own_account, look=look, bank_key=key, format=format_)
        found.append(whole)
    return found


def clean(text: str, most: int) -> str:
    """One line of at most `most` signs without control characters."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:most]


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
