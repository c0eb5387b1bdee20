"""A visa letter from the request to its end (domain 4, 4.2).

Lock order here: ticket, letter, number sequence. No order is changed, so none is locked: what a
letter is worth follows from its ticket whenever somebody looks.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.letters import days, papers, tasks
from events.letters.models import LetterRules, LetterState, Paper, Traveller, VisaLetter
from events.letters.models.visa import LIVE
from events.registration.models import OrderState, Ticket
from foundation.base import moments, tokens, zones
from foundation.base.errors import RuleError
from foundation.base.models import Foundation
from foundation.billing import services as billing

PREFIX = "VL"
# Thirty-one letters to the power of ten: nobody guesses the code of a letter.
CODE_LETTERS = 10
TRAVELLER = ("name", "nationality", "passport", "born_on", "arrival", "departure", "stay")


@transaction.atomic
def request(*, ticket: Ticket, details: Mapping[str, Any], at: datetime) -> VisaLetter:
    """Ask for the letter of the holder of `ticket`, or change what was sent until it is reviewed.

    `details` are the fields of Traveller and `consulate`; an empty `passport` keeps the number sent
    before. Two requests at once make one letter. Raises RuleError `not_paid`, `nobody`, `closed`,
    `passed_on`, `issued` or `no_passport`.
    """
    asked_with = ticket.code
    ticket = (
        Ticket.objects.select_related("order__event")
        .select_for_update(of=["self"], no_key=True)
        .get(pk=ticket.pk)
    )
    if ticket.code != asked_with:
        raise RuleError(_("This ticket was passed on a moment ago."), code="passed_on")
    rules = _rules(ticket, at)
    last = VisaLetter.objects.filter(ticket=ticket, holder_code=ticket.code).order_by("-pk").first()
    if last is not None and last.state == LetterState.ISSUED:
        raise RuleError(
            _("This letter is issued. Write to us if something on it is wrong."), code="issued"
        )
    known = Traveller.objects.filter(letter=last).first()
    person = {name: details[name] for name in TRAVELLER}
    person["passport"] = person["passport"] or (known.passport if known else "")
    if not person["passport"]:
        raise RuleError(_("Give the number of the passport."), code="no_passport")
    if last is not None and last.state == LetterState.REQUESTED:
        return _change(last, person, details["consulate"])
    letter = VisaLetter.objects.create(
        ticket=ticket,
        holder_code=ticket.code,
        consulate=details["consulate"],
        requested_at=at,
        due_at=days.due_at(at, rules.working_days, rules.event.zone),
    )
    Traveller.objects.create(letter=letter, **person)
    tasks.mail_requested.enqueue(letter.pk)
    return letter


def _rules(ticket: Ticket, at: datetime) -> LetterRules:
    """The rules of the ticket's event, if they let its holder ask at `at`."""
    event = ticket.order.event
    if ticket.cancelled_at is not None or ticket.order.state != OrderState.PAID:
        raise RuleError(
            _("Letters are for paid tickets. Ask again once this one is paid."), code="not_paid"
        )
    if not ticket.is_assigned:
        raise RuleError(_("Say first who comes with this ticket."), code="nobody")
    rules = LetterRules.objects.filter(event=event).first()
    if rules is None:
        raise RuleError(_("There are no visa letters for this event."), code="closed")
    rules.event = event
    if not rules.is_open(at):
        raise RuleError(
            _("Letters could be asked for until %(when)s. Write to us if yours cannot wait.")
            % {"when": moments.shown(rules.open_until, event.zone)},
            code="closed",
        )
    return rules


def _change(letter: VisaLetter, person: dict[str, Any], consulate: str) -> VisaLetter:
    """Write what was sent again; staff who look at the old data are told when they decide."""
    letter = VisaLetter.objects.select_for_update().get(pk=letter.pk)
    if letter.state != LetterState.REQUESTED:
        raise RuleError(
            _("This letter was decided a moment ago. Look at the page again."), code="decided"
        )
    same = letter.consulate == consulate and Traveller.objects.filter(letter=letter, **person)
    if same:
        return letter
    letter.consulate = consulate
    letter.version += 1
    letter.save(update_fields=["consulate", "version"])
    Traveller.objects.filter(letter=letter).update(**person)
    return letter


