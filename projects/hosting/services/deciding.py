"""What the board decides about a project, and what follows in the same step (domain 5)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import moments, zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from projects import licences
from projects.hosting import mails
from projects.hosting.models import (
    BoardDecision,
    HostingRules,
    Pilot,
    Review,
    ReviewState,
    Subject,
)
from projects.hosting.services import piloting
from projects.hosting.services.locking import locked_pilot, locked_review, not_now
from projects.hosting.services.reviewing import check_licence
from projects.models import Project, Stage


@dataclass(frozen=True)
class Ruling:
    """What the board decided: on which day, with which votes, the text for the project, conflicts
    of interest for staff, and whether everybody may read it. Carried by more votes for than
    against."""

    decided_on: date
    text: str
    votes_for: int
    votes_against: int
    votes_abstained: int
    conflicts: str = ""
    is_public: bool = True

    @property
    def is_carried(self) -> bool:
        return self.votes_for > self.votes_against


@transaction.atomic
def decide(*, review: Review, ruling: Ruling, by: User | None, at: datetime) -> Review:
    """Confirm the project from the day of the decision on, or end the review as declined.

    Refusals: `not_now`; `too_early` while others may comment; of a carried one `not_assessed`,
    `licence` and `licence_asks_board`; those of every ruling (`future`, `no_text`).
    """
    row = locked_review(review)
    if row.state != ReviewState.PUBLIC or row.comments_until is None:
        raise not_now(row)
    pilot = locked_pilot(row.project)
    if ruling.decided_on <= row.comments_until:
        raise RuleError(_("Other projects may comment until %(day)s: decide after it."),
                        code="too_early",
                        params={"day": moments.shown(row.comments_until, "UTC")})  # fmt: skip
    if ruling.is_carried:
        _check_ready(row, pilot)
    decision = _record(pilot, Subject.CONFIRMATION, ruling, by, at, review=row)
    if ruling.is_carried:
        pilot.stage, pilot.confirmed_on = Stage.CONFIRMED, ruling.decided_on
        pilot.save(update_fields=["stage", "confirmed_on"])
    row.state = ReviewState.CONFIRMED if ruling.is_carried else ReviewState.DECLINED
    row.state_since = at
    row.save(update_fields=["state", "state_since"])
    mails.news(row, at, decision=decision)
    return row


def _check_ready(row: Review, pilot: Project) -> None:
    """All criteria assessed, and a licence that may be confirmed (domain 5)."""
    left = [str(each.criterion) for each in row.findings.filter(verdict="")
            .select_related("criterion")]  # fmt: skip
    if left:
        raise RuleError(_("Assess every criterion first. Left: %(names)s."),
                        code="not_assessed", params={"names": ", ".join(left)})  # fmt: skip
    check_licence(pilot)
    if pilot.licence != licences.USUAL and not _accepted(pilot).exists():
        raise RuleError(
            _("Any licence but %(usual)s asks the board: record its decision about %(licence)s "
              "first."),
            code="licence_asks_board",
            params={"usual": licences.USUAL, "licence": pilot.licence},
        )  # fmt: skip


def _accepted(project: Project) -> Any:
    return BoardDecision.objects.filter(
        project=project.pk, subject=Subject.LICENCE, is_carried=True, licence=project.licence
    )


@transaction.atomic
def rule_on_licence(
    *, project: Project, ruling: Ruling, by: User | None, at: datetime
) -> BoardDecision:
    """Whether the board accepts the licence that the project has now, which is not the usual one.

    Refusals: `licence` (not approved by the OSI), `usual`, and those of every ruling.
    """
    row = Project.every.select_for_update().get(pk=project.pk)
    check_licence(row)
    if row.licence == licences.USUAL:
        raise RuleError(_("%(usual)s asks no question to the board."),
                        code="usual", params={"usual": licences.USUAL})  # fmt: skip
    return _record(row, Subject.LICENCE, ruling, by, at, licence=row.licence)


@transaction.atomic
def extend(
    *, project: Project, until: date, ruling: Ruling, by: User | None, at: datetime
) -> BoardDecision:
    """Give a pilot more time, until the day `until`, if the board's vote carries it; the reason is
    the text. Refusals: `no_pilot`, `no_later` than the deadline it has, those of every ruling."""
    pilot = locked_pilot(project)
    months = HostingRules.objects.current().review_months
    stands = Pilot.objects.with_deadlines(months).get(pk=pilot.pk).review_by
    if stands is not None and until <= stands:
        raise RuleError(_("It has until %(day)s already: give a later day."),
                        code="no_later", params={"day": moments.shown(stands, "UTC")})  # fmt: skip
    decision = _record(pilot, Subject.EXTENSION, ruling, by, at, extended_to=until)
    mails.decided(decision, at)
    return decision


@transaction.atomic
def end(*, project: Project, ruling: Ruling, by: User | None, at: datetime) -> BoardDecision:
    """End a pilot by vote of the board: it is retired, and its open review is withdrawn.

    Refusals: `no_pilot`, and those of every ruling.
    """
    pilot = locked_pilot(project)
    decision = _record(pilot, Subject.RETIREMENT, ruling, by, at)
    if ruling.is_carried:
        piloting.retire(pilot, at)
    mails.decided(decision, at)
    return decision


def _record(
    project: Project,
    subject: Subject,
    ruling: Ruling,
    by: User | None,
    at: datetime,
    **more: Any,
) -> BoardDecision:
    if ruling.decided_on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
    if not ruling.text.strip():
        raise RuleError(_("Write what the project reads."), code="no_text")
    told = asdict(ruling) | {"text": ruling.text.strip(), "conflicts": ruling.conflicts.strip()}
    return BoardDecision.objects.create(
        project_id=project.pk,
        subject=subject,
        is_carried=ruling.is_carried,
        recorded_by=by,
        recorded_at=at,
        **told,
        **more,
    )
