"""What happens by itself: passport data goes, grants lapse, wrong tries are forgotten."""

from datetime import datetime, timedelta

from django.db import transaction

from events.letters import tasks
from events.letters.models import (
    Guess,
    LetterRules,
    Paper,
    TravelApplication,
    Traveller,
    TravelState,
    VisaLetter,
)
from foundation.base import beat, clock, zones
from foundation.base.models import MailAttachment

FORGET_GUESSES_AFTER = timedelta(hours=1)
AT_ONCE = 200


@transaction.atomic
def erase_passports(at: datetime) -> int:
    """Erase what passports say once an event is over long enough; returns how many letters.

    That is the data that was sent, the paper, and the file in the mail that carried it. Number,
    dates and decisions stay.
    """
    kept = VisaLetter.objects.filter(
        erased_at=None, ticket__order__event__in=_events_to_forget(at)
    ).select_for_update(skip_locked=True, of=["self"])
    letters = list(kept.order_by("pk")[:AT_ONCE])
    keys = [tasks.mail_key(letter) for letter in letters]
    MailAttachment.objects.filter(mail__key__in=keys).delete()
    Paper.objects.filter(letter__in=letters).delete()
    Traveller.objects.filter(letter__in=letters).delete()
    VisaLetter.objects.filter(pk__in=[letter.pk for letter in letters]).update(erased_at=at)
    return len(letters)


def _events_to_forget(at: datetime) -> list[int]:
    rows = LetterRules.objects.select_related("event").filter(event__ends_on__lte=zones.day(at))
    return [
        row.event_id
        for row in rows
        if zones.day(at, row.event.zone) > row.event.ends_on + timedelta(days=row.keep_days)
    ]


@transaction.atomic
def lapse_grants(at: datetime) -> int:
    """Let grants go that nobody accepted in time; returns how many."""
    rows = TravelApplication.objects.lapsed(at).select_for_update(skip_locked=True)
    found = list(rows.order_by("pk")[:AT_ONCE])
    for row in found:
        row.state = TravelState.LAPSED
        row.save(update_fields=["state"])
        tasks.mail_application_news.enqueue(row.pk, row.state)
    return len(found)


@beat.every(minutes=60)
def erase_old_passports() -> int:
    """Erase the passport data of events that are over; returns how many letters."""
    return erase_passports(clock.now())


@beat.every(minutes=5)
def lapse_unanswered_grants() -> int:
    """Grants whose day is over; returns how many."""
    return lapse_grants(clock.now())


@beat.every(minutes=30)
def forget_guesses() -> int:
    """Wrong tries at the check page are of no use after an hour; returns how many went."""
    old = Guess.objects.filter(since__lt=clock.now() - FORGET_GUESSES_AFTER)
    return old.delete()[0]
