"""The standing check: whether what the public is shown equals the register, night by night."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RegisterCheck(models.Model):
    """What the check of one day found. It is written once, by whichever worker comes first."""

    day = models.DateField(_("day"), unique=True)
    checked_at = models.DateTimeField(_("checked at"))
    rows = models.PositiveIntegerField(_("rows compared"))
    number = models.PositiveIntegerField(_("differences"))
    differences = models.TextField(_("what differs"), blank=True)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("check of the register")
        verbose_name_plural = _("checks of the register")
        constraints = [
            models.CheckConstraint(
                condition=Q(number=0, differences="") | (Q(number__gt=0) & ~Q(differences="")),
                name="register_check_says_what_differs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%-d %B %Y}"
