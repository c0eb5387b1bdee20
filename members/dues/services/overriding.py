"""Staff let the rules wait for a member, until a day and for a reason."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.dues import locking
from members.dues.models import Override
from members.models import Membership


@transaction.atomic
def override(
    *, membership: Membership, until: date, reason: str, at: datetime, by: Any = None
) -> Override:
    """From the day of `at` to the last day `until` the rules of terms wait for this member.

    Raises RuleError `ended`, `past` for a day before today, `no_reason`, `overridden` when there is
    one in that time already.
    """
    day = zones.day(at)
    membership = locking.running(membership, day)
    if until < day:
        raise RuleError(_("The last day has passed: choose one to come."), code="past")
    if not reason.strip():
        raise RuleError(_("Say why the rule waits."), code="no_reason")
    span = DateRange(day, until + timedelta(days=1))
    if membership.overrides.filter(span__overlap=span).exists():
        raise RuleError(_("There is an override already: end that one first."), code="overridden")
    return Override.objects.create(
        membership=membership, span=span, reason=reason.strip(), by=by, created_at=at
    )


@transaction.atomic
def lift(*, override: Override, at: datetime) -> Override:
    """End an override: the day of `at` is its last. Raises RuleError `over` if it ended before."""
    day = zones.day(at)
    locking.organizations(override.membership.organization_id)
    override = Override.objects.select_for_update().get(pk=override.pk)
    if override.span.upper <= day + timedelta(days=1):
        raise RuleError(_("It ends by today already."), code="over")
    last = max(day, override.span.lower)
    override.span = DateRange(override.span.lower, last + timedelta(days=1))
    override.save(update_fields=["span"])
    return override
