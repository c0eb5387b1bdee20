"""What pages ask about letters: whose letter this is, and what the consulate is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from events.letters.models import LetterRules, LetterState, SupportRules, VisaLetter
from events.models import Event
from events.registration.models import Ticket
from foundation.base import tokens
from foundation.base.prepared import prepared


class Standing(StrEnum):
    """What an issued letter is worth at a moment."""

    VALID = "valid"
    REVOKED = "revoked"
    VOID = "void"  # its ticket was cancelled or passed on since
    OVER = "over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer of the check page. `name` is said of a valid letter only."""

    standing: Standing
    number: str = ""
    name: str = ""
    event: Event | None = None
    letter: VisaLetter | None = None


# Compared with when there is no such number, so that this takes as long as a wrong code.
NOBODYS = "2" * 10


def rules_of(event: Event) -> LetterRules | None:
    """The rules of the visa letters of `event`; None if it has none. One query."""
    rules = next(iter(_letter_rules(event.pk)), None)
    if rules is not None:
        rules.event = event
    return rules


@prepared
def _letter_rules(event_id: int) -> QuerySet[LetterRules]:
    return LetterRules.objects.filter(event=event_id)


def support_of(event: Event) -> SupportRules | None:
    """The rules of the travel support of `event`; None if it has none. One query."""
    rules = SupportRules.objects.filter(event=event).first()
    if rules is not None:
        rules.event = event
    return rules


def letter_of(ticket: Ticket) -> VisaLetter | None:
    """The last letter of whoever holds `ticket` now; a former holder's is none of their business."""
    rows = VisaLetter.objects.filter(ticket=ticket, holder_code=ticket.code)
    letter = rows.select_related("traveller", "paper").order_by("-pk").first()
    if letter is not None:
        letter.ticket = ticket
    return letter


def traveller_of(letter: VisaLetter | None) -> Any:
    """The passport data of a letter, or None once it was erased."""
    return getattr(letter, "traveller", None)


def standing(letter: VisaLetter, at: datetime) -> Standing:
    """What `letter` is worth at `at`: it follows from the ticket, nobody has to be told."""
    if letter.state == LetterState.REVOKED:
        return Standing.REVOKED
    if letter.state != LetterState.ISSUED:
        return Standing.UNKNOWN
    if not letter.is_founded:
        return Standing.VOID
    event = letter.ticket.order.event
    return Standing.OVER if letter.erased_at or event.is_over(at) else Standing.VALID


def check(number: str, code: str, at: datetime) -> Checked:
    """What the letter with that number and code is worth at `at`. One query, found or not.

    A number that does not exist and a wrong code answer alike and take the same way through here.
    The name is told only to who holds number and code, so has the paper that says it: it shows a
    name that was changed on the paper. A letter that is worth nothing names nobody.
    """
    rows = VisaLetter.objects.select_related("ticket__order__event", "paper")
    letter = rows.filter(number=number.strip().upper()[:30]).first()
    right = letter.code if letter else NOBODYS
    is_right = constant_time_compare(right, tokens.forgive(code[:40]))
    if letter is None or not is_right:
        return Checked(Standing.UNKNOWN)
    worth = standing(letter, at)
    paper = getattr(letter, "paper", None)
    name = paper.printed["name"] if worth is Standing.VALID and paper else ""
    return Checked(worth, letter.number or "", name, letter.ticket.order.event, letter)
