"""References in what a payer wrote: blanks, dashes and look-alike letters are forgiven."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from foundation.base import tokens
from foundation.billing.models import Account, Invoice

# An order's code (foundation.base.tokens.code).
LENGTH = 6
# INV-2022-00017, however it is cut up and whatever was taken for a nought.
INVOICE = re.compile(r"\b([A-Z]{2,4})[\W_]*([0-9O]{4})[\W_]*([0-9OIL]{5,9})\b")
DIGITS = str.maketrans({"O": "0", "I": "1", "L": "1"})
WORD = re.compile(r"[^\W_]+")
DASHED = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)+")
MOST_TEXT = 2000


@dataclass(frozen=True)
class Clues:
    """What a text may name: accounts by their reference, accounts by an invoice's number."""

    references: frozenset[str]
    invoices: frozenset[str]


def clues(text: str) -> Clues:
    """What `text` may name, without asking whether it exists."""
    upper = text[:MOST_TEXT].upper()
    found = set(codes(upper)) | {each for each in DASHED.findall(upper) if len(each) <= 30}
    numbers = {
        f"{prefix}-{year.translate(DIGITS)}-{last.translate(DIGITS)}"
        for prefix, year, last in INVOICE.findall(upper)
    }
    return Clues(frozenset(found | set(WORD.findall(upper))), frozenset(numbers))


def codes(text: str) -> list[str]:
    """Runs of whole words that are as long as a code; "AB-C2 DE" is one, "ABC2DEF" is none."""
    words = [tokens.forgive(word) for word in WORD.findall(text[:MOST_TEXT])]
    found = []
    for start in range(len(words)):
        run = ""
        for word in words[start:]:
            run += word
            if len(run) == LENGTH:
                found.append(run)
            if len(run) >= LENGTH:
                break
    return [run for run in dict.fromkeys(found) if all(sign in tokens.ALPHABET for sign in run)]


def accounts_named(texts: Iterable[str]) -> list[set[int]]:
    """For each text the keys of the accounts it names: two queries, however many texts."""
    read = [clues(text) for text in texts]
    references = {each for clue in read for each in clue.references}
    numbers = {each for clue in read for each in clue.invoices}
    by_reference = dict(
        Account.objects.filter(reference__in=references).values_list("reference", "pk")
    )
    by_number = dict(
        Invoice.objects.filter(number__in=numbers).values_list("number", "account_id")
        if numbers
        else []
    )
    return [
        {by_reference[each] for each in clue.references if each in by_reference}
        | {by_number[each] for each in clue.invoices if each in by_number}
        for clue in read
    ]
