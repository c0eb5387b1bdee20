"""Terms of memberships, and the dues of each of their years."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from foundation.base import history, moments, zones
from foundation.base.money import CurrencyField, MoneyField
from foundation.billing.models import Account, Entry
from members.models import Ending, Membership, Tier

IN_ITS_MEMBERSHIP = """
    IF NEW.called_off_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM members_membership held
        WHERE held.id = NEW.membership_id AND held.span @> NEW.span
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'A term lies within its membership.';
    END IF;
    RETURN NEW;
"""


class Decision(models.TextChoices):
    UNDECIDED = "undecided", _("Undecided")
    RENEW = "renew", _("Renews")
    LEAVE = "leave", _("Leaves")


class TermQuerySet(models.QuerySet["Term"]):
    def live(self) -> Self:
        """Those that were not called off before they began."""
        return self.filter(called_off_at__isnull=True)

    def on(self, day: date) -> Self:
        """Those that run on `day`."""
        return self.live().filter(span__contains=day)

    def ending(self, day: date, within: int) -> Self:
        """Those that run on `day` and whose last day is at most `within` days away."""
        soon = day + timedelta(days=within + 1)
        return self.on(day).filter(span__endswith__lte=soon)

    def waiting(self, day: date) -> Self:
        """Running terms of members that have to elect to renew and have not."""
        running = self.on(day).filter(decision=Decision.UNDECIDED, membership__span__endswith=None)
        return running.filter(membership__tier__term_rule__must_elect=True)


@history.tracked
class Term(models.Model):
    """What a membership was agreed for: from a day until a day, and what comes after.

    The span is [start, end). `agreed_until` keeps its end as it was agreed when the membership
    ends, or moves to another tier, before.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="terms")
    span = DateRangeField(_("from and until"))
    agreed_until = models.DateField(
        _("agreed until"), help_text=_("The first day after the term as it was agreed.")
    )
    decision = models.CharField(
        _("decision"), max_length=9, choices=Decision, default=Decision.UNDECIDED
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    next_tier = models.ForeignKey(
        Tier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tier of the next term"),
        help_text=_("Empty: the same."),
    )
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["membership", "span"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            ExclusionConstraint(
                name="term_one_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(called_off_at__isnull=True),
                violation_error_message=_("This membership has a term in part of that time."),
            ),
            models.CheckConstraint(
                condition=Q(
                    span__isempty=False,
                    span__startswith__isnull=False,
                    span__endswith__isnull=False,
                    span__endswith__lte=F("agreed_until"),
                ),
                name="term_from_a_day_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.UNDECIDED, decided_at__isnull=True)
                | Q(decision__in=[Decision.RENEW, Decision.LEAVE], decided_at__isnull=False),
                name="term_decision_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(next_tier__isnull=True) | Q(decision=Decision.RENEW),
                name="term_next_tier_needs_renewal",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="term_in_its_membership",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=IN_ITS_MEMBERSHIP,
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}, {moments.day_range(self.span.lower, self.last_day)}"

    @property
    def last_day(self) -> date:
        """The last day of the term, which belongs to it."""
        last: date = self.span.upper - timedelta(days=1)
        return last


class DuesKind(models.TextChoices):
    YEAR = "year", _("A year")
    FIRST_PART = "first_part", _("Before the first full year")
    UPGRADE = "upgrade", _("Difference after an upgrade")
    TAKEN_OVER = "taken_over", _("Taken over with the term")
    REINSTATED = "reinstated", _("The rest of a year, taken up again")
    ADOPTED = "adopted", _("From before this register")


class DuesYearQuerySet(models.QuerySet["DuesYear"]):
    def with_sums(self, day: date | None = None) -> Self:
        """Adds `paid` (net of refunds) and `owed`, at the end of `day` or now; both 0 for what
        costs nothing."""
        entries = Entry.objects.filter(account=OuterRef("account")).order_by()
        if day is not None:
            entries = entries.filter(at__lt=zones.instant(day + timedelta(days=1), time(), "UTC"))
        owed = entries.values("account").annotate(sum=Sum("amount")).values("sum")
        came = entries.filter(kind__in=["payment", "refund"]).values("account")
        paid = came.annotate(sum=-Sum("amount")).values("sum")
        money = MoneyField()
        return self.annotate(
            owed=Coalesce(Subquery(owed), 0, output_field=money),
            paid=Coalesce(Subquery(paid), 0, output_field=money),
        )

    def owing(self) -> Self:
        """Those of which something is to be paid, with sums."""
        return self.with_sums().filter(owed__gt=0)

    def waiting(self, day: date) -> Self:
        """Those that should have been paid before `day`, with sums."""
        return self.owing().filter(due_on__lt=day)

    def paid_late(self) -> Self:
        """Those that were paid when the membership had lapsed already, and that no new one
        followed: take it up again, or give the money back. With sums."""
        ended = OuterRef("term__membership__span__endswith")
        came = Entry.objects.filter(
            account=OuterRef("account"), kind="payment", at__date__gte=ended
        )
        again = Membership.objects.filter(
            organization=OuterRef("term__membership__organization"), span__startswith__gte=ended
        )
        lapsed = self.with_sums().filter(term__membership__ended_as=Ending.LAPSED, owed__lte=0)
        return lapsed.filter(Exists(came), ~Exists(again))


@history.tracked
class DuesYear(models.Model):
    """What a membership costs for a span of its term, as it was charged; the ledger has what was
    paid. Nothing is edited: what is taken back is a credit of the account."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="dues_years")
    kind = models.CharField(_("what for"), max_length=10, choices=DuesKind, default=DuesKind.YEAR)
    span = DateRangeField(_("from and until"))
    price = MoneyField(_("dues a year"), help_text=_("Of the tier, when this was charged."))
    amount = MoneyField(_("charged"))
    currency = CurrencyField(_("currency"))
    account = models.OneToOneField(
        Account, models.PROTECT, null=True, blank=True, related_name="dues_year"
    )
    due_on = models.DateField(_("due on"))
    invoiced_at = models.DateTimeField(_("charged at"))

    objects = DuesYearQuerySet.as_manager()

    # What with_sums() adds to a row.
    owed: Decimal
    paid: Decimal

    class Meta:
        ordering = ["term", "span"]
        verbose_name = _("year of dues")
        verbose_name_plural = _("years of dues")
        constraints = [
            ExclusionConstraint(
                name="dues_of_a_day_once",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Part of this time is charged already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    span__isempty=False,
                    span__startswith__isnull=False,
                    span__endswith__isnull=False,
                ),
                name="dues_from_a_day_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(amount=0, account__isnull=True)
                | Q(amount__gt=0, account__isnull=False),
                name="dues_have_an_account_if_they_cost",
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="dues_price_not_negative"),
            models.CheckConstraint(condition=Q(kind__in=DuesKind.values), name="dues_kind_known"),
        ]

    def __str__(self) -> str:
        membership = self.term.membership
        return f"{membership}, {moments.day_range(self.span.lower, self.last_day)}"

    @property
    def last_day(self) -> date:
        """The last day that is paid for."""
        last: date = self.span.upper - timedelta(days=1)
        return last
