"""Levels at which an organisation can sponsor an event, and who does (domain 4.3)."""

from datetime import date
from decimal import Decimal
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import history
from foundation.base.money import CurrencyField, MoneyField
from members.models import Organization


@history.tracked
class Level(models.Model):
    """A level: what it costs members and others, and what it gives."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="sponsor_levels")
    name = models.CharField(_("level"), max_length=60)
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("1 is the highest."))
    price_member = MoneyField(_("price for members"))
    price_other = MoneyField(_("price for others"), null=True, blank=True)
    currency = CurrencyField(_("currency"))
    members_only = models.BooleanField(_("members only"), default=False)
    available = models.PositiveSmallIntegerField(
        _("how many may be sold"),
        null=True,
        blank=True,
        help_text=_("Empty: no limit."),
    )
    summary = models.CharField(_("in a line"), max_length=200, blank=True)
    benefits = models.TextField(_("benefits"), blank=True, help_text=_("One a line."))

    class Meta:
        ordering = ["event", "rank"]
        verbose_name = _("sponsor level")
        verbose_name_plural = _("sponsor levels")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="level_once_per_event"),
            models.CheckConstraint(
                condition=Q(price_member__gte=0)
                & (Q(price_other__isnull=True) | Q(price_other__gte=0)),
                name="level_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(members_only=True) | Q(price_other__isnull=False),
                name="level_open_to_all_has_a_price_for_all",
                violation_error_message=_("Give the price for others, or tick “members only”."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sponsorship:sponsors", args=[self.event.slug])

    @property
    def lines(self) -> list[str]:
        """The benefits, one by one."""
        return [line.strip() for line in self.benefits.splitlines() if line.strip()]

    @property
    def saving(self) -> Decimal | None:
        """What a member pays less, in the level's currency."""
        return None if self.price_other is None else self.price_other - self.price_member


# No more are sold of a level than there are. The level is held: two who sign at once wait in line.
WITHIN_THE_LEVEL = pgtrigger.Trigger(
    name="sponsorship_within_the_level",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("level_id"),  # type: ignore[no-untyped-call]
    declare=[("most", "integer")],
    func="""
        SELECT available INTO most FROM sponsorship_level
        WHERE id = NEW.level_id FOR NO KEY UPDATE;
        IF (SELECT count(*) FROM sponsorship_sponsorship
            WHERE level_id = NEW.level_id AND id <> NEW.id) >= most THEN
            RAISE EXCEPTION 'All sponsorships of this level are sold: there are %.', most
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class SponsorshipQuerySet(models.QuerySet["Sponsorship"]):
    def told_on(self, day: date) -> Self:
        """Those the world may know of on `day`; a slot of a prepared query does too."""
        return self.filter(announced_on__lte=day, level__event__is_public=True)


@history.tracked
class Sponsorship(models.Model):
    """That an organisation sponsors an event. What it pays is kept as it was when it signed."""

    level = models.ForeignKey(
        Level, models.PROTECT, related_name="sponsorships", verbose_name=_("level")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="sponsorships",
        verbose_name=_("organisation"),
    )
    signed_on = models.DateField(_("signed on"))
    price = MoneyField(_("price"))
    currency = CurrencyField(_("currency"))
    announced_on = models.DateField(
        _("announced on"),
        null=True,
        blank=True,
        help_text=_("From this day on the pages tell it. Empty: they do not."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        ordering = ["level", "organization__name"]
        verbose_name = _("sponsorship")
        verbose_name_plural = _("sponsorships")
        triggers = [WITHIN_THE_LEVEL]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "organization"],
                name="sponsorship_once_per_level",
                violation_error_message=_("It sponsors at this level already."),
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0), name="sponsorship_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.level}, {self.level.event}"
