"""What a member asks for: that a product may carry the mark of a programme."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import drafts, history
from foundation.base.drafts import IS_OPEN, Draft, DraftQuerySet
from projects.models import Project

from .offers import Offer
from .programmes import Programme, TrademarkLicence


@history.tracked
class LicenceRequest(Draft):
    """An entry asks for the licence of a programme; granted, it is that licence."""

    offer = models.ForeignKey(
        Offer, models.CASCADE, related_name="licence_requests", verbose_name=_("entry")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="requests", verbose_name=_("programme")
    )
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="+", verbose_name=_("project")
    )
    product = models.CharField(
        _("product"), max_length=120, help_text=_("As it was tested: Harbour 4.2.")
    )
    tested_against = models.CharField(
        _("tested against"), max_length=40, help_text=_("The version of the rules: 2022.11.")
    )
    evidence = models.URLField(
        _("results of the test"), max_length=300, validators=[URLValidator(schemes=["https"])]
    )
    licence = models.OneToOneField(
        TrademarkLicence,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="request",
        verbose_name=_("licence it became"),
    )

    objects = DraftQuerySet[Any].as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request for a trademark licence")
        verbose_name_plural = _("requests for trademark licences")
        constraints = [
            *drafts.rules("licence_request"),
            models.UniqueConstraint(
                fields=["offer", "programme"],
                condition=IS_OPEN,
                name="licence_request_one_open",
                violation_error_message=_("This licence is asked for already."),
            ),
            models.CheckConstraint(
                condition=Q(licence__isnull=True) | Q(state="approved"),
                name="licence_request_granted_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.programme}"
