"""Mails that came back: which address, why, and whether it is for good (RFC 3463, RFC 3464)."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from foundation.base import clock

from .mail import Mail


class BounceQuerySet(models.QuerySet["Bounce"]):
    def standing(self) -> Self:
        """Those for good that nobody has cleared."""
        return self.filter(is_permanent=True, cleared_at__isnull=True)

    def dead(self, emails: Iterable[str]) -> set[str]:
        """Those of `emails` (lower case) that mails come back from for good. One query."""
        found = self.standing().filter(email__in=list(emails))
        return set(found.values_list("email", flat=True))

    def latest_by_address(self, emails: Iterable[str]) -> dict[str, "Bounce"]:
        """The latest bounce for good of each of `emails`. One query."""
        rows = self.standing().filter(email__in=list(emails)).order_by("at", "pk")
        return {row.email: row for row in rows}


class Bounce(models.Model):
    """That a mail to an address came back. One for good marks the address until it is cleared."""

    email = models.EmailField(_("address"))
    code = models.CharField(
        _("code"), max_length=20, help_text=_("5.1.1: no such mailbox; 4.2.2: mailbox full.")
    )
    is_permanent = models.BooleanField(_("for good"))
    reason = models.CharField(_("what the other side said"), max_length=300, blank=True)
    mail = models.ForeignKey(
        Mail,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="bounces",
        verbose_name=_("mail that came back"),
    )
    message_key = models.CharField(
        _("report"),
        max_length=64,
        help_text=_("A fingerprint of the report, so that the same one is stored once."),
    )
    at = models.DateTimeField(_("at"), default=clock.now)
    cleared_at = models.DateTimeField(
        _("cleared at"),
        null=True,
        blank=True,
        help_text=_("When staff learnt that the address works again."),
    )

    objects = BounceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        indexes = [
            models.Index(
                fields=["email"],
                condition=Q(is_permanent=True, cleared_at__isnull=True),
                name="bounce_of_a_dead_address",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message_key", "email"], name="bounce_once_a_report_and_address"
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="bounce_email_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.code}"
