"""The Individual Member Agreement: its versions, and who signed which when (domain 2)."""

from datetime import date

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history

from .memberships import IndividualMembership


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    def in_force(self, day: date) -> "AgreementVersion | None":
        """The version that is signed on `day`: the latest that is in force by then."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from").first()


@history.tracked
class AgreementVersion(models.Model):
    """A text that members sign. Once somebody signed it, it stays as it is: write another."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    text = models.TextField(
        _("text"), max_length=40_000, help_text=_("Blank lines part the paragraphs.")
    )
    in_force_from = models.DateField(_("in force from"), unique=True)

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-in_force_from"]
        verbose_name = _("version of the member agreement")
        verbose_name_plural = _("versions of the member agreement")
        triggers = [
            pgtrigger.Trigger(
                name="a_signed_text_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT 1 FROM people_agreementsignature WHERE version_id = OLD.id)
                    THEN RAISE EXCEPTION 'The agreement % is signed and stays.', OLD.version
                    USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.version


class AgreementSignature(models.Model):
    """That a member signed a version. Rows are only added; a signature counts as long as the
    membership it was given for: ending that clears it, and who comes back signs again."""

    membership = models.ForeignKey(
        IndividualMembership, models.PROTECT, related_name="signatures", verbose_name=_("member")
    )
    version = models.ForeignKey(
        AgreementVersion, models.PROTECT, related_name="signatures", verbose_name=_("version")
    )
    signed_at = models.DateTimeField(_("signed at"), default=clock.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures of the member agreement")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "version"], name="signature_once_per_membership"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signatures_are_only_added",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return str(self.version)
