"""What an applicant fills in, step by step."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from foundation.base.money import CurrencyField, MoneyField
from members.models import Organization

from .texts import AgreementText


class Profile(models.Model):
    """The organisation, as it describes itself, and the row of the register it says it is."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    industry = models.CharField(_("industry"), max_length=80, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("row of the register"),
        help_text=_("Empty: it is not in the register yet, and gets a row with the approval."),
    )
    # The name for which the applicant has said whether it is in the register.
    looked_up = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True


class Affiliation(models.Model):
    """Who owns it and what it owns (domain 1, ownership over 50 %)."""

    has_owner = models.BooleanField(_("another owns more than half of it"), null=True, blank=True)
    owner_name = models.CharField(_("owner"), max_length=120, blank=True)
    owner = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications_owned",
        verbose_name=_("the owner's row of the register"),
    )
    subsidiaries = models.TextField(_("organisations it owns"), blank=True)
    affiliation_note = models.TextField(_("explanation of the ownership"), blank=True)

    class Meta:
        abstract = True


class People(models.Model):
    """Whom to write to about what, and who may sign."""

    primary_name = models.CharField(_("primary contact"), max_length=150, blank=True)
    primary_email = models.EmailField(_("its e-mail"), blank=True)
    billing_contact = models.CharField(_("billing contact"), max_length=150, blank=True)
    billing_email = models.EmailField(_("its e-mail"), blank=True)
    marketing_name = models.CharField(_("marketing contact"), max_length=150, blank=True)
    marketing_email = models.EmailField(_("its e-mail"), blank=True)
    technical_name = models.CharField(_("technical contact"), max_length=150, blank=True)
    technical_email = models.EmailField(_("its e-mail"), blank=True)
    signer_name = models.CharField(_("who signs"), max_length=150, blank=True)
    signer_title = models.CharField(_("job title"), max_length=150, blank=True)
    signer_email = models.EmailField(_("e-mail of who signs"), blank=True)
    signer_confirmed = models.BooleanField(_("has the authority to sign"), default=False)

    class Meta:
        abstract = True


class Invoicing(models.Model):
    """Where invoices go. The dues are those that were shown when the application was sent."""

    billing_name = models.CharField(_("name on the invoice"), max_length=200, blank=True)
    billing_address = models.TextField(_("postal address"), blank=True)
    billing_country = CountryField(_("country of the invoice"), blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    invoice_email = models.EmailField(_("e-mail for invoices"), blank=True)
    purchase_order = models.CharField(_("purchase order"), max_length=60, blank=True)
    dues = MoneyField(_("dues a year"), null=True, blank=True)
    dues_currency = CurrencyField(_("currency"))

    class Meta:
        abstract = True


class Agreeing(models.Model):
    """Which texts were agreed to, and what the organisation commits itself to."""

    agreement = models.ForeignKey(
        AgreementText,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("membership agreement"),
    )
    conduct = models.ForeignKey(
        AgreementText,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("code of conduct"),
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    commitment = models.TextField(_("commitment statement"), blank=True)
    commitment_author = models.CharField(_("said by"), max_length=150, blank=True)

    class Meta:
        abstract = True
