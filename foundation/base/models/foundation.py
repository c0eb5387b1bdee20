"""The one row that says whose software this is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history, zones
from foundation.base.money import CurrencyField


@history.tracked
class Foundation(models.Model):
    """Name, seat and bank of the foundation: another one edits this row, not the code."""

    name = models.CharField(_("name"), max_length=100)
    legal_name = models.CharField(_("legal name"), max_length=200)
    mission = models.TextField(_("mission"), blank=True)
    address = models.TextField(_("address"), help_text=_("As printed on invoices."))
    email = models.EmailField(_("e-mail"))
    zone = models.CharField(
        _("time zone"), max_length=40, default="UTC", validators=[zones.validate_zone]
    )
    currency = CurrencyField(_("currency"))
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    bank_details = models.TextField(
        _("bank details"),
        blank=True,
        help_text=_("How a transfer reaches us, line by line."),
    )

    class Meta:
        verbose_name = _("foundation")
        verbose_name_plural = _("foundation")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="foundation_only_one_row"),
        ]

    def __str__(self) -> str:
        return self.name
