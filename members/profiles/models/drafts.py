"""What an organisation wants to be said of it; staff decide (domain 1)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, drafts, history
from foundation.base.drafts import IS_OPEN, Draft, DraftQuerySet
from members.models import Organization

# What its people may change. The name is not theirs: the agreement is signed under it.
FIELDS = (
    *("description", "website", "country", "city", "industry", "colour"),
    *("commitment", "commitment_author"),
)


@history.tracked
class ProfileDraft(Draft):
    """Changes of one organisation's profile. `proposed` holds the fields that would change,
    `base` what these were when they were written, so that nobody's change is lost unseen."""

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="profile_drafts",
        verbose_name=_("organisation"),
    )
    proposed = models.JSONField(_("proposed"), default=dict, blank=True)
    base = models.JSONField(_("before"), default=dict, blank=True)
    logo_content = models.BinaryField(_("new logo"), null=True, blank=True)
    logo_kind = models.CharField(_("kind of the new logo"), max_length=4, blank=True)
    removes_logo = models.BooleanField(_("removes the logo"), default=False)
    begun_at = models.DateTimeField(_("begun at"), default=clock.now)

    objects = DraftQuerySet[Any].as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("draft of a profile")
        verbose_name_plural = _("drafts of profiles")
        constraints = [
            *drafts.rules("profile_draft"),
            models.UniqueConstraint(
                fields=["organization"],
                condition=IS_OPEN,
                name="profile_draft_one_open",
                violation_error_message=_("There is an open draft already."),
            ),
            models.CheckConstraint(
                condition=Q(logo_content__isnull=True, logo_kind="")
                | Q(logo_content__isnull=False, logo_kind__in=["svg", "webp"], removes_logo=False),
                name="profile_draft_logo_has_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}"

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
