"""Who won which award, and who was nominated for it (domain 4.6)."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import history
from foundation.base.search import Folded
from members.models import Organization

FIRST_YEAR, LAST_YEAR = 1980, 2200


class AwardKind(models.TextChoices):
    WINNER = "winner", _("Winner")
    NOMINEE = "nominee", _("Nominee")


class AwardQuerySet(models.QuerySet["Award"]):
    def told_on(self, day: Any) -> Self:
        """Those the world may know of on `day` (domain 4.6: nobody does before the keynote).

        That is from the day they were announced on; where it is not known, from the last day of
        the event, else of the year.
        """
        year_ends = Func(
            F("year"), Value(12), Value(31), function="make_date", output_field=models.DateField()
        )
        told_from = Coalesce("announced_on", "event__ends_on", year_ends)
        return self.annotate(told_from=told_from).filter(told_from__lte=day)


@history.tracked
class Award(models.Model):
    """One organisation, or a team of one, that won an award at one edition of it.

    A tie is two rows. Who it is stays as it was printed then, whether the register knows it or not.
    """

    name = models.CharField(
        _("award"), max_length=80, help_text=_("Of one: “Superuser Award”. Without the year.")
    )
    edition = models.CharField(
        _("edition"), max_length=120, help_text=_("Where it was given, as it was called then.")
    )
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("event"),
        help_text=_("If the event is one of ours here."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(
        _("won or nominated"), max_length=7, choices=AwardKind, default=AwardKind.WINNER
    )
    printed_name = models.CharField(
        _("name as printed"), max_length=150, help_text=_("As it was announced, and stays.")
    )
    organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("organisation"),
        help_text=_("Only where it is sure which one it is: its page tells of the award."),
    )
    reason = models.CharField(_("what for"), max_length=300, blank=True)
    announced_on = models.DateField(
        _("announced on"),
        null=True,
        blank=True,
        help_text=_(
            "It is told from this day on, in UTC. Empty: from the last day of the event, "
            "or of the year where there is no event."
        ),
    )
    source = models.CharField(
        _("source"), max_length=300, help_text=_("Where this is said. It is printed on the page.")
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "name", "edition", "printed_name"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.UniqueConstraint(
                Folded(F("name")),
                Folded(F("edition")),
                F("year"),
                Folded(F("printed_name")),
                name="award_printed_name_once_an_edition",
                violation_error_message=_("This name is there already for this award."),
            ),
            models.UniqueConstraint(
                Folded(F("name")),
                Folded(F("edition")),
                F("year"),
                F("organization"),
                name="award_organization_once_an_edition",
                violation_error_message=_("This organisation is there already for this award."),
            ),
            models.CheckConstraint(condition=Q(kind__in=AwardKind.values), name="award_kind_known"),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="award_year_can_be",
                violation_error_message=_("Write the year with four digits: 2022."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(edition="") & ~Q(printed_name=""),
                name="award_says_which_and_whose",
                violation_error_message=_("Name the award, the edition, and who it went to."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="award_has_a_source",
                violation_error_message=_("Say where this is known from."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}: {self.printed_name}"
