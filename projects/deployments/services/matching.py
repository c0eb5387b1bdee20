"""Staff say which organisation of the register a typed name is, or that it is none of them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.models import Organization
from projects.deployments.models import Answer, Standing
from projects.deployments.services.locking import locked


@transaction.atomic
def match(*, answer: Answer, organization: Organization, by: User | None, at: datetime) -> Answer:
    """The typed name is this organisation of the register.

    Refusals: `gone`, `published` when the round is out, `answered` when that organisation has an
    answer in this round.
    """
    row = _open_for_staff(answer)
    row.organization = organization
    try:
        with transaction.atomic():
            return _decided(row, Standing.KNOWN, by, at)
    except IntegrityError as refused:
        # Two of the staff may match two answers at once: the database says who came second.
        if "survey_answer_once_a_round" not in str(refused):
            raise
        raise RuleError(
            _("%(name)s has an answer in this round already: set one of them aside."),
            code="answered",
            params={"name": organization},
        ) from refused


@transaction.atomic
def accept(*, answer: Answer, by: User | None, at: datetime) -> Answer:
    """The organisation exists, and is not in the register: it counts, and is named nowhere.

    Refusals: `gone`, `published`.
    """
    row = _open_for_staff(answer)
    row.organization = None
    return _decided(row, Standing.ACCEPTED, by, at)


@transaction.atomic
def set_aside(*, answer: Answer, by: User | None, at: datetime) -> Answer:
    """It is no organisation, or has answered twice: it does not count.

    Refusals: `gone`, `published`.
    """
    row = _open_for_staff(answer)
    row.organization = None
    return _decided(row, Standing.SET_ASIDE, by, at)


def _open_for_staff(answer: Answer) -> Answer:
    row = locked(answer)
    if row.round.published_at is not None:
        raise RuleError(
            _("The figures of %(year)s are out: nothing about them changes any more."),
            code="published",
            params={"year": row.round.year},
        )
    return row


def _decided(row: Answer, standing: Standing, by: User | None, at: datetime) -> Answer:
    row.standing, row.matched_by, row.matched_at = standing, by, at
    row.save(update_fields=["organization", "standing", "matched_by", "matched_at"])
    return row
