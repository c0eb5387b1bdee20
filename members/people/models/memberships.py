"""Who was a Foundation member from which moment until which (domain 2)."""

from datetime import date, datetime, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history, zones
from members.accounts.models import User


class MemberBeginning(models.TextChoices):
    JOINED = "joined", _("Joined")
    IMPORTED = "imported", _("Taken over from another register")


class MemberEnding(models.TextChoices):
    RESIGNED = "resigned", _("Resigned")
    ENDED = "ended", _("Ended by the foundation")
    MERGED = "merged", _("Merged into another account")
    ERASED = "erased", _("Asked to be erased")


class IndividualMembershipQuerySet(models.QuerySet["IndividualMembership"]):
    def at(self, at: datetime) -> Self:
        """Memberships held at the moment `at`."""
        return self.filter(span__contains=at)

    def may_vote(self, at: datetime, wait_days: int) -> Self:
        """Of those held at `at`, the ones that carry a vote: held for `wait_days` days, and the
        right not lost (domain 2). `voting.standing` says the same of one person, with its reason."""
        first = zones.day(at) - timedelta(days=wait_days)
        held = self.at(at).filter(span__startswith__lt=_end_of(first))
        # Notices stand beside this file and refer to it.
        notices = self.model._meta.apps.get_model("people", "VotingNotice")._default_manager
        lost = notices.filter(membership=OuterRef("pk")).lost_on(zones.day(at))
        return held.filter(~Exists(lost))


def _end_of(day: date) -> datetime:
    midnight = datetime.min.time()
    return zones.instant(day + timedelta(days=1), midnight, "UTC")


@history.tracked
class IndividualMembership(models.Model):
    """One person's Foundation membership. Whoever has none at a moment has a community account,
    which neither votes nor stands. To resign is to end it; who comes back begins another.

    The span is of moments, [began, ended), so that resigning is at once on the day of joining too.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="individual_memberships")
    span = DateTimeRangeField(_("from and until"))
    began_as = models.CharField(
        _("how it began"), max_length=8, choices=MemberBeginning, default=MemberBeginning.JOINED
    )
    ended_as = models.CharField(_("how it ended"), max_length=8, choices=MemberEnding, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = IndividualMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user", "span"]
        verbose_name = _("individual membership")
        verbose_name_plural = _("individual memberships")
        indexes = [GistIndex(fields=["span"], name="individual_membership_span")]
        constraints = [
            ExclusionConstraint(
                name="individual_membership_one_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
                violation_error_message=_("This person is a member in part of this time already."),
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False, span__startswith__isnull=False),
                name="individual_membership_has_a_beginning",
                violation_error_message=_("Say when the membership began."),
            ),
            models.CheckConstraint(
                condition=Q(began_as__in=MemberBeginning.values),
                name="individual_membership_beginning_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", span__endswith__isnull=True)
                | Q(ended_as__in=MemberEnding.values, span__endswith__isnull=False),
                name="individual_membership_says_how_it_ended",
                violation_error_message=_("A membership that has ended says how, no other does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, since {self.began_on}"

    @property
    def began_on(self) -> date:
        """The day (UTC) it began."""
        return zones.day(self.span.lower)

    @property
    def ended_at(self) -> datetime | None:
        """The moment it ended, if it has."""
        end: datetime | None = self.span.upper
        return end
