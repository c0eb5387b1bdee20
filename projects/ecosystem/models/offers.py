"""What members offer around the projects: the entries of the marketplace."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.search import SearchText
from foundation.base.slugs import validate_not_reserved
from members.models import Membership, Organization
from projects.models import Project


class OfferKind(models.TextChoices):
    PUBLIC_CLOUD = "public_cloud", _("Public cloud")
    PRIVATE_CLOUD = "private_cloud", _("Hosted private cloud")
    DISTRIBUTION = "distribution", _("Distribution or appliance")
    TRAINING = "training", _("Training")
    CONSULTING = "consulting", _("Consulting and integration")
    DRIVER = "driver", _("Storage or network driver")
    SUPPORT = "support", _("Support and operation")


class Region(models.TextChoices):
    WORLD = "world", _("Everywhere")
    AFRICA = "africa", _("Africa")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    LATIN_AMERICA = "latin_america", _("Latin America")
    MIDDLE_EAST = "middle_east", _("Middle East")
    NORTH_AMERICA = "north_america", _("North America")
    OCEANIA = "oceania", _("Oceania")


class OfferQuerySet(models.QuerySet["Offer"]):
    def shown_on(self, day: date) -> Self:
        """Those the marketplace shows on `day`: published by then, not withdrawn, and of an
        organisation that holds a membership on that day."""
        held = Membership.objects.on(day).filter(organization=OuterRef("organization"))
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day), published_on__lte=day
        ).filter(Exists(held))


@history.tracked
class Offer(models.Model):
    """One entry. Its texts change only by a draft that staff approve."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="offers", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=13, choices=OfferKind)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("slug"), max_length=90, unique=True, validators=[validate_not_reserved]
    )
    summary = models.CharField(_("in a sentence"), max_length=160)
    description = models.TextField(_("description"))
    link = models.URLField(
        _("link"), max_length=300, validators=[URLValidator(schemes=["https", "http"])]
    )
    regions = ArrayField(
        models.CharField(max_length=13, choices=Region), verbose_name=_("regions"), default=list
    )
    projects = models.ManyToManyField(
        Project, related_name="offers", verbose_name=_("projects it is for")
    )
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    source = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Printed below the entry.")
    )
    published_on = models.DateField(_("published on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    search_text = SearchText("name")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("entry of the marketplace")
        verbose_name_plural = _("entries of the marketplace")
        indexes = [GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="offer_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(withdrawn_on__isnull=True),
                name="offer_name_once",
                violation_error_message=_("The organisation has an entry of this name already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=OfferKind.values), name="offer_kind_known"),
            models.CheckConstraint(
                condition=Q(regions__contained_by=Region.values) & Q(regions__len__gt=0),
                name="offer_regions_known",
                violation_error_message=_("Name at least one region."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("published_on")),
                name="offer_withdrawn_after_published",
            ),
            models.CheckConstraint(
                condition=Q(link__startswith="https://") | Q(link__startswith="http://"),
                name="offer_link_is_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ecosystem:offer", args=[self.slug])

    @property
    def region_names(self) -> list[str]:
        """The regions in words, in their order."""
        return [str(region.label) for region in Region if region in self.regions]
