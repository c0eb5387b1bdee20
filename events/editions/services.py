"""The next edition of an event: all that was set up for it, without anything that happened."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from events.editions.shifting import Shift, twin
from events.letters.models import LetterRules, SupportRules
from events.models import Event
from events.registration import mails
from events.registration.models import Code, Stock, TicketType
from events.registration.questions.copying import copy_questions
from events.registration.waiting.models import Line
from foundation.base import moments
from foundation.base.errors import RuleError
from foundation.base.models import MailText

# An edition further away than this is a slip of the pen.
MOST_DAYS = 3653
# What of an event is of one edition alone.
OF_ONE = {"former", "cancelled_at", "cancelled_because", "recordings_url", "is_public"}
# What the sale counts, and the day a code was made.
COUNTED = {"taken", "waiting", "used", "created_at"}


@transaction.atomic
def copy_event(*, source: Event, name: str, slug: str, starts_on: date) -> Event:
    """Set up the next edition of `source`: it begins on `starts_on`, and is not public yet.

    Comes along: the page, stocks, ticket types, questions, rules of refunds, letters and travel
    support, reminders, waiting lists, words of mails, sponsor levels, and the codes that apply by
    themselves. Every day and moment is moved by as many days, on the clocks of the event. Orders,
    people, invitations and all other codes stay with their edition. Raises RuleError `not_later` and
    `slug_taken`.
    """
    source = Event.objects.select_for_update().get(pk=source.pk)
    shift = Shift((starts_on - source.starts_on).days, source.zone)
    event = _event(source, shift, name=name, slug=slug)
    for rows in (source.texts, source.tracks, source.answers):
        _copy(rows.all(), shift, event=event)
    stocks = {row.pk: twin(row, shift, COUNTED, event=event) for row in source.stocks.all()}
    types = _types(source, shift, event, stocks)
    for more in (source.refund_rules, source.reminders, source.sponsor_levels):
        _copy(more.all(), shift, event=event)
    for line in Line.objects.filter(stock__event=source):
        twin(line, shift, stock=stocks[line.stock_id])
    copy_questions(source=source, target=event)
    _codes(source, shift, event, types)
    _letters(source, shift, event, types)
    texts = MailText.objects.filter(scope=mails.scope_of(source))
    _copy(texts, shift, scope=mails.scope_of(event))
    return event


def _event(source: Event, shift: Shift, *, name: str, slug: str) -> Event:
    if not 0 < shift.days <= MOST_DAYS:
        raise RuleError(
            _(
                "Choose a day after %(day)s, the first of the edition you copy, and within ten years."
            )
            % {"day": moments.day_range(source.starts_on, source.starts_on)},
            code="not_later",
        )
    if Event.objects.filter(slug=slug).exists():
        raise RuleError(_("Another event has this address."), code="slug_taken")
    return twin(source, shift, OF_ONE, name=name, slug=slug, former=source, is_public=False)


def _copy(rows: models.QuerySet[Any], shift: Shift, **changes: Any) -> None:
    for row in rows:
        twin(row, shift, **changes)


def _types(
    source: Event, shift: Shift, event: Event, stocks: dict[int, Stock]
) -> dict[int, TicketType]:
    found = {}
    for kind in source.ticket_types.prefetch_related("stocks"):
        made = twin(kind, shift, event=event)
        made.stocks.set([stocks[row.pk] for row in kind.stocks.all()])
        found[kind.pk] = made
    return found


def _codes(source: Event, shift: Shift, event: Event, types: dict[int, TicketType]) -> None:
    """A word somebody knows opens this year's doors alone; the member's price is a rule."""
    rows = Code.objects.filter(event=source, applies_by_itself=True)
    for code in rows.prefetch_related("ticket_types", "tiers"):
        made = twin(code, shift, COUNTED, event=event)
        made.ticket_types.set([types[row.pk] for row in code.ticket_types.all()])
        made.tiers.set(code.tiers.all())


def _letters(source: Event, shift: Shift, event: Event, types: dict[int, TicketType]) -> None:
    for rules in LetterRules.objects.filter(event=source):
        twin(rules, shift, event=event)
    for support in SupportRules.objects.filter(event=source).prefetch_related("ticket_types"):
        made = twin(support, shift, event=event)
        made.ticket_types.set([types[row.pk] for row in support.ticket_types.all()])
