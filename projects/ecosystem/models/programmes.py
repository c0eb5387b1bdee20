"""Trademark programmes, and who may use their marks until when."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history

from .offers import Offer


@history.tracked
class Programme(models.Model):
    """A mark that products earn by a test: "OpenStack Powered"."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    text = models.CharField(_("what it says of a product"), max_length=200)
    link = models.URLField(_("rules"), max_length=300, blank=True)
    reminds_days = models.PositiveSmallIntegerField(
        _("reminds so many days before the end"), default=60
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("trademark programme")
        verbose_name_plural = _("trademark programmes")

    def __str__(self) -> str:
        return self.name


class Days(Func):
    """The days of a licence as a range: from the first on, up to the one on which it is over."""

    function = "daterange"
    output_field = DateRangeField()


class TrademarkLicenceQuerySet(models.QuerySet["TrademarkLicence"]):
    def on(self, day: date) -> Self:
        """Those that hold on `day`: the badge is gone on the day of expiry."""
        return self.filter(granted_on__lte=day, expires_on__gt=day)

    def to_remind_of(self, day: date) -> Self:
        """Those that end soon and of which nobody was reminded yet."""
        return self.ending(day).filter(reminded_at__isnull=True)

    def ending(self, day: date) -> Self:
        """Those that hold on `day`, end soon, and are not renewed."""
        renewed = TrademarkLicence.objects.filter(
            programme=OuterRef("programme"),
            offer=OuterRef("offer"),
            granted_on__gte=OuterRef("expires_on"),
        )
        begins = Func(
            F("expires_on"),
            F("programme__reminds_days"),
            template="(%(expressions)s)",
            arg_joiner=" - ",
            output_field=models.DateField(),
        )
        soon = self.on(day).annotate(reminds_on=begins).filter(reminds_on__lte=day)
        return soon.filter(~Exists(renewed))


@history.tracked
class TrademarkLicence(models.Model):
    """An entry may carry the mark of a programme, tested against a version of its rules."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="licences", verbose_name=_("programme")
    )
    offer = models.ForeignKey(
        Offer, models.CASCADE, related_name="licences", verbose_name=_("entry")
    )
    version = models.CharField(
        _("tested against"), max_length=40, help_text=_("The version of the rules: 2022.11.")
    )
    granted_on = models.DateField(_("granted on"))
    expires_on = models.DateField(
        _("expires on"), help_text=_("On this day the mark is gone from the marketplace.")
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects = TrademarkLicenceQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "offer", "granted_on"]
        verbose_name = _("trademark licence")
        verbose_name_plural = _("trademark licences")
        constraints = [
            ExclusionConstraint(
                name="licence_one_at_a_time",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("offer", RangeOperators.EQUAL),
                    (Days("granted_on", "expires_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("It holds this licence in part of this time already."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("granted_on")),
                name="licence_ends_after_it_begins",
                violation_error_message=_("It cannot expire before it is granted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.programme}"
