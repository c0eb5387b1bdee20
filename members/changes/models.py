"""What happened to organisations, which rows were merged, and which pairs are not the same."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members import spans
from members.models import Organization


class Kind(models.TextChoices):
    RENAMED = "renamed", _("Renamed")
    ACQUIRED = "acquired", _("Acquired")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")


class OrganizationChangeQuerySet(models.QuerySet["OrganizationChange"]):
    def of(self, organization: Organization | int) -> Self:
        """Those it (or the one with this key) takes part in, the latest first; what has no day comes last."""
        rows = self.filter(Q(organization=organization) | Q(other=organization))
        return rows.select_related("organization", "other").order_by(
            F("on").desc(nulls_last=True), "-pk"
        )


@history.tracked
class OrganizationChange(models.Model):
    """Something that happened to an organisation (domain 1): renamed, acquired, split or merged.

    The day is told as those of memberships are: `on` is the first day it can have been; where the
    day itself is not known, `known` is the last. A year is its first day and its last.
    """

    kind = models.CharField(_("what happened"), max_length=8, choices=Kind)
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="changes",
        verbose_name=_("organisation"),
        help_text=_("That was renamed, acquired, split, or took the other one in."),
    )
    other = models.ForeignKey(
        Organization,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="changes_of_others",
        verbose_name=_("other organisation"),
        help_text=_("The acquirer, the new part, or what was merged into it."),
    )
    name = models.CharField(
        _("other name"),
        max_length=120,
        blank=True,
        help_text=_("The name before, or of the other one where it has no record."),
    )
    on = models.DateField(
        _("on"), null=True, blank=True, help_text=_("Or the first day it can have been.")
    )
    known = models.DateField(
        _("on this day at the latest"),
        null=True,
        blank=True,
        help_text=_("Only where the day itself is not known: a year is 1 January to 31 December."),
    )
    text = models.CharField(_("in a sentence"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_public = models.BooleanField(_("told on its page"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )
    at = models.DateTimeField(_("written at"), editable=False)

    objects = OrganizationChangeQuerySet.as_manager()

    class Meta:
        ordering = [F("on").desc(nulls_last=True), "-pk"]
        verbose_name = _("change of an organisation")
        verbose_name_plural = _("changes of organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="organization_change_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(on__isnull=True) | Q(known__isnull=True) | Q(known__gte=F("on")),
                name="organization_change_days_in_order",
                violation_error_message=_("The latest day comes before the first it can be."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(other__isnull=False),
                name="organization_change_names_the_other",
                violation_error_message=_("Choose the other organisation, or write its name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.seen_from(self.organization_id)}"

    @property
    def when(self) -> str:
        """When it happened, as exactly as it is known: "2016", "7 June 2022", "not known"."""
        return spans.since(self.on, self.known)

    def seen_from(self, key: int | None) -> str:
        """What happened, as it is told on the page of the organisation with this key."""
        own, other = str(self.organization), str(self.other or self.name)
        if self.kind == Kind.RENAMED:
            return f"Called {self.name} until then"
        if key != self.organization_id:
            return {
                Kind.ACQUIRED: f"Acquired {own}",
                Kind.SPLIT: f"Split off from {own}",
                Kind.MERGED: f"Merged into {own}",
            }[Kind(self.kind)]
        return {
            Kind.ACQUIRED: f"Acquired by {other}",
            Kind.SPLIT: f"{other} was split off",
            Kind.MERGED: f"{other} was merged into it",
        }[Kind(self.kind)]


class Merge(models.Model):
    """Two rows that were one organisation: what was moved, dropped and changed, so that it can be
    taken back."""

    survivor = models.ForeignKey(
        Organization, models.PROTECT, related_name="merges", verbose_name=_("kept")
    )
    loser_key = models.BigIntegerField(_("key of the other"))
    name = models.CharField(_("merged into it"), max_length=120)
    slug = models.SlugField(_("its address"), max_length=80)
    # See `moving.Record`.
    record = models.JSONField(editable=False)
    counts = models.JSONField(editable=False, default=list)
    change = models.OneToOneField(
        OrganizationChange, models.SET_NULL, null=True, related_name="merge"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("merged at"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    stayed = models.JSONField(_("what could not go back"), default=list)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.name} into {self.survivor}"


@history.tracked
class Dismissal(models.Model):
    """That two organisations look alike and are not the same."""

    one = models.ForeignKey(Organization, models.CASCADE, related_name="dismissals")
    other = models.ForeignKey(Organization, models.CASCADE, related_name="dismissals_of_others")
    why = models.CharField(_("why they are not the same"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("said at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pair that is not the same")
        verbose_name_plural = _("pairs that are not the same")
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="dismissal_once_a_pair",
                violation_error_message=_("This has been said already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"
