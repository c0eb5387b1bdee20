"""Mails about letters and applications. Each has a key, so a task that runs twice mails once."""

from django.tasks import task

from events.letters import mails, papers
from events.letters.models import LetterRules, LetterState, TravelApplication, VisaLetter
from foundation.base import clock, mail
from foundation.base.mail import Attachment, Draft

# A link is mailed again when somebody asks, but not to a mailbox that somebody floods.
AGAIN_AFTER = "%Y%m%d%H"


@task()
def mail_requested(letter_id: int) -> None:
    """To the holder: we have the request, and by when the letter comes."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    if letter.state == LetterState.REQUESTED:
        _post(letter, mails.to_holder(letter, "visa_letter_requested"))


@task()
def mail_issued(letter_id: int) -> None:
    """To the holder: the letter as a PDF, unless it was revoked or erased in the meantime."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    paper = getattr(letter, "paper", None)
    if letter.state == LetterState.ISSUED and letter.is_founded and paper:
        file = Attachment(
            f"{letter.number}.pdf", "application/pdf", papers.letter_pdf(paper.printed)
        )
        _post(letter, mails.to_holder(letter, "visa_letter_issued", [file]))


@task()
def mail_refused(letter_id: int) -> None:
    """To the holder: why there is no letter, and how to ask again."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    if letter.state == LetterState.REFUSED and letter.is_founded:
        rules = LetterRules.objects.filter(event=letter.ticket.order.event).first()
        may_again = rules is not None and rules.is_open(clock.now())
        draft = mails.to_holder(letter, "visa_letter_refused", may_ask_again=may_again)
        _post(letter, draft)


@task()
def mail_revoked(letter_id: int, to: str) -> None:
    """To whoever asked for it: the letter must not be used any more."""
    letter = VisaLetter.objects.with_papers().get(pk=letter_id)
    if letter.state == LetterState.REVOKED:
        _post(letter, mails.to_holder(letter, "visa_letter_revoked", to=to))


@task()
def mail_application_link(application_id: int, hour: str) -> None:
    """To whoever began an application: the link that opens it. Once an hour at most."""
    row = _application(application_id)
    draft = mails.to_applicant(row, "travel_link")
    mail.post(key=f"travel_link:{row.pk}:{hour}", draft=draft, at=clock.now())


@task()
def mail_application_news(application_id: int, state: str) -> None:
    """To the applicant: what became of it, if that is still so."""
    row = _application(application_id)
    if row.state == state:
        draft = mails.to_applicant(row, f"travel_{state}")
        mail.post(key=f"travel_{state}:{row.pk}", draft=draft, at=clock.now())


def mail_key(letter: VisaLetter) -> str:
    """The key of the mail that carries an issued letter; its file is erased with the data."""
    return f"visa_letter_issued:{letter.pk}"


def _post(letter: VisaLetter, draft: Draft) -> None:
    mail.post(key=f"{draft.kind}:{letter.pk}", draft=draft, at=clock.now())


def _application(key: int) -> TravelApplication:
    return TravelApplication.objects.select_related("event__venue", "code").get(pk=key)
