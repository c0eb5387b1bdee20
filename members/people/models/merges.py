"""That two accounts were one person's, and what was done about it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members.accounts.models import User


@history.tracked
class AccountMerge(models.Model):
    """`other` was closed and what it had is `kept`'s. Its row stays: what it did stays told."""

    kept = models.ForeignKey(
        User, models.PROTECT, related_name="merged_accounts", verbose_name=_("kept")
    )
    other = models.OneToOneField(
        User, models.PROTECT, related_name="merged_into", verbose_name=_("closed")
    )
    email = models.EmailField(_("address of the closed account"))
    slug = models.SlugField(
        _("former address of the profile"),
        max_length=80,
        blank=True,
        db_index=False,
        help_text=_("It leads to the profile that is kept. Empty where nothing was public."),
    )
    counts = models.JSONField(_("moved"), default=list)
    stayed = models.JSONField(_("what stayed"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("merged at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge of accounts")
        verbose_name_plural = _("merges of accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=~Q(slug=""), name="account_merge_address_once"
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("other")), name="account_merge_of_two_accounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} into {self.kept.email}"
