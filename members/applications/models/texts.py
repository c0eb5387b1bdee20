"""The texts an applicant agrees to, in versions, and what the foundation promises applicants."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history

from .guards import AGREED_TEXT_STAYS


class TextKind(models.TextChoices):
    AGREEMENT = "agreement", _("Membership agreement")
    CONDUCT = "conduct", _("Code of conduct")


class AgreementTextQuerySet(models.QuerySet["AgreementText"]):
    def in_force(self, kind: str, day: date) -> "AgreementText | None":
        """The version of `kind` in force on `day`. One query."""
        return self.filter(kind=kind, in_force_on__lte=day).order_by("-in_force_on").first()


@history.tracked
class AgreementText(models.Model):
    """One version of a text. What somebody agreed to is never changed: write the next version."""

    kind = models.CharField(_("kind"), max_length=9, choices=TextKind)
    version = models.CharField(_("version"), max_length=20)
    in_force_on = models.DateField(_("in force from"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))

    objects = AgreementTextQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-in_force_on"]
        verbose_name = _("text to agree to")
        verbose_name_plural = _("texts to agree to")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TextKind.values), name="agreement_text_kind_known"
            ),
            models.UniqueConstraint(
                fields=["kind", "version"],
                name="agreement_text_version_once",
                violation_error_message=_("There is that version already."),
            ),
            models.UniqueConstraint(
                fields=["kind", "in_force_on"],
                name="agreement_text_one_a_day",
                violation_error_message=_("Another version comes into force on that day."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="agreed_text_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=AGREED_TEXT_STAYS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def paragraphs(self) -> list[str]:
        """The text without its blank lines."""
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]


class RulesQuerySet(models.QuerySet["Rules"]):
    def current(self) -> "Rules":
        """The row; the defaults while nobody has written one. One query."""
        return self.first() or Rules()


@history.tracked
class Rules(models.Model):
    """What applicants are promised, and how long a draft is kept. One row."""

    answer_days = models.PositiveSmallIntegerField(
        _("days until an answer"), default=10, help_text=_("Told to applicants.")
    )
    remind_days = models.PositiveSmallIntegerField(
        _("remind of a draft after"), default=14, help_text=_("Days without a change.")
    )
    erase_days = models.PositiveSmallIntegerField(
        _("erase a draft after"), default=60, help_text=_("Days without a change.")
    )
    most_megabytes = models.PositiveSmallIntegerField(
        _("largest document"), default=10, help_text=_("Megabytes.")
    )
    most_documents = models.PositiveSmallIntegerField(_("most documents"), default=10)

    objects = RulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of applications")
        verbose_name_plural = _("rules of applications")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="application_rules_one_row"),
            models.CheckConstraint(
                condition=Q(remind_days__gte=1, erase_days__gt=models.F("remind_days")),
                name="application_rules_remind_before_erasing",
                violation_error_message=_("A draft is reminded of first, and erased later."),
            ),
            models.CheckConstraint(
                condition=Q(most_megabytes__gte=1, most_megabytes__lte=20),
                name="application_rules_documents_bearable",
                violation_error_message=_("Take documents of 1 to 20 MB."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rules of applications"))