@transaction.atomic
def issue(*, letter: VisaLetter, at: datetime, seen: int | None = None) -> VisaLetter:
    """Give the letter its number and keep all it says; it is mailed to the holder as a PDF.

    Numbers have no holes within a year of the foundation's zone. `seen` is the version that was
    reviewed. Raises RuleError `not_now`, `changed`, `unfounded` or `no_rules`.
    """
    letter = _locked(letter)
    _must_wait(letter)
    if seen is not None and seen != letter.version:
        raise RuleError(
            _("The holder has changed the data since you looked. Look again, then issue it."),
            code="changed",
        )
    if not letter.is_founded:
        raise RuleError(
            _("The ticket was cancelled or passed on: refuse the letter."), code="unfounded"
        )
    rules = LetterRules.objects.filter(event=letter.ticket.order.event).first()
    if rules is None:
        raise RuleError(_("The event has no rules for visa letters yet."), code="no_rules")
    letter.issued_on = zones.day(at, Foundation.objects.get().zone)
    letter.number = billing.next_number(prefix=PREFIX, year=letter.issued_on.year)
    letter.code = tokens.code(CODE_LETTERS)
    letter.state = LetterState.ISSUED
    letter.decided_at = at
    letter.reason = ""
    letter.save()
    Paper.objects.create(
        letter=letter,
        printed=papers.printed(letter, rules, at=at, number=letter.number, code=letter.code),
    )
    tasks.mail_issued.enqueue(letter.pk)
    return letter


@transaction.atomic
def refuse(*, letter: VisaLetter, reason: str, at: datetime) -> VisaLetter:
    """Say no, and why; the holder may ask again while letters are given. RuleError `not_now`."""
    letter = _locked(letter)
    _must_wait(letter)
    letter.state = LetterState.REFUSED
    letter.reason = _said(reason)
    letter.decided_at = at
    letter.save(update_fields=["state", "reason", "decided_at"])
    tasks.mail_refused.enqueue(letter.pk)
    return letter


@transaction.atomic
def revoke(*, letter: VisaLetter, reason: str, at: datetime) -> VisaLetter:
    """Take an issued letter back: the check page says so from now on. RuleError `not_now`."""
    letter = _locked(letter)
    if letter.state != LetterState.ISSUED:
        raise _not_now(letter)
    letter.state = LetterState.REVOKED
    letter.reason = _said(reason)
    letter.decided_at = at
    letter.save(update_fields=["state", "reason", "decided_at"])
    # Somebody who holds the ticket now is no longer the one who holds the letter.
    if letter.ticket.code == letter.holder_code:
        tasks.mail_revoked.enqueue(letter.pk, letter.ticket.attendee_email)
    return letter


def _locked(letter: VisaLetter) -> VisaLetter:
    rows = VisaLetter.objects.with_papers()
    return rows.select_for_update(of=["self"]).get(pk=letter.pk)


def _must_wait(letter: VisaLetter) -> None:
    if letter.state != LetterState.REQUESTED:
        raise _not_now(letter)


def _not_now(letter: VisaLetter) -> RuleError:
    return RuleError(
        _("Letter %(letter)s is at “%(state)s” by now: nothing was done.")
        % {"letter": letter, "state": letter.get_state_display()},
        code="not_now",
    )


def _said(reason: str) -> str:
    words = " ".join(reason.split())
    if not words:
        raise RuleError(_("Say why: the holder reads it."), code="no_reason")
    return words[:500]


def is_live(letter: VisaLetter | None) -> bool:
    """Whether a letter stands in the way of a new one."""
    return letter is not None and letter.state in LIVE
