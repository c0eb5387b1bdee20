"""Mails about applications. Each has a key, so that it is written once.

What they say to applicants is declared in `mailwords`, where staff may change it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.base import clock, mail, moments, zones
from foundation.base.mail import Draft
from foundation.base.models import Foundation
from members.applications.models import Application, Question, Rules, State


def prefix(row: Application) -> str:
    """How the keys of the mails about `row` begin."""
    return f"application:{row.pk}:"


def draft(row: Application, what: str, at: datetime | None = None, **more: Any) -> Draft:
    """The mail to the applicant about `what`: a state it has come to, "link", "asked", "reminder"."""
    rules = Rules.objects.current()
    moment = at or clock.now()
    day = _day(row, what, moment, rules)
    heading, action, way = _words(what)
    return Draft(
        kind=f"application_{what}",
        to=row.email,
        reply_to=Foundation.objects.values_list("email", flat=True).first() or "",
        context={
            "application": row,
            "application_url": settings.SITE_URL + row.get_absolute_url(),
            "decision": row.decisions.last() if what in {State.APPROVED, State.DECLINED} else None,
            "heading": heading,
            "action": action,
            "way": way,
            **more,
        },
        values={
            "name": row.applicant,
            "organization": row.name or row.applicant,
            "tier": row.tier.name,
            "reference": row.reference,
            "day": moments.shown(day, "UTC") if day else "–",
            "days": str(rules.erase_days),
        },
    )


def _day(row: Application, what: str, at: datetime, rules: Rules) -> date | None:
    if what == State.PUBLISHED:
        return row.decide_from
    days = rules.erase_days - rules.remind_days if what == "reminder" else rules.answer_days
    return zones.day(at) + timedelta(days=days)


def _words(what: str) -> tuple[str, str, str]:
    """Heading, what the button says, and the line above the link of the plain text."""
    go_on = (_("Go on"), _("Go on by this link:"))
    look = (_("See where it stands"), _("Where it stands:"))
    known = {
        "link": (_("Your application"), *go_on),
        "reminder": (_("Still a draft"), *go_on),
        "asked": (_("We have a question"), _("Answer it"), _("Please answer it here:")),
        State.SUBMITTED: (_("We have your application"), *look),
        State.IN_REVIEW: (_("We are reading it"), *look),
        State.PUBLISHED: (_("In public"), *look),
        State.APPROVED: (_("Welcome"), *look),
        State.DECLINED: (_("Our answer"), *look),
        State.WITHDRAWN: (_("Withdrawn"), *look),
    }
    return known[what]


def link(row: Application, at: datetime) -> None:
    """To whoever began: the link that leads back."""
    mail.post(key=f"{prefix(row)}link", draft=draft(row, "link", at), at=at)


def news(row: Application, at: datetime) -> None:
    """To the applicant: what the application has come to. Once for each time it comes to it."""
    key = f"{prefix(row)}{row.state}:{at.isoformat()}"
    mail.post(key=key, draft=draft(row, row.state, at), at=at)


def asked(row: Application, question: Question, at: datetime) -> None:
    """To the applicant: a question of the staff."""
    key = f"{prefix(row)}asked-{question.pk}"
    mail.post(key=key, draft=draft(row, "asked", at, question=question), at=at)


def reminder(row: Application, at: datetime) -> None:
    """To whoever left a draft: it is still there, and until when."""
    mail.post(key=f"{prefix(row)}reminder", draft=draft(row, "reminder", at), at=at)


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
