"""People of other projects comment; staff read it before everybody does (domain 5)."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from projects.hosting import mails
from projects.hosting.models import Comment, CommentState, Review
from projects.models import Project


class Words(TypedDict):
    """What the form of a comment asks."""

    project: Project
    name: str
    email: str
    role: str
    text: str


@transaction.atomic
def comment(*, review: Review, token: str, at: datetime, **words: Unpack[Words]) -> Comment:
    """Keep a comment for staff to read. The same `token` keeps it once and returns the first.

    Refusals: `closed` outside of its days, `own_project`.
    """
    row = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if not row.takes_comments(zones.day(at)):
        raise RuleError(_("This review takes no comments now."), code="closed")
    if words["project"].pk == row.project_id:
        raise RuleError(
            _("People of other projects comment: choose the project you come from."),
            code="own_project",
        )
    try:
        with transaction.atomic():
            written = Comment.objects.create(review=row, token=token, sent_at=at, **words)
    except IntegrityError:
        first = Comment.objects.filter(token=token).first()
        if first is None:
            raise
        return first
    mails.staff(row, f"commented-{written.pk}", at)
    return written


@transaction.atomic
def judge(*, comment: Comment, approved: bool, by: User | None, at: datetime) -> Comment:
    """Show a comment in public or keep it back; staff may think again. Who wrote it is told once."""
    row = Comment.objects.select_for_update().get(pk=comment.pk)
    state = CommentState.APPROVED if approved else CommentState.REFUSED
    if state == row.state:
        raise RuleError(
            _("It is at “%(state)s” already."),
            code="not_now",
            params={"state": row.get_state_display()},
        )
    row.state, row.read_at, row.read_by = state, at, by
    row.save(update_fields=["state", "read_at", "read_by"])
    mails.comment_read(row, at)
    return row
