"""Mails about pilots and their reviews. Each has a key, so that it is written once."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from foundation.base import mail, moments
from foundation.base.mail import Draft
from foundation.base.models import Foundation
from foundation.base.words import line
from projects.hosting.models import (
    BoardDecision,
    Comment,
    CommentState,
    DeadlineNotice,
    Enquiry,
    Message,
    Pilot,
    Review,
    ReviewState,
)
from projects.models import Project


def news(row: Review, at: datetime, decision: BoardDecision | None = None) -> None:
    """To who writes for the project: what the review has come to, once each time it does."""
    what = "back" if row.state == ReviewState.WRITING and row.note else row.state
    key = f"hosting-review:{row.pk}:{row.state}:{at.isoformat()}"
    _post(key, about_review(row, what, decision), at)


def about_review(row: Review, what: str, decision: BoardDecision | None = None) -> Draft:
    """What the project reads when its review comes to `what`: a state, or "back"."""
    return _draft(
        f"hosting_review_{what}",
        row.email,
        {"url": settings.SITE_URL + row.get_absolute_url(), "note": row.note, "decision": decision},
        {
            "name": line(row.name),
            "project": row.project.name,
            "until": moments.shown(row.comments_until, "UTC") if row.comments_until else "–",
        },
    )


def staff(row: Review, what: str, at: datetime) -> None:
    """To the staff: it was `handed_in`, `withdrawn` or `commented`."""
    words = {
        "handed_in": "is handed in and can be assessed",
        "withdrawn": "was withdrawn",
        "commented": "has a comment to read",
    }
    page = reverse("admin:hosting_review_change", args=[row.pk])
    _to_staff(
        f"hosting-review:{row.pk}:staff:{what}:{at.isoformat()}",
        f"The review of {row.project.name} {words[what.partition('-')[0]]}",
        page,
        at,
    )


def left(pilot: Pilot, at: datetime) -> None:
    """To the staff: a project ended its pilot."""
    page = reverse("admin:projects_project_change", args=[pilot.pk])
    _to_staff(
        f"hosting-left:{pilot.pk}:{at.isoformat()}", f"{pilot.name} ended its pilot", page, at
    )


def _to_staff(key: str, what: str, page: str, at: datetime) -> None:
    to = Foundation.objects.values_list("email", flat=True).first()
    if to:
        _post(key, for_staff(to, what, page), at)


def for_staff(to: str, what: str, page: str) -> Draft:
    """That something happened, and the page of the admin where it is seen to."""
    return _draft("hosting_staff", to, {"url": settings.SITE_URL + page}, {"what": line(what)})


def deadline(pilot: Pilot, notice: DeadlineNotice, at: datetime) -> None:
    """To the project and the staff: the day it is reviewed by is near, or was reached."""
    kind = "hosting_deadline" if notice.months else "hosting_deadline_reached"
    known = contact(pilot)
    if known:
        draft = about_deadline(pilot, notice.deadline, kind, known)
        _post(f"{kind}:{notice.pk}:project", draft, at)
    what = f"{pilot.name} is to be reviewed by {moments.shown(notice.deadline, 'UTC')}"
    page = reverse("admin:hosting_pilot_change", args=[pilot.pk])
    _to_staff(f"{kind}:{notice.pk}:staff", what, page, at)


def about_deadline(pilot: Project, day: date, kind: str, to: tuple[str, str]) -> Draft:
    """What the project reads about the day it is reviewed by; `to` is name and address."""
    name, email = to
    values = {"project": pilot.name, "day": moments.shown(day, "UTC"), "name": line(name)}
    return _draft(kind, email, {"url": settings.SITE_URL + path_of(pilot)}, values)


def decided(decision: BoardDecision, at: datetime) -> None:
    """To the project: what the board decided about its time or its licence."""
    known = contact(decision.project)
    if known:
        _post(f"hosting-decision:{decision.pk}", about_decision(decision, known), at)


def about_decision(decision: BoardDecision, to: tuple[str, str]) -> Draft:
    """What the project reads about a decision; `to` is name and address."""
    name, email = to
    url = settings.SITE_URL + path_of(decision.project)
    values = {"name": line(name), "project": decision.project.name}
    return _draft("hosting_decision", email, {"url": url, "decision": decision}, values)


def comment_read(row: Comment, at: datetime) -> None:
    """To who commented: it is in public, or was not shown."""
    draft = about_comment(row, shown=row.state == CommentState.APPROVED)
    _post(f"hosting-comment:{row.pk}:{row.state}", draft, at)


def about_comment(row: Comment, *, shown: bool) -> Draft:
    """What who commented reads once staff have."""
    return _draft(
        "hosting_comment_approved" if shown else "hosting_comment_refused",
        row.email,
        {"url": settings.SITE_URL + path_of(row.review.project), "comment": row},
        {"name": line(row.name), "project": row.review.project.name},
    )


def replied(message: Message, at: datetime) -> None:
    """To whoever asked for a home: staff have written. The words stand on the page of the link."""
    _post(f"hosting-message:{message.pk}", about_message(message.enquiry), at)


def about_message(enquiry: Enquiry) -> Draft:
    """What whoever asked reads when staff have written."""
    values = {"name": line(enquiry.name), "project": line(enquiry.project)}
    url = settings.SITE_URL + enquiry.get_absolute_url() + "#conversation"
    return _draft("hosting_message", enquiry.email, {"url": url}, values)


def said(message: Message, at: datetime) -> None:
    """To the staff: whoever asked has written, for the first time since we did."""
    page = reverse("admin:hosting_enquiry_change", args=[message.enquiry_id])
    what = f"{message.enquiry.name} has written about {message.enquiry.project}"
    _to_staff(f"hosting-message:{message.pk}:staff", what, page, at)


def contact(project: Project) -> tuple[str, str] | None:
    """Name and address of who speaks for a pilot: of its last review, or of its enquiry."""
    last = Review.objects.filter(project=project.pk).order_by("-pk").first()
    known: Any = last or Enquiry.objects.filter(hosted_as=project.pk).first()
    return (known.name, known.email) if known else None


def path_of(project: Project) -> str:
    """The page that tells the way of a project in public."""
    return reverse("hosting:path", args=[project.slug])


def _draft(kind: str, to: str, context: dict[str, Any], values: dict[str, str]) -> Draft:
    reply_to = Foundation.objects.values_list("email", flat=True).first() or ""
    return Draft(kind=kind, to=to, context=context, values=values, reply_to=reply_to)


def _post(key: str, draft: Draft, at: datetime) -> None:
    mail.post(key=key[:120], draft=draft, at=at)
