"""A membership ends, and what becomes of its terms and of the dues of the time after it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import moments
from foundation.base.errors import RuleError
from foundation.base.money import round_money
from foundation.billing.models import Account
from members.dues import charging, days, locking
from members.dues.models import DuesYear, Term
from members.models import Membership


class Rest(models.TextChoices):
    """What becomes of the dues of a year that is not over when a membership ends."""

    KEEP = "keep", gettext_lazy("Nothing comes back, and what is open stays due")
    FORGIVE = "forgive", gettext_lazy("Nothing comes back, but what is open is no longer due")
    BY_DAYS = "by_days", gettext_lazy("The days that are left are credited")


@transaction.atomic
def end(
    *, membership: Membership, at: datetime, ended_as: str, on: date, rest: str = Rest.KEEP
) -> Membership:
    """End `membership`: `on` is the first day it is over, in the past or to come.

    Its terms end with it. Years of dues that would begin on or after that day are credited whole;
    of the one that runs `rest` says what becomes. Raises RuleError `ended` when it ends by then
    already, `too_early` for a day on or before its first.
    """
    membership = locking.membership(membership)
    close(membership, on=on, ended_as=ended_as, at=at)
    for year in DuesYear.objects.filter(term__membership=membership, account__isnull=False):
        _credit_rest(year, on, rest, at)
    return membership


def close(membership: Membership, *, on: date, ended_as: str, at: datetime) -> None:
    """End a membership that is held, and its terms; its dues are left as they are."""
    _check(membership, on)
    _cut_terms(membership, on, at)
    membership.span = DateRange(membership.span.lower, on)
    membership.ended_as = ended_as
    membership.save(update_fields=["span", "ended_as"])


def _check(membership: Membership, on: date) -> None:
    span = membership.span
    if span.upper is not None and span.upper <= on:
        raise RuleError(
            _("This membership ends by then already: %s was its last day.")
            % moments.shown(span.upper - days.ONE_DAY, "UTC"),
            code="ended",
        )
    earliest = max(filter(None, [span.lower, membership.started_before]), default=None)
    if earliest is not None and on <= earliest:
        raise RuleError(
            _("It began on %s: it can end on a later day only.") % moments.shown(earliest, "UTC"),
            code="too_early",
        )


def _cut_terms(membership: Membership, on: date, at: datetime) -> None:
    for term in Term.objects.live().filter(membership=membership, span__endswith__gt=on):
        if term.span.lower >= on:
            term.called_off_at = at
        else:
            term.span = DateRange(term.span.lower, on)
        term.save(update_fields=["called_off_at", "span"])


def _credit_rest(year: DuesYear, on: date, rest: str, at: datetime) -> None:
    """What is credited of a year that ends after `on`; its account is held first."""
    if year.account_id is None or year.span.upper <= on:
        return
    account = Account.objects.select_for_update().get(pk=year.account_id)
    sums = Account.objects.with_sums().get(pk=account.pk)
    why = _("The membership ended before %s.") % moments.shown(year.span.upper, "UTC")
    charging.take_back(year, _credit(year, sums, on, rest), at=at, why=why)


def _credit(year: DuesYear, sums: Account, on: date, rest: str) -> Decimal:
    charged = Decimal(sums.charged)
    if year.span.lower >= on:
        return charged
    if rest == Rest.FORGIVE:
        return max(Decimal(sums.owed), Decimal(0))
    if rest == Rest.BY_DAYS:
        left, whole = (year.span.upper - on).days, (year.span.upper - year.span.lower).days
        return round_money(charged * left / whole, year.currency)
    return Decimal(0)
