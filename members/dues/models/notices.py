"""What happened by itself or was written to a member: once each, and it says so."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock
from foundation.base.models import Mail
from members.dues.models.terms import DuesYear, Term
from members.models import Membership


class NoticeKind(models.TextChoices):
    INVOICED = "invoiced", _("Invoice")
    MOVED = "moved", _("Moved to another tier")
    ELECT = "elect", _("Reminder to elect")
    MISSED = "missed", _("Day to elect has passed")
    DUES = "dues", _("Reminder of dues")
    SUSPENDED = "suspended", _("Out of good standing")
    PAID = "paid", _("Payment received")
    RENEWED = "renewed", _("Renewed")
    LAPSED = "lapsed", _("Lapsed")
    ENDED = "ended", _("Ended")


class Notice(models.Model):
    """That a date was reached and acted on. The key keeps it from being acted on twice."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="notices")
    kind = models.CharField(_("what"), max_length=9, choices=NoticeKind)
    key = models.CharField(_("key"), max_length=80, unique=True)
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name=_("term")
    )
    dues_year = models.ForeignKey(
        DuesYear,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("year of dues"),
    )
    reached_on = models.DateField(_("date that was reached"))
    why = models.CharField(_("why"), max_length=300)
    written_at = models.DateTimeField(_("written at"), default=clock.now)
    mails = models.ManyToManyField(Mail, related_name="+", verbose_name=_("mails"), blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [models.Index(fields=["kind", "-written_at"], name="notice_kind_written")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.membership}"
