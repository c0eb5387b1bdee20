"""A travel support application: begun, sent, scored, decided, answered (domain 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.letters import tasks
from events.letters.models import Score, SupportRules, TravelApplication, TravelState
from events.models import Event
from events.registration.models import Code, CodeKind, Effect
from events.registration.services import making
from foundation.base import moments
from foundation.base.errors import RuleError
from members.accounts.models import User

ANSWERS = ("name", "country", "why", "contribution", "flight", "nights", "wants_ticket")


@dataclass(frozen=True)
class Grant:
    """What is granted: money for the flight in the event's currency, hotel nights, a ticket."""

    flight: Decimal
    nights: int
    ticket: bool


@transaction.atomic
def begin(*, event: Event, name: str, email: str, at: datetime) -> TravelApplication:
    """Begin an application and mail its link; for an address that has one, mail that one's link.

    Nobody learns here which addresses have applied. Raises RuleError `closed` when none are taken.
    """
    check_open(event, at)
    row, _new = TravelApplication.objects.get_or_create(
        event=event, email=email.strip().lower(), defaults={"name": name, "created_at": at}
    )
    tasks.mail_application_link.enqueue(row.pk, f"{at:{tasks.AGAIN_AFTER}}")
    return row


def check_open(event: Event, at: datetime) -> SupportRules:
    """The rules, if applications are taken at `at`; RuleError `closed` with the deadline if not."""
    rules = SupportRules.objects.filter(event=event).first()
    if rules is None:
        raise RuleError(_("There is no travel support for this event."), code="closed")
    rules.event = event
    if rules.is_open(at):
        return rules
    if rules.open_from is not None and at < rules.open_from:
        when = moments.shown(rules.open_from, event.zone)
        raise RuleError(_("Applications open on %(when)s.") % {"when": when}, code="closed")
    when = moments.shown(rules.open_until, event.zone)
    raise RuleError(_("Applications were taken until %(when)s.") % {"when": when}, code="closed")


@transaction.atomic
def save(
    *, application: TravelApplication, answers: Mapping[str, Any], at: datetime, send: bool
) -> TravelApplication:
    """Keep the `answers`; with `send` the draft becomes an application, once.

    Who has the link has read our mail: the address counts as verified. What was sent can still be
    changed until somebody has scored it. Raises RuleError `closed`, `decided` or `incomplete`.
    """
    row = _locked(application)
    check_open(row.event, at)
    if row.state not in {TravelState.DRAFT, TravelState.SUBMITTED}:
        raise RuleError(_("This application has been decided."), code="decided")
    if row.state == TravelState.SUBMITTED and row.scores.exists():
        raise RuleError(
            _("It is being reviewed: write to us if something changed."), code="decided"
        )
    for name in ANSWERS:
        setattr(row, name, answers[name])
    row.verified_at = row.verified_at or at
    is_first = row.state == TravelState.DRAFT and send
    if send or row.state == TravelState.SUBMITTED:
        _check_complete(row)
    if is_first:
        row.state = TravelState.SUBMITTED
        row.submitted_at = at
    row.save()
    if is_first:
        tasks.mail_application_news.enqueue(row.pk, row.state)
    return row


def _check_complete(row: TravelApplication) -> None:
    if not (row.name and row.country and row.why.strip() and row.contribution.strip()):
        raise RuleError(_("Answer every question before you send it."), code="incomplete")
    if not (row.flight or row.nights or row.wants_ticket):
        raise RuleError(
            _("Ask for something: a flight, hotel nights or a ticket."), code="incomplete"
        )


@transaction.atomic
def score(
    *, application: TravelApplication, reviewer: User, points: int, note: str, at: datetime
) -> Score:
    """Give 1 to 5 points, or change one's own while it is not decided. RuleError `not_now`."""
    row = _locked(application)
    if row.state not in {TravelState.SUBMITTED, TravelState.WAITLISTED}:
        raise _not_now(row)
    given, _new = Score.objects.update_or_create(
        application=row,
        reviewer=reviewer,
        defaults={"points": points, "note": note, "given_at": at},
    )
    return given


