"""What whoever answers does: fills in, sends, changes, withdraws (domain 5)."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from projects.deployments import mails, steps
from projects.deployments.models import (
    Adopter,
    Answer,
    Bracket,
    Deployment,
    Industry,
    Stage,
    Standing,
)
from projects.deployments.services.locking import check_open, locked
from projects.models import Project

# In how many ways an organisation can tell that it runs one project.
MOST_OF_A_PROJECT = 12


class Row(TypedDict):
    """One deployment, as the form gives it."""

    kind: str
    stage: str
    region: str
    bracket: Bracket | None
    version: str


@transaction.atomic
def save_organization(
    *, answer: Answer, organization: str, industry: Industry, name: str, at: datetime
) -> Answer:
    """Keep who answers, for whom, in which industry.

    The name of an organisation that is matched stays as it is; another typed name is matched
    anew. Refusals: `gone`, `closed`.
    """
    row = _changeable(answer, at)
    if row.standing != Standing.KNOWN and organization != row.organization_name:
        row.organization_name, row.standing = organization, Standing.WAITING
    row.industry, row.name = industry, name
    return _touch(row, at, "organization_name", "standing", "industry", "name")


@transaction.atomic
def save_projects(*, answer: Answer, projects: Iterable[Project], at: datetime) -> Answer:
    """Keep which projects it is about. What was told of others is dropped.

    Refusals: `gone`, `closed`, `last` when that leaves nothing of what was sent.
    """
    row = _changeable(answer, at)
    chosen = list(projects)
    row.deployments.exclude(project__in=chosen).delete()
    row.projects.set(chosen)
    _check_something_left(row)
    return _touch(row, at)


@transaction.atomic
def save_deployments(
    *, answer: Answer, project: Project, rows: Iterable[Row], at: datetime
) -> Answer:
    """Keep how `project` is run: `rows` take the place of what was told before.

    Refusals: `gone`, `closed`, `not_chosen` when the project is none of the answer, `too_many`,
    `twice` when two say the same type in the same region, `no_cores` for production without them,
    `last` when that leaves nothing of what was sent.
    """
    row = _changeable(answer, at)
    told = list(rows)
    if not row.projects.filter(pk=project.pk).exists():
        raise RuleError(
            _("You have not chosen %(name)s."), code="not_chosen", params={"name": project}
        )
    _check_rows(told)
    row.deployments.filter(project=project).delete()
    Deployment.objects.bulk_create(Deployment(answer=row, project=project, **one) for one in told)
    _check_something_left(row)
    return _touch(row, at)


def _check_rows(told: list[Row]) -> None:
    if len(told) > MOST_OF_A_PROJECT:
        raise RuleError(
            _("Tell at most %(most)d of one project; put together what is alike."),
            code="too_many",
            params={"most": MOST_OF_A_PROJECT},
        )
    if len({(one["kind"], one["region"]) for one in told}) < len(told):
        raise RuleError(
            _("Two of them are of the same type in the same region: make one of them."),
            code="twice",
        )
    if any(one["stage"] == Stage.PRODUCTION and one["bracket"] is None for one in told):
        raise RuleError(_("Say how many cores are in production."), code="no_cores")


@transaction.atomic
def save_sharing(*, answer: Answer, is_public: bool, at: datetime) -> Answer:
    """Keep whether the organisation may be named as a user of what it runs in production.

    Refusals: `gone`, `closed`.
    """
    row = _changeable(answer, at)
    row.is_public = is_public
    return _touch(row, at, "is_public")


@transaction.atomic
def send(*, answer: Answer, at: datetime) -> Answer:
    """Send the answer; from then on it counts. A second click, or another tab, changes nothing.

    It can be changed until the round closes. Refusals: `gone`, `closed`, `incomplete`.
    """
    row = _changeable(answer, at)
    if row.is_sent:
        return row
    lacking = steps.missing(row)
    if lacking:
        raise RuleError(
            _("Something is missing under “%(step)s”."),
            code="incomplete",
            params={"step": lacking[0].name},
        )
    row.sent_at = at
    _touch(row, at, "sent_at")
    mails.write(row, "survey_thanks", at)
    return row


@transaction.atomic
def withdraw(*, answer: Answer) -> None:
    """Erase an answer with all that was told, its mails, and the naming as a user.

    It may be done at any time. What was published stays as it is: it names nobody, and a change
    would show by the difference what was withdrawn. A second click finds nothing: `gone`.
    """
    row = locked(answer)
    Mail.objects.filter(key__startswith=mails.prefix(row)).delete()
    if row.organization_id is not None:
        Adopter.objects.filter(round=row.round, organization=row.organization_id).delete()
    row.delete()


def _changeable(answer: Answer, at: datetime) -> Answer:
    row = locked(answer)
    check_open(row.round, at)
    return row


def _check_something_left(row: Answer) -> None:
    """What was sent stays an answer: `last`."""
    if row.is_sent and not row.deployments.exists():
        raise RuleError(
            _("Then nothing would be left of your answer. You can withdraw it instead."),
            code="last",
        )


def _touch(row: Answer, at: datetime, *changed: str) -> Answer:
    row.touched_at = at
    row.save(update_fields=[*changed, "touched_at"])
    return row
