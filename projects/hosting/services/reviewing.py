"""The way of a review: written by the project, assessed by staff, open for comments (domain 5)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import moments, tokens, zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from projects import licences
from projects.hosting import mails
from projects.hosting.models import Criterion, Finding, HostingRules, Review, ReviewState
from projects.hosting.services.locking import locked_pilot, locked_review, not_now
from projects.models import Project


@transaction.atomic
def begin(*, project: Project, name: str, email: str, by: User | None, at: datetime) -> Review:
    """Begin the review of a pilot: `name` at `email` gets the link to write at.

    Refusals: `no_pilot`, `open_already`, `no_criteria` while nobody has written any.
    """
    pilot = locked_pilot(project)
    if Review.objects.open().filter(project=pilot.pk).exists():
        raise RuleError(_("A review of %(project)s is open already."),
                        code="open_already", params={"project": pilot})  # fmt: skip
    criteria = list(Criterion.objects.all())
    if not criteria:
        raise RuleError(_("Write the criteria of confirmation first."), code="no_criteria")
    review = Review.objects.create(
        project_id=pilot.pk,
        reference=tokens.code(8),
        name=name.strip(),
        email=email.strip().lower(),
        state_since=at,
        begun_at=at,
        begun_by=by,
    )
    Finding.objects.bulk_create(Finding(review=review, criterion=each) for each in criteria)
    mails.news(review, at)
    return review


@transaction.atomic
def write(*, review: Review, evidence: Mapping[int, str], at: datetime) -> Review:
    """Keep what the project wrote, by the key of the criterion of the review. Refusal: `not_now`."""
    row = locked_review(review)
    if row.state != ReviewState.WRITING:
        raise not_now(row)
    for finding in row.findings.filter(pk__in=evidence):
        text = evidence[finding.pk].strip()
        if text != finding.evidence:
            finding.evidence = text
            finding.evidence_at = at if text else None
            finding.save(update_fields=["evidence", "evidence_at"])
    return row


@transaction.atomic
def hand_in(*, review: Review, at: datetime) -> Review:
    """The project has written everything; staff are told. Refusals: `not_now`, `incomplete`."""
    row = locked_review(review)
    if row.state != ReviewState.WRITING:
        raise not_now(row)
    empty = [str(each.criterion) for each in row.findings.filter(evidence="")
             .select_related("criterion")]  # fmt: skip
    if empty:
        raise RuleError(_("Write something to each criterion first. Empty: %(names)s."),
                        code="incomplete", params={"names": ", ".join(empty)})  # fmt: skip
    _move(row, ReviewState.SENT, at)
    mails.staff(row, "handed_in", at)
    return row


@transaction.atomic
def send_back(*, review: Review, note: str, at: datetime) -> Review:
    """Ask the project to write more; `note` says what. Refusals: `not_now`, `empty`."""
    row = locked_review(review)
    if row.state != ReviewState.SENT:
        raise not_now(row)
    if not note.strip():
        raise RuleError(_("Write what is to be added."), code="empty")
    row.note = note.strip()
    _move(row, ReviewState.WRITING, at)
    mails.news(row, at)
    return row


@transaction.atomic
def assess(
    *, finding: Finding, verdict: str, assessment: str, by: User | None, at: datetime
) -> Finding:
    """What staff think of one criterion; an empty `verdict` takes it back.

    Refusal: `not_now` before the project has handed it in and after the end.
    """
    row = locked_review(finding.review)
    if row.state not in {ReviewState.SENT, ReviewState.PUBLIC}:
        raise not_now(row)
    fresh = Finding.objects.get(pk=finding.pk)
    fresh.verdict, fresh.assessment = verdict, assessment.strip()
    fresh.assessed_at, fresh.assessed_by = (at, by) if verdict else (None, None)
    fresh.save(update_fields=["verdict", "assessment", "assessed_at", "assessed_by"])
    return fresh


@transaction.atomic
def publish(*, review: Review, until: date, at: datetime) -> Review:
    """Show the review in public, and take comments from the day of `at` until the day `until`.

    Refusals: `not_now`; `licence` when the licence is not approved by the OSI; `too_short` for
    fewer days than the rules promise.
    """
    row = locked_review(review)
    if row.state != ReviewState.SENT:
        raise not_now(row)
    check_licence(row.project)
    day = zones.day(at)
    least = day + timedelta(days=HostingRules.objects.current().comment_days - 1)
    if until < least:
        raise RuleError(_("Other projects are promised more time: until %(day)s or later."),
                        code="too_short",
                        params={"day": moments.shown(least, "UTC")})  # fmt: skip
    row.comments_from, row.comments_until = day, until
    _move(row, ReviewState.PUBLIC, at)
    mails.news(row, at)
    return row


@transaction.atomic
def withdraw(*, review: Review, at: datetime) -> Review:
    """The project takes the review back and stays a pilot. Refusal: `not_now`, it has ended."""
    row = locked_review(review)
    if not row.is_open:
        raise not_now(row)
    _move(row, ReviewState.WITHDRAWN, at)
    mails.news(row, at)
    mails.staff(row, "withdrawn", at)
    return row


def check_licence(project: Project) -> None:
    """Refuse with `licence` what the Open Source Initiative has not approved (domain 5)."""
    if not licences.is_approved(project.licence):
        raise RuleError(
            _("The licence of %(project)s must be approved by the Open Source Initiative, and be "
              "written as in the list of SPDX. It is “%(licence)s”."),
            code="licence",
            params={"project": project, "licence": project.licence or "–"},
        )  # fmt: skip


def _move(row: Review, state: ReviewState, at: datetime) -> None:
    row.state, row.state_since = state, at
    row.save()
