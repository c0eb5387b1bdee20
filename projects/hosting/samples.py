"""Mails about pilots as they would be written now, for staff to look at. Nothing is written.

They are about the project whose slug staff type, else about the newest row there is.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from foundation.base import clock, tokens, zones
from foundation.base.mail import Draft
from foundation.base.models import Foundation
from projects.hosting import mails
from projects.hosting.models import BoardDecision, Comment, Enquiry, Review
from projects.models import Project, Stage

SOMEBODY = ("Ada Lovelace", "ada@example.org")


def of(kind: str) -> Callable[[str, str], Draft | None]:
    """A sample of that kind."""

    def sample(scope: str, about: str) -> Draft | None:
        for beginning, make in MAKERS.items():
            if kind.startswith(beginning):
                return make(kind, about)
        return None

    return sample


def _review(kind: str, about: str) -> Draft | None:
    rows = Review.objects.select_related("project").order_by("-pk")
    row = _one(rows, "project", about)
    return mails.about_review(row, kind[len("hosting_review_") :], row.decisions.first()) if row else None  # fmt: skip


def _deadline(kind: str, about: str) -> Draft | None:
    pilot = _one(Project.every.filter(stage=Stage.PILOT).order_by("-pk"), "", about)
    if pilot is None:
        return None
    return mails.about_deadline(pilot, zones.day(clock.now()), kind, mails.contact(pilot) or SOMEBODY)  # fmt: skip


def _decision(kind: str, about: str) -> Draft | None:
    row = _one(BoardDecision.objects.select_related("project").order_by("-pk"), "project", about)
    return mails.about_decision(row, mails.contact(row.project) or SOMEBODY) if row else None


def _comment(kind: str, about: str) -> Draft | None:
    rows = Comment.objects.select_related("review__project").order_by("-pk")
    row = _one(rows, "review__project", about)
    return mails.about_comment(row, shown=kind.endswith("approved")) if row else None


def _message(kind: str, about: str) -> Draft | None:
    row = _one(Enquiry.objects.order_by("-pk"), "hosted_as", about)
    project = None if row else _one(Project.every.order_by("-pk"), "", about)
    if project is not None:
        name, email = mails.contact(project) or SOMEBODY
        row = Enquiry(name=name, email=email, project=project.name, reference="2022")
        row.secret = tokens.secret()
    return mails.about_message(row) if row else None


def _staff(kind: str, about: str) -> Draft | None:
    row = _one(Review.objects.select_related("project").order_by("-pk"), "project", about)
    to = Foundation.objects.values_list("email", flat=True).first()
    if row is None or not to:
        return None
    page = reverse("admin:hosting_review_change", args=[row.pk])
    return mails.for_staff(to, f"The review of {row.project.name} has a comment to read", page)


def _one(rows: Any, project: str, about: str) -> Any:
    slug = f"{project}__slug" if project else "slug"
    return (rows.filter(**{slug: about}) if about else rows).first()


MAKERS: dict[str, Callable[[str, str], Draft | None]] = {
    "hosting_review_": _review,
    "hosting_deadline": _deadline,
    "hosting_decision": _decision,
    "hosting_comment_": _comment,
    "hosting_message": _message,
    "hosting_staff": _staff,
}
