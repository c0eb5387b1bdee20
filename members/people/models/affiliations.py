"""Whom people work for, from when until when (domain 2)."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members import spans
from members.accounts.models import User
from members.models import Organization


class EmployerKind(models.TextChoices):
    ORGANIZATION = "organization", _("An organisation of the register")
    TYPED = "typed", _("Another organisation")
    NONE = "none", _("None")


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def on(self, day: date) -> Self:
        """Affiliations that hold on `day`."""
        return self.filter(span__contains=day)

    def named(self) -> Self:
        """Those with an employer, in the register or typed."""
        return self.exclude(kind=EmployerKind.NONE)


@history.tracked
class Affiliation(models.Model):
    """One person and one employer, or none, for a span of days [first, end).

    Several at once are fine; the same employer twice at a time is not, nor "none" beside one.
    A first day nobody remembers is an open bound.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="affiliations")
    kind = models.CharField(
        _("kind"), max_length=12, choices=EmployerKind, default=EmployerKind.ORGANIZATION
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="affiliations",
        verbose_name=_("organisation"),
    )
    typed_name = models.CharField(_("name as typed"), max_length=150, blank=True)
    title = models.CharField(_("job title"), max_length=150, blank=True)
    span = DateRangeField(_("from and until"), help_text=_("Leave a day empty if it is not known."))

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["user", "-span", "pk"]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        indexes = [
            models.Index(fields=["organization", "user"], name="affiliation_of_organization"),
        ]
        constraints = [
            ExclusionConstraint(
                name="affiliation_same_organization_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organization", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This organisation is there for part of this time."),
            ),
            ExclusionConstraint(
                name="affiliation_same_name_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (Lower("typed_name"), RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=~Q(typed_name=""),
                violation_error_message=_("This organisation is there for part of this time."),
            ),
            ExclusionConstraint(
                name="affiliation_none_stands_alone",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Case(
                            When(kind="none", then=Value(1)),
                            default=Value(0),
                            output_field=models.IntegerField(),
                        ),
                        RangeOperators.NOT_EQUAL,
                    ),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("“None” cannot stand beside an organisation: end one."),
            ),
            ExclusionConstraint(
                name="affiliation_none_once",
                expressions=[("user", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
                condition=Q(kind="none"),
                violation_error_message=_("“None” is there for part of this time already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="organization", organization__isnull=False, typed_name="")
                | Q(Q(kind="typed", organization__isnull=True) & ~Q(typed_name=""))
                | Q(kind="none", organization__isnull=True, typed_name="", title=""),
                name="affiliation_is_one_of_three",
                violation_error_message=_("Give an organisation, a name, or none."),
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False),
                name="affiliation_lasts_a_day",
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.employer

    @property
    def employer(self) -> str:
        """The name of the employer, or "None"."""
        if self.organization is not None:
            return self.organization.name
        return self.typed_name or str(_("No affiliation"))

    @property
    def since(self) -> date | None:
        """The first day, if it is known."""
        first: date | None = self.span.lower
        return first

    @property
    def last_day(self) -> date | None:
        """The last day, if there is one."""
        return self.span.upper and self.span.upper - spans.ONE_DAY


# The latest begun first; one without a first day is older than all.
LATEST_FIRST = F("span__startswith").desc(nulls_last=True)