@transaction.atomic
def grant(
    *, application: TravelApplication, what: Grant, until: datetime, at: datetime
) -> TravelApplication:
    """Grant it, to be accepted before the UTC instant `until`; the applicant is written to.

    Raises RuleError `not_now`, `nothing` when nothing is granted, `too_late` for a day gone by.
    """
    row = _locked(application)
    _must_be_open(row)
    if not (what.flight or what.nights or what.ticket):
        raise RuleError(_("Grant something: a flight, nights or a ticket."), code="nothing")
    if until <= at:
        raise RuleError(_("The day to accept it by is over."), code="too_late")
    row.granted_flight, row.granted_nights = what.flight, what.nights
    row.granted_ticket = what.ticket
    row.answer_until = until
    return _decide(row, TravelState.GRANTED, at)


@transaction.atomic
def waitlist(*, application: TravelApplication, at: datetime) -> TravelApplication:
    """Put it on the waiting list; the applicant is written to. Raises RuleError `not_now`."""
    row = _locked(application)
    if row.state != TravelState.SUBMITTED:
        raise _not_now(row)
    return _decide(row, TravelState.WAITLISTED, at)


@transaction.atomic
def decline(*, application: TravelApplication, at: datetime) -> TravelApplication:
    """Say no; the applicant is written to. Raises RuleError `not_now`."""
    row = _locked(application)
    _must_be_open(row)
    return _decide(row, TravelState.DECLINED, at)


@transaction.atomic
def answer(*, application: TravelApplication, accepts: bool, at: datetime) -> TravelApplication:
    """The applicant takes the grant or turns it down; a second click of the same changes nothing.

    A granted ticket becomes a prepaid code of their own, mailed to them. Raises RuleError `not_now`
    or `too_late`.
    """
    row = _locked(application)
    wanted = TravelState.ACCEPTED if accepts else TravelState.TURNED_DOWN
    if row.state == wanted:
        return row
    if row.state != TravelState.GRANTED:
        raise _not_now(row)
    if row.answer_until is None or at >= row.answer_until:
        raise RuleError(_("The time to accept it is over. Write to us."), code="too_late")
    row.state = wanted
    row.answered_at = at
    if accepts and row.granted_ticket:
        row.code = _prepaid(row)
    row.save()
    tasks.mail_application_news.enqueue(row.pk, row.state)
    return row


def _prepaid(row: TravelApplication) -> Code:
    """A ticket for nothing, for this address alone."""
    rules = SupportRules.objects.filter(event=row.event).first()
    (code,) = making.make_codes(
        like=Code(
            event=row.event,
            kind=CodeKind.PREPAID,
            effect=Effect.PRICE,
            value=Decimal(0),
            most_uses=1,
            batch=f"Travel support {row.pk}",
            note=f"Travel support for {row.name}"[:300],
        ),
        types=list(rules.ticket_types.all()) if rules else [],
        prefix="TRAVEL-",
        owners=[row.email],
    )
    return code


def _locked(application: TravelApplication) -> TravelApplication:
    rows = TravelApplication.objects.select_related("event")
    return rows.select_for_update(of=["self"]).get(pk=application.pk)


def _must_be_open(row: TravelApplication) -> None:
    if row.state not in {TravelState.SUBMITTED, TravelState.WAITLISTED}:
        raise _not_now(row)


def _not_now(row: TravelApplication) -> RuleError:
    return RuleError(
        _("The application of %(who)s is at “%(state)s” by now: nothing was done.")
        % {"who": row.name or row.email, "state": row.get_state_display()},
        code="not_now",
    )


def _decide(row: TravelApplication, state: TravelState, at: datetime) -> TravelApplication:
    row.state = state
    row.decided_at = at
    row.save()
    tasks.mail_application_news.enqueue(row.pk, row.state)
    return row
