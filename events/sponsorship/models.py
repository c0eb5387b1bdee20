"""Levels at which an organisation can sponsor an event (domain 4.3)."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import history
from foundation.base.money import CurrencyField, MoneyField


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
