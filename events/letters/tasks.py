"""Mails about letters and applications. Each has a key, so a task that runs twice mails once."""

from typing import Any

from django.conf import settings
from django.tasks import task

from events.letters import days, papers
from events.letters.models import LetterRules, LetterState, TravelApplication, VisaLetter
from foundation.base import clock, mail, moments
from foundation.base.mail import Attachment

# A link is mailed again when somebody asks, but not to a mailbox that somebody floods.
AGAIN_AFTER = "%Y%m%d%H"


@task()
def mail_requested(letter_id: int) -> None:
    """To the holder: we have the request, and by when the letter comes."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    if letter.state == LetterState.REQUESTED:
        zone = letter.ticket.order.event.zone
        due = moments.shown(days.last_day(letter.due_at, zone), zone)
        _mail_holder(letter, "visa_letter_requested", due=due)


@task()
def mail_issued(letter_id: int) -> None:
    """To the holder: the letter as a PDF, unless it was revoked or erased in the meantime."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    paper = getattr(letter, "paper", None)
    if letter.state == LetterState.ISSUED and letter.is_founded and paper:
        file = Attachment(
            f"{letter.number}.pdf", "application/pdf", papers.letter_pdf(paper.printed)
        )
        _mail_holder(letter, "visa_letter_issued", [file])


@task()
def mail_refused(letter_id: int) -> None:
    """To the holder: why there is no letter, and how to ask again."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    if letter.state == LetterState.REFUSED and letter.is_founded:
        rules = LetterRules.objects.filter(event=letter.ticket.order.event).first()
        may_again = rules is not None and rules.is_open(clock.now())
        _mail_holder(letter, "visa_letter_refused", may_ask_again=may_again)


@task()
def mail_revoked(letter_id: int, to: str) -> None:
    """To whoever asked for it: the letter must not be used any more."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    if letter.state == LetterState.REVOKED:
        _mail_holder(letter, "visa_letter_revoked", to=to)


@task()
def mail_application_link(application_id: int, hour: str) -> None:
    """To whoever began an application: the link that opens it. Once an hour at most."""
    row = _application(application_id)
    _mail_applicant(row, "travel_link", key=f"travel_link:{row.pk}:{hour}")


@task()
def mail_application_news(application_id: int, state: str) -> None:
    """To the applicant: what became of it, if that is still so."""
    row = _application(application_id)
    if row.state == state:
        _mail_applicant(row, f"travel_{state}", key=f"travel_{state}:{row.pk}")


def mail_key(letter: VisaLetter) -> str:
    """The key of the mail that carries an issued letter; its file is erased with the data."""
    return f"visa_letter_issued:{letter.pk}"


def _mail_holder(
    letter: VisaLetter, kind: str, files: list[Attachment] | None = None, to: str = "", **more: Any
) -> None:
    ticket, event = letter.ticket, letter.ticket.order.event
    mail.write(
        key=f"{kind}:{letter.pk}",
        kind=kind,
        to=to or ticket.attendee_email,
        context={
            "event": event,
            "letter": letter,
            "ticket": ticket,
            "letter_url": settings.SITE_URL + letter.get_absolute_url(),
            **more,
        },
        attachments=files or [],
        reply_to=event.contact_email,
        at=clock.now(),
    )


def _application(key: int) -> TravelApplication:
    return TravelApplication.objects.select_related("event", "code").get(pk=key)


def _mail_applicant(row: TravelApplication, kind: str, *, key: str) -> None:
    event = row.event
    mail.write(
        key=key,
        kind=kind,
        to=row.email,
        context={
            "event": event,
            "application": row,
            "application_url": settings.SITE_URL + row.get_absolute_url(),
            "answer_until": moments.shown(row.answer_until, event.zone) if row.answer_until else "",
        },
        reply_to=event.contact_email,
        at=clock.now(),
    )
