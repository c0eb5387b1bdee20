"""Mails of the survey. Each has a key, so that it is written once."""

from datetime import datetime

from django.conf import settings

from foundation.base import mail, mailkinds, moments
from foundation.base.models import Foundation
from foundation.base.words import Place
from projects.deployments.models import Answer

PLACES = {
    "name": Place("the name of who answers"),
    "organization": Place("the organisation it is about"),
    "year": Place("the year of the round"),
    "closes": Place("until when answers are taken"),
}


def declare() -> None:
    """Called once, when the process starts."""
    mailkinds.declare(
        "survey_link",
        label="Survey of deployments begun",
        when="To whoever begins an answer. The link to it follows.",
        subject="Your answer to the survey of deployments {year}",
        body="Hello {name},\n\n"
        "you have begun to answer for {organization}. "
        "Go on with it whenever you like, until {closes}.",
        places=PLACES,
    )
    mailkinds.declare(
        "survey_thanks",
        label="Survey of deployments answered",
        when="To whoever sends an answer, the first time. The link to it follows.",
        subject="Thank you: we have your answer of {year}",
        body="Hello {name},\n\n"
        "thank you for answering for {organization}. You can change it until {closes}.",
        places=PLACES,
    )
    mailkinds.declare(
        "survey_reminder",
        label="Survey of deployments, not sent yet",
        when="Once, a week before the round closes, to whoever began and did not send.",
        subject="Your answer to the survey of {year} is not sent yet",
        body="Hello {name},\n\n"
        "the survey of deployments closes on {closes}, and your answer for {organization} is not "
        "sent yet. It takes a few minutes.",
        places=PLACES,
    )


def prefix(answer: Answer) -> str:
    """How the keys of the mails about `answer` begin."""
    return f"survey:{answer.pk}:"


def write(answer: Answer, kind: str, at: datetime) -> None:
    """Write the mail `kind` about `answer` to whoever answers, once."""
    mail.write(
        key=prefix(answer) + kind,
        kind=kind,
        to=answer.email,
        context={"answer_url": settings.SITE_URL + answer.get_absolute_url()},
        values={
            "name": answer.name,
            "organization": answer.called,
            "year": str(answer.round.year),
            "closes": moments.shown(answer.round.closes_at, "UTC"),
        },
        reply_to=Foundation.objects.values_list("email", flat=True).first() or "",
        at=at,
    )
