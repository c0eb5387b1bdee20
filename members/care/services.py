"""Sending letters, and coming back to notes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import mail, words, zones
from foundation.base.errors import RuleError
from foundation.base.mail import Draft
from foundation.base.models import Mail
from members.care.models import PLACES, Letter, LetterCopy, Note
from members.models import Organization, Representative


def draft(letter: Letter, representative: Representative) -> Draft:
    """The letter as `representative` would get it. Nothing is written."""
    values = {
        "name": representative.name,
        "organization": representative.organization.name,
        "role": representative.get_role_display().lower(),
    }
    context = {
        "subject": words.subject(letter.words, values),
        "words_text": words.text(letter.words, PLACES, values),
        "words_html": words.html(letter.words, PLACES, values),
        "organization": representative.organization,
    }
    return Draft("member_letter", representative.email, context)


@transaction.atomic
def send(*, letter: Letter, representative: Representative, at: datetime) -> LetterCopy:
    """Send `letter` to `representative`. Who has several roles gets one mail for one organisation,
    that of the first.

    Raises RuleError `sent` for who has it, `ended` for who represents nobody on the day of `at`.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if LetterCopy.objects.filter(letter=letter, representative=representative).exists():
        raise RuleError(_("It was sent to this representative already."), code="sent")
    if not Representative.objects.on(zones.day(at)).filter(pk=representative.pk).exists():
        raise RuleError(_("This representative has ended."), code="ended")
    key = f"letter:{letter.pk}:{representative.organization_id}:{representative.email}"
    return LetterCopy.objects.create(
        letter=letter,
        organization_id=representative.organization_id,
        representative=representative,
        mail=mail.post(key=key, draft=draft(letter, representative), at=at),
        sent_at=at,
    )


def send_me(*, letter: Letter, by: Any, at: datetime) -> Mail:
    """Send `letter` to the member of staff `by`, with invented values, to look at it."""
    example = Organization(name=_("Example Organisation"))
    sample = Representative(
        name=by.get_full_name() or by.email, email=by.email, organization=example
    )
    return mail.post(
        key=f"letter-sample:{letter.pk}:{by.pk}:{at:%s.%f}", draft=draft(letter, sample), at=at
    )


@transaction.atomic
def follow_up(*, note: Note, at: datetime) -> Note:
    """Somebody has come back to it. Raises RuleError `done`, `nothing` when nobody had to."""
    note = Note.objects.select_for_update().get(pk=note.pk)
    if note.follow_up_on is None:
        raise RuleError(_("Nobody has to follow it up."), code="nothing")
    if note.done_at is not None:
        raise RuleError(_("It was followed up already."), code="done")
    note.done_at = at
    note.save(update_fields=["done_at"])
    return note


@transaction.atomic
def reopen(*, note: Note) -> Note:
    """It was marked too early. Raises RuleError `open` when it is open."""
    note = Note.objects.select_for_update().get(pk=note.pk)
    if note.done_at is None:
        raise RuleError(_("It was not followed up yet."), code="open")
    note.done_at = None
    note.save(update_fields=["done_at"])
    return note
