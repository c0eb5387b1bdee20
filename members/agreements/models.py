"""Signed agreements of organisations, with their papers and the people they cover (domain 1).

That an organisation signed, from when until when, is a fact of the organisation itself
(`is_supporter`, `ccla_signed_on`, `ccla_ended_on`), which the directory, its numbers and its page
read; what it signed, who did, and who may contribute under it stands here.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.files import TYPES, FileKind
from members.models import Organization


class CorporateAgreementQuerySet(models.QuerySet["CorporateAgreement"]):
    def on(self, day: date) -> Self:
        """Those signed by `day`, or on a day not known, that have not ended; the last day counts."""
        return self.filter(organization__in=Organization.objects.supporters_on(day))

    def waiting(self) -> Self:
        """Signed without a paper to show for it, and not ended."""
        return self.filter(document__isnull=True, organization__ccla_ended_on__isnull=True)


@history.tracked
class CorporateAgreement(models.Model):
    """The Corporate Contributor Licence Agreement of one organisation."""

    organization = models.OneToOneField(
        Organization,
        models.PROTECT,
        related_name="corporate_agreement",
        verbose_name=_("organisation"),
    )
    version = models.CharField(
        _("version of the text"), max_length=40, blank=True, help_text=_("Empty if nobody knows.")
    )
    signer = models.CharField(_("signed by"), max_length=150, blank=True)
    signer_title = models.CharField(_("title"), max_length=150, blank=True)
    signer_email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = CorporateAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name"]
        verbose_name = _("corporate agreement")
        verbose_name_plural = _("corporate agreements")

    def __str__(self) -> str:
        return str(self.organization)

    @property
    def signed_on(self) -> date | None:
        """The day that the organisation keeps; None if nobody knows."""
        return self.organization.ccla_signed_on

    @property
    def ended_on(self) -> date | None:
        """Its last day; None while it lasts."""
        return self.organization.ccla_ended_on


class AgreementDocument(models.Model):
    """The signed paper. It opens for staff with the right to it, and for nobody else."""

    agreement = models.OneToOneField(CorporateAgreement, models.CASCADE, related_name="document")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=4, choices=FileKind)
    content = models.BinaryField()
    at = models.DateTimeField(_("filed at"))

    class Meta:
        verbose_name = _("signed document")
        verbose_name_plural = _("signed documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FileKind.values), name="agreement_document_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        """As its content was judged to be."""
        return TYPES[FileKind(self.kind)]


class AuthorizedPersonQuerySet(models.QuerySet["AuthorizedPerson"]):
    def on(self, day: date) -> Self:
        """Those who may contribute on `day`; the last day counts."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )


@history.tracked
class AuthorizedPerson(models.Model):
    """Somebody who may contribute under the agreement, in a team, from a day until a day."""

    agreement = models.ForeignKey(CorporateAgreement, models.CASCADE, related_name="people")
    team = models.CharField(_("team"), max_length=80, blank=True)
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"), db_index=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = AuthorizedPersonQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "team", "name"]
        verbose_name = _("authorised person")
        verbose_name_plural = _("authorised people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="authorized_person_email_in_lower_case",
                violation_error_message=_("Write the address in small letters."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="authorized_person_ends_after_it_begins",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "email"],
                condition=Q(until__isnull=True),
                name="authorized_person_once",
                violation_error_message=_("This person is authorised already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
