"""Who is billed for an organisation's dues."""

from dataclasses import asdict, dataclass, fields

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from foundation.base import history
from members.models import Organization


@dataclass(frozen=True)
class Billing:
    """What an invoice says of its buyer. `country` is ISO 3166; lines of `address` stay lines."""

    name: str
    address: str = ""
    country: str = ""
    tax_number: str = ""
    email: str = ""
    purchase_order: str = ""


@history.tracked
class BillingDetails(models.Model):
    """The buyer of an organisation's invoices, as they are to be written from now on."""

    organization = models.OneToOneField(
        Organization,
        models.CASCADE,
        related_name="billing_details",
        verbose_name=_("organisation"),
    )
    name = models.CharField(
        _("name on the invoice"), max_length=200, help_text=_("The legal name of who pays.")
    )
    address = models.TextField(_("address"), max_length=500, blank=True)
    country = CountryField(_("country"), blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    email = models.EmailField(
        _("e-mail for invoices"),
        blank=True,
        help_text=_("Beside the representatives for billing."),
    )
    purchase_order = models.CharField(
        _("purchase order"), max_length=60, blank=True, help_text=_("Printed on every invoice.")
    )

    class Meta:
        ordering = ["organization"]
        verbose_name = _("billing details")
        verbose_name_plural = _("billing details")

    def __str__(self) -> str:
        return self.name

    def as_billing(self) -> Billing:
        """The same as what services take."""
        kept = {field.name: str(getattr(self, field.name) or "") for field in fields(Billing)}
        return Billing(**kept)


def columns(billing: Billing) -> dict[str, str]:
    """`billing` as columns of the table."""
    return asdict(billing)
