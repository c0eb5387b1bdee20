"""What an organisation wants to be said of it: a draft until staff approve (domain 1)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from members.models import Organization

# What its people may change. The name is not theirs: the agreement is signed under it.
FIELDS = (
    *("description", "website", "country", "city", "industry", "colour"),
    *("commitment", "commitment_author"),
)


class DraftState(models.TextChoices):
    WRITTEN = "written", _("Being written")
    SUBMITTED = "submitted", _("Waits for approval")
    RETURNED = "returned", _("Returned with a note")
    APPROVED = "approved", _("Approved")
    DISCARDED = "discarded", _("Discarded")


OPEN = (DraftState.WRITTEN, DraftState.SUBMITTED, DraftState.RETURNED)


class ProfileDraftQuerySet(models.QuerySet["ProfileDraft"]):
    def open(self) -> Self:
        """Neither approved nor discarded: an organisation has at most one."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> Self:
        """Those that staff have to look at."""
        return self.filter(state=DraftState.SUBMITTED)


@history.tracked
class ProfileDraft(models.Model):
    """Changes of one organisation's profile. `proposed` holds the fields that would change,
    `base` what these were when they were written, so that nobody's change is lost unseen."""

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="profile_drafts",
        verbose_name=_("organisation"),
    )
    state = models.CharField(
        _("state"), max_length=9, choices=DraftState, default=DraftState.WRITTEN
    )
    proposed = models.JSONField(_("proposed"), default=dict, blank=True)
    base = models.JSONField(_("before"), default=dict, blank=True)
    logo_content = models.BinaryField(_("new logo"), null=True, blank=True)
    logo_kind = models.CharField(_("kind of the new logo"), max_length=4, blank=True)
    removes_logo = models.BooleanField(_("removes the logo"), default=False)
    note = models.TextField(_("note of the staff"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    begun_at = models.DateTimeField(_("begun at"), default=clock.now)
    written_at = models.DateTimeField(_("last written at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ProfileDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("draft of a profile")
        verbose_name_plural = _("drafts of profiles")
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state__in=["written", "submitted", "returned"]),
                name="profile_draft_one_open",
                violation_error_message=_("There is an open draft already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=DraftState.values), name="profile_draft_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved", "returned"])
                | Q(submitted_at__isnull=False),
                name="profile_draft_submitted_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(logo_content__isnull=True, logo_kind="")
                | Q(logo_content__isnull=False, logo_kind__in=["svg", "webp"], removes_logo=False),
                name="profile_draft_logo_has_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(note=""),
                name="profile_draft_returned_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def changes_logo(self) -> bool:
        return self.logo_kind != "" or self.removes_logo

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.proposed and not self.changes_logo

    @property
    def says_logo(self) -> str:
        """What it does to the logo: "new", "removed", or nothing."""
        return "removed" if self.removes_logo else "new" if self.logo_kind else ""


def values_of(organization: Organization) -> dict[str, Any]:
    """What the profile of an organisation says now, as plain texts."""
    return {name: str(getattr(organization, name) or "") for name in FIELDS}
