"""Whom somebody works for: added, ended, taken back (domain 2)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.models import Organization
from members.people.models import Affiliation, EmployerKind
from members.spans import ONE_DAY


@dataclass(frozen=True)
class Employer:
    """An organisation of the register, one that was only typed, or (neither) none.

    `since` and `last_day` are days; None where it is not known, or lasts.
    """

    organization: Organization | None = None
    typed_name: str = ""
    title: str = ""
    since: date | None = None
    last_day: date | None = None

    @property
    def kind(self) -> EmployerKind:
        if self.organization is not None:
            return EmployerKind.ORGANIZATION
        return EmployerKind.TYPED if self.typed_name else EmployerKind.NONE


@transaction.atomic
def affiliate(*, user: User, employer: Employer, at: datetime) -> Affiliation:
    """Add an affiliation of `user`. "None" ends, the day before, when an employer begins after it,
    and an employer is not ended by anything but its own last day.

    Refused: "future" for a first day after today, "backwards" for a last day before the first, and
    by the rules of the table for the same employer twice at a time or "none" beside one.
    """
    User.objects.select_for_update().get(pk=user.pk)
    day = zones.day(at)
    if employer.since and employer.since > day:
        raise RuleError(_("That day has not come yet: give one until today."), code="future")
    if employer.last_day and (employer.since or date.min) > employer.last_day:
        raise RuleError(_("The last day must not come before the first."), code="backwards")
    if employer.kind != EmployerKind.NONE:
        _end_none(user, employer.since or day)
    row = Affiliation(
        user=user,
        kind=employer.kind,
        organization=employer.organization,
        typed_name=employer.typed_name,
        title=employer.title if employer.kind != EmployerKind.NONE else "",
        span=DateRange(employer.since, employer.last_day and employer.last_day + ONE_DAY),
    )
    row.validate_constraints()
    row.save()
    return row


def _end_none(user: User, day: date) -> None:
    """Let a "none" that lasts end before `day`; one that only began then was a mistake."""
    lasting = Affiliation.objects.filter(
        user=user, kind=EmployerKind.NONE, span__endswith__isnull=True
    )
    for row in lasting:
        if row.span.lower is not None and row.span.lower >= day:
            row.delete()
        else:
            row.span = DateRange(row.span.lower, day)
            row.save(update_fields=["span"])


@transaction.atomic
def end_affiliation(*, affiliation: Affiliation, last_day: date, at: datetime) -> Affiliation:
    """Say that `last_day` was the last at this employer.

    Refused: "future" for a day after today, "backwards" for one before the first, "last" when a
    member would be left without any affiliation today: name the next one, or none, first.
    """
    user = User.objects.select_for_update().get(pk=affiliation.user_id)
    row = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
    day = zones.day(at)
    if last_day > day:
        raise RuleError(_("That day has not come yet: give one until today."), code="future")
    if row.span.lower and last_day < row.span.lower:
        raise RuleError(_("The last day must not come before the first."), code="backwards")
    if last_day < day:
        _refuse_to_leave_none(user, row, at)
    row.span = DateRange(row.span.lower, last_day + ONE_DAY)
    row.validate_constraints()
    row.save(update_fields=["span"])
    return row


@transaction.atomic
def remove_affiliation(*, affiliation: Affiliation, at: datetime) -> None:
    """Take back an affiliation that never was. Refused: "last", as above."""
    user = User.objects.select_for_update().get(pk=affiliation.user_id)
    _refuse_to_leave_none(user, affiliation, at)
    affiliation.delete()


def _refuse_to_leave_none(user: User, row: Affiliation, at: datetime) -> None:
    """A member has at least one affiliation, or says that there is none (domain 2)."""
    others = user.affiliations.on(zones.day(at)).exclude(pk=row.pk)
    if user.individual_memberships.at(at).exists() and not others.exists():
        raise RuleError(
            _("Add the next organisation, or “none”, first: a member always says one of them."),
            code="last",
        )
