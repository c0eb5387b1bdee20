"""What an organisation wants its entry to say: a draft until staff approve."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import drafts, history
from foundation.base.drafts import IS_OPEN, Draft, DraftQuerySet
from members.models import Organization
from projects.models import Project

from .offers import Offer, OfferKind, Region


@history.tracked
class OfferDraft(Draft):
    """A whole entry as it should be; without `offer` a new one."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="offer_drafts", verbose_name=_("organisation")
    )
    offer = models.ForeignKey(
        Offer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("entry it changes"),
    )
    kind = models.CharField(_("kind"), max_length=13, choices=OfferKind)
    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("in a sentence"), max_length=160)
    description = models.TextField(_("description"))
    link = models.URLField(
        _("link"), max_length=300, validators=[URLValidator(schemes=["https", "http"])]
    )
    regions = ArrayField(
        models.CharField(max_length=13, choices=Region), verbose_name=_("regions"), default=list
    )
    projects = models.ManyToManyField(
        Project, related_name="+", verbose_name=_("projects it is for")
    )
    logo_content = models.BinaryField(_("new logo"), null=True, blank=True)
    logo_kind = models.CharField(_("kind of the new logo"), max_length=4, blank=True)

    objects = DraftQuerySet[Any].as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("draft of an entry")
        verbose_name_plural = _("drafts of entries")
        constraints = [
            *drafts.rules("offer_draft"),
            models.UniqueConstraint(
                fields=["offer"],
                condition=IS_OPEN,
                name="offer_draft_one_open",
                violation_error_message=_("There is an open draft of this entry already."),
            ),
            models.CheckConstraint(
                condition=Q(logo_content__isnull=True, logo_kind="")
                | Q(logo_content__isnull=False, logo_kind__in=["svg", "webp"]),
                name="offer_draft_logo_has_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(offer__isnull=False),
                name="offer_draft_approved_became_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def region_names(self) -> list[str]:
        """The regions in words, in their order."""
        return [str(region.label) for region in Region if region in self.regions]
