"""Mails about applications. Each has a key, so that it is written once."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from foundation.base import mail, zones
from foundation.base.models import Foundation
from members.applications.models import Application, Question, Rules


def prefix(row: Application) -> str:
    """How the keys of the mails about `row` begin."""
    return f"application:{row.pk}:"


def link(row: Application, at: datetime) -> None:
    """To whoever began: the link that leads back."""
    _applicant(row, "application_link", "link", at, rules=Rules.objects.current())


def news(row: Application, at: datetime) -> None:
    """To the applicant: what the application has come to. Once for each time it comes to it."""
    rules = Rules.objects.current()
    answer_by = zones.day(at) + timedelta(days=rules.answer_days)
    _applicant(
        row,
        "application_news",
        f"{row.state}:{at.isoformat()}",
        at,
        answer_by=answer_by,
        decision=row.decisions.last(),
        organization=row.organization,
    )


def asked(row: Application, question: Question, at: datetime) -> None:
    """To the applicant: a question of the staff."""
    _applicant(row, "application_asked", f"asked-{question.pk}", at, question=question)


def reminder(row: Application, at: datetime) -> None:
    """To whoever left a draft: it is still there, and until when."""
    rules = Rules.objects.current()
    erased_on = zones.day(at) + timedelta(days=rules.erase_days - rules.remind_days)
    _applicant(row, "application_reminder", "reminder", at, erased_on=erased_on)


def staff(row: Application, what: str, at: datetime) -> None:
    """To the staff: it was sent, answered or withdrawn (`what`)."""
    to = Foundation.objects.values_list("email", flat=True).first()
    if not to:
        return
    path = reverse("admin:applications_application_change", args=[row.pk])
    mail.write(
        key=f"{prefix(row)}staff:{what}",
        kind="application_staff",
        to=to,
        context={
            "application": row,
            "what": what.partition("-")[0],
            "admin_url": settings.SITE_URL + path,
        },
        reply_to=row.email,
        at=at,
    )


def _applicant(row: Application, kind: str, what: str, at: datetime, **more: Any) -> None:
    reply_to = Foundation.objects.values_list("email", flat=True).first() or ""
    url = settings.SITE_URL + row.get_absolute_url()
    mail.write(
        key=prefix(row) + what,
        kind=kind,
        to=row.email,
        context={"application": row, "application_url": url, **more},
        reply_to=reply_to,
        at=at,
    )
