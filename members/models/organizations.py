"""Organisations: members, supporters, sponsors, employers. One row each, whatever they are to us."""

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from foundation.base import history, marks
from foundation.base.search import SearchText
from foundation.base.slugs import validate_not_reserved
from members import spans

from . import guards

validate_colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as #1a2b3c."))


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def supporters_on(self, day: date) -> Self:
        """Supporting organisations on `day`: they signed the CCLA by then, or on a day not known,
        and it has not ended; its last day counts."""
        return self.filter(
            Q(ccla_signed_on__isnull=True) | Q(ccla_signed_on__lte=day),
            Q(ccla_ended_on__isnull=True) | Q(ccla_ended_on__gte=day),
            is_supporter=True,
        )


@history.tracked
class Organization(models.Model):
    """A company, university or public body."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, validators=[validate_not_reserved]
    )
    country = CountryField(_("country"), blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    industry = models.CharField(_("industry"), max_length=80, blank=True, db_index=True)
    website = models.URLField(_("website"), blank=True, max_length=300)
    description = models.TextField(_("description"), blank=True)
    commitment = models.TextField(_("commitment statement"), blank=True)
    commitment_author = models.CharField(_("said by"), max_length=150, blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    colour = models.CharField(_("colour"), max_length=7, blank=True, validators=[validate_colour])
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidiaries",
        help_text=_("Who owns more than half of it."),
    )
    guarded_from = models.DateField(
        _("owner counts from"),
        null=True,
        blank=True,
        help_text=_(
            "From this day on only one of the owner's organisations may hold Gold or Platinum. "
            "Empty: it always counted."
        ),
    )
    is_supporter = models.BooleanField(
        _("supporting organisation"),
        default=False,
        help_text=_(
            "It signed the Corporate Contributor Licence Agreement. Leave it ticked when the "
            "agreement has ended: the two days say when it supported."
        ),
    )
    ccla_signed_on = models.DateField(_("CCLA signed on"), null=True, blank=True)
    ccla_ended_on = models.DateField(
        _("last day of the CCLA"), null=True, blank=True, help_text=_("Empty while it lasts.")
    )
    is_infrastructure_donor = models.BooleanField(_("infrastructure donor"), default=False)
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where these facts come from."),
    )
    # What search looks at: the name and its other names, without accents, in lower case.
    search_text = SearchText("name")

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        triggers = [guards.OWNER_LOCKED, guards.OWNER_HAS_ONE]
        indexes = [
            GinIndex(
                OpClass(F("search_text"), name="gin_trgm_ops"),
                name="organization_search",
            ),
            models.Index(Lower("name"), name="organization_name_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organization_name_unique",
                violation_error_message=_("There is an organisation with this name already."),
            ),
            models.CheckConstraint(
                condition=Q(ccla_signed_on__isnull=True) | Q(is_supporter=True),
                name="organization_ccla_date_needs_supporter",
                violation_error_message=_("Tick “supporting organisation” when there is a date."),
            ),
            models.CheckConstraint(
                condition=Q(ccla_ended_on__isnull=True) | Q(is_supporter=True),
                name="organization_ccla_end_needs_supporter",
                violation_error_message=_("Tick “supporting organisation” when there is an end."),
            ),
            models.CheckConstraint(
                condition=Q(ccla_ended_on__isnull=True)
                | Q(ccla_signed_on__isnull=True)
                | Q(ccla_ended_on__gte=F("ccla_signed_on")),
                name="organization_ccla_ends_after_it_is_signed",
                violation_error_message=_("The agreement cannot end before it was signed."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="organization_not_its_own_parent",
                violation_error_message=_("An organisation cannot own itself."),
            ),
            models.CheckConstraint(
                condition=Q(guarded_from__isnull=True) | Q(parent__isnull=False),
                name="organization_guarded_from_needs_owner",
                violation_error_message=_("A day from which the owner counts needs an owner."),
            ),
            models.CheckConstraint(
                condition=Q(commitment="") | ~Q(commitment_author=""),
                name="organization_commitment_has_author",
                violation_error_message=_("Say who made the commitment statement."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:organization", args=[self.slug])

    def supports_on(self, day: date) -> bool:
        """As `supporters_on` says of a row that is loaded already."""
        return self.is_supporter and spans.covers(self.ccla_signed_on, self.ccla_ended_on, day)

    def supported_until(self, day: date) -> date | None:
        """The last day of an agreement that was over before `day`; None for any other."""
        ended = self.ccla_ended_on
        return ended if ended and ended < day else None

    @property
    def monogram(self) -> str:
        """The letters that stand for it where there is no logo."""
        return marks.monogram(self.name)


class NameKind(models.TextChoices):
    FORMER = "former", _("Former name")
    OTHER = "other", _("Other name")


@history.tracked
class OrganizationName(models.Model):
    """A name an organisation had or is also known by: it stays findable, and its address too."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="names", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=6, choices=NameKind, default=NameKind.OTHER)
    slug = models.SlugField(
        _("former address"),
        max_length=80,
        null=True,
        blank=True,
        unique=True,
        help_text=_("The slug this name had; it leads to the organisation."),
    )
    until = models.DateField(_("until"), null=True, blank=True)
    search_text = SearchText("name")

    class Meta:
        ordering = ["name"]
        verbose_name = _("name")
        verbose_name_plural = _("other names")
        indexes = [
            GinIndex(
                OpClass(F("search_text"), name="gin_trgm_ops"),
                name="organization_name_search",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), F("organization"), name="organization_name_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NameKind.values),
                name="organization_name_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name
