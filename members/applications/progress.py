"""How far an application is: what has happened, on which days, and what happens next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from foundation.base import zones
from members.applications.models import Application, Rules, State
from members.models import DecidedBy

DRAFT, SENT, REVIEW, PUBLIC, DECISION = 1, 2, 3, 4, 5


@dataclass(frozen=True)
class Event:
    """One station of the way: past ones have a day, those to come say when."""

    title: str
    text: str
    on: date | datetime | None = None
    is_past: bool = True


def stations(row: Application) -> list[str]:
    """The names of the stations; days in public only where the tier has some."""
    names: list[str] = [
        _("Filled in"),
        _("Sent"),
        _("In review"),
    ]
    if row.public_days or (row.is_draft and row.tier.days_in_public):
        names.append(_("In public"))
    if row.state == State.WITHDRAWN:
        return [*names[:2], _("Withdrawn")]
    if row.state == State.DECLINED:
        return [*names, _("Declined")]
    return [*names, _("Decision"), _("Member")]


def current(row: Application) -> int:
    """At which of the stations it is, from 1."""
    count = len(stations(row))
    if row.state == State.ASKED:
        return PUBLIC if row.published_on else REVIEW
    at = {State.DRAFT: DRAFT, State.SUBMITTED: SENT, State.IN_REVIEW: REVIEW}
    at |= {State.PUBLISHED: PUBLIC, State.APPROVED: count, State.DECLINED: count}
    return at.get(State(row.state), count)


def journey(row: Application, rules: Rules) -> list[Event]:
    """What has happened and what is to come, in order."""
    return [*_past(row), *_coming(row, rules)]


def _past(row: Application) -> list[Event]:
    told: list[tuple[str, date | datetime | None]] = [
        (_("Begun"), row.created_at),
        (_("Sent"), row.submitted_at),
        (_("Taken up by our staff"), row.taken_up_at),
        (_("Referred to the board"), row.referred_at),
        (_("Published"), row.published_on),
    ]
    if row.state == State.WITHDRAWN:
        told.append((_("Withdrawn"), row.ended_at))
    return [Event(title, "", on) for title, on in told if on is not None]


def _coming(row: Application, rules: Rules) -> list[Event]:
    body = _("The board") if row.decided_by == DecidedBy.BOARD else _("The Executive Director")
    decides = Event(_("%(body)s decides") % {"body": body}, _(
        "You get a mail with the decision on the same day."), is_past=False)  # fmt: skip
    first_of: dict[str, list[Event]] = {
        State.SUBMITTED: [_answer(row, rules)],
        State.IN_REVIEW: [Event(_("Our staff read it"), _(
            "If something is not clear, a question comes by mail and stands here."), is_past=False)],
        State.ASKED: [Event(_("Your answer"), _(
            "The review goes on as soon as you have answered."), is_past=False)],
    }  # fmt: skip
    if row.is_open:
        return [*first_of.get(row.state, []), *_in_public(row), decides]
    return []


def _answer(row: Application, rules: Rules) -> Event:
    begun = zones.day(row.submitted_at) if row.submitted_at else None
    by = begun + timedelta(days=rules.answer_days) if begun else None
    return Event(_("A person takes it up by this day"), _(
        "You get a mail, and see it here."), by, is_past=False)  # fmt: skip


def _in_public(row: Application) -> list[Event]:
    if not row.public_days:
        return []
    if row.decide_from is not None:
        return [Event(_("It can be decided from this day"), _(
            "Until then everybody can read that you wish to join."), row.decide_from, is_past=False)]  # fmt: skip
    return [Event(_("It is published"), _(
        "Your name and the tier are public for %(days)s days before the decision.")
        % {"days": row.public_days}, is_past=False)]  # fmt: skip
