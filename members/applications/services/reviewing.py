"""What staff do with a sent application before it is decided, and the applicant's answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.applications import mails
from members.applications.models import Application, ChecklistItem, Question, State
from members.applications.services.filling import check_no_member
from members.applications.services.locking import locked, not_now
from members.models import DecidedBy, Organization


@transaction.atomic
def take_up(*, application: Application, by: User | None, at: datetime) -> Application:
    """Begin the review, or take up again what was declined. Refused: `not_now`."""
    row = locked(application)
    if row.state not in {State.SUBMITTED, State.DECLINED}:
        raise not_now(row)
    row.state = State.IN_REVIEW
    row.taken_up_at = at
    row.reviewer = by
    row.ended_at = row.decided_on = None
    row.published_on = None
    row.save()
    mails.news(row, at)
    return row


@transaction.atomic
def ask(*, application: Application, text: str, by: User | None, at: datetime) -> Question:
    """Ask the applicant something; it is mailed, and answered on the applicant's page.

    Refusals: `not_now`, which includes a question that waits already; `empty`.
    """
    row = locked(application)
    if row.state not in {State.IN_REVIEW, State.PUBLISHED}:
        raise not_now(row)
    if not text.strip():
        raise RuleError(_("Write the question."), code="empty")
    question = Question.objects.create(application=row, text=text.strip(), asked_by=by, asked_at=at)
    row.state = State.ASKED
    row.save(update_fields=["state"])
    mails.asked(row, question, at)
    return question


@transaction.atomic
def answer(*, application: Application, text: str, at: datetime) -> Question:
    """The applicant answers the open question, once; the review goes on where it was.

    Refusals: `not_now` when no question waits, `empty`.
    """
    row = locked(application)
    question = row.questions.filter(answered_at__isnull=True).first()
    if row.state != State.ASKED or question is None:
        raise not_now(row)
    if not text.strip():
        raise RuleError(_("Write the answer."), code="empty")
    question.answer, question.answered_at = text.strip(), at
    question.save(update_fields=["answer", "answered_at"])
    row.state = State.PUBLISHED if row.published_on else State.IN_REVIEW
    row.touched_at = at
    row.save(update_fields=["state", "touched_at"])
    mails.staff(row, f"answered-{question.pk}", at)
    return question


@transaction.atomic
def publish(*, application: Application, at: datetime) -> Application:
    """Show it in public; it can be approved when its days in public are over (domain 1).

    Refusals: `not_now`, `not_public` for a tier whose applications are not shown.
    """
    row = locked(application)
    if row.state != State.IN_REVIEW:
        raise not_now(row)
    if not row.public_days:
        raise RuleError(_("Applications for %(tier)s are not shown in public."),
                        code="not_public", params={"tier": row.tier})  # fmt: skip
    row.state = State.PUBLISHED
    row.published_on = zones.day(at)
    row.save()
    row.refresh_from_db(fields=["decide_from"])
    mails.news(row, at)
    return row


@transaction.atomic
def refer(*, application: Application, at: datetime) -> Application:
    """Have the board decide in place of the Executive Director. Refusals: `not_now`, `board`."""
    row = locked(application)
    if not row.is_open:
        raise not_now(row)
    if row.decided_by == DecidedBy.BOARD:
        raise RuleError(_("The board decides about it already."), code="board")
    row.decided_by = DecidedBy.BOARD
    row.referred_at = at
    row.save(update_fields=["decided_by", "referred_at"])
    return row


@transaction.atomic
def connect(
    *,
    application: Application,
    organization: Organization | None,
    owner: Organization | None,
    at: datetime,
) -> Application:
    """Say which row of the register the applicant is (None: a new one) and which its owner is.

    Refusals: `not_now`, `tier_held` for a row that is a member, `itself` for an owner that is it.
    """
    row = locked(application)
    if not row.is_open:
        raise not_now(row)
    if organization is not None:
        check_no_member(organization, at)
        if organization == owner:
            raise RuleError(_("An organisation cannot own itself."), code="itself")
    row.organization = organization
    row.looked_up = row.name
    row.owner = owner
    row.has_owner = owner is not None or (bool(row.has_owner) and bool(row.owner_name))
    row.save(update_fields=["organization", "looked_up", "owner", "has_owner"])
    return row


@transaction.atomic
def tick(*, item: ChecklistItem, done: bool, by: User | None, at: datetime) -> ChecklistItem:
    """Say that something for a new member is done, or that it is not after all."""
    row = ChecklistItem.objects.select_for_update().get(pk=item.pk)
    if done != (row.done_at is not None):
        row.done_at, row.done_by = (at, by) if done else (None, None)
        row.save(update_fields=["done_at", "done_by"])
    return row
