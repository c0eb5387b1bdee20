"""The steps of an application, a form each. A field says what it is for, not how it is kept."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.fields import AddressField, CountryChoice, LineField, LongField, MailField
from members.applications.forms.beginning import TierField
from members.applications.models import AgreementText, Application
from members.applications.queries import Candidate
from members.models import Organization, Tier, TierPrice

public_address = URLValidator(
    schemes=["http", "https"], message=_("Give the whole address, such as https://example.org.")
)
NONE = "none"


class StepForm(forms.Form):
    """One step, filled in with what is kept of it."""

    # What may be missing together: a contact is a name and an address.
    PAIRS: ClassVar[tuple[tuple[str, str], ...]] = ()

    def __init__(self, data: Any = None, *, row: Application, **more: Any) -> None:
        super().__init__(data)
        self.row = row
        self.prepare(**more)
        for name in self.fields:
            if hasattr(row, name):
                self.initial.setdefault(name, getattr(row, name))

    def prepare(self, **more: Any) -> None:
        """What a step knows beside its row."""

    def clean(self) -> dict[str, Any]:
        """A contact is whole or absent."""
        told: dict[str, Any] = super().clean() or {}
        for name, email in self.PAIRS:
            if name in self.errors or email in self.errors:
                continue
            if told.get(name) and not told.get(email):
                self.add_error(email, _("Give the e-mail too."))
            if told.get(email) and not told.get(name):
                self.add_error(name, _("Give the name too."))
        return told

    def answers(self) -> Mapping[str, Any]:
        """What was sent, for the service."""
        return self.cleaned_data


class TierForm(StepForm):
    """Another tier than the one it began with."""

    def prepare(self, *, offers: Iterable[tuple[Tier, TierPrice]] = (), **more: Any) -> None:
        """Only what is on offer can be chosen."""
        self.fields["tier"] = TierField(offers)
        self.initial["tier"] = self.row.tier.slug


class OrganizationForm(StepForm):
    """The organisation as the directory will show it."""

    name = LineField(
        label=_("Name of the organisation"),
        max_length=120,
        autocomplete="organization",
        help_text=_("As it should stand in the directory."),
    )
    country = CountryChoice(help_text=_("Where its seat is."))
    city = LineField(label=_("City"), max_length=80, required=False)
    industry = LineField(label=_("Industry"), max_length=80, required=False)
    website = forms.CharField(
        label=_("Website"),
        max_length=300,
        validators=[public_address],
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    description = LongField(
        label=_("What it does"),
        max_length=2000,
        help_text=_("Two or three sentences for the directory. You can add your logo later."),
    )

    def prepare(self, **more: Any) -> None:
        """The country as its letters."""
        self.initial["country"] = self.row.country.code
        self.fields["country"].widget.attrs["autocomplete"] = "country"
        self.fields["industry"].widget.attrs |= {"list": "industries", "autocomplete": "off"}


class RecognizeForm(StepForm):
    """Whether the register knows this organisation already."""

    organization = forms.ChoiceField(
        label=_("Is it one of these?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )

    def prepare(self, *, candidates: Iterable[Candidate] = (), **more: Any) -> None:
        """Rows that are members can be seen, and are refused by the service with the reason."""
        rows = list(candidates)
        self.found: dict[str, Organization] = {
            str(each.organization.pk): each.organization for each in rows
        }
        field: Any = self.fields["organization"]
        field.choices = [
            *((str(each.organization.pk), _named(each)) for each in rows),
            (NONE, _("None of them: we are new here")),
        ]
        chosen = self.row.organization_id
        self.initial["organization"] = str(chosen) if chosen else ""
        if not chosen and self.row.looked_up.casefold() == self.row.name.casefold():
            self.initial["organization"] = NONE

    def chosen(self) -> Organization | None:
        """The row that was chosen. Only after `is_valid()`."""
        return self.found.get(self.cleaned_data["organization"])


def _named(each: Candidate) -> str:
    parts = [each.organization.name]
    if each.known_as:
        parts.append(str(_("also known as %(name)s") % {"name": each.known_as}))
    if each.organization.country:
        parts.append(each.organization.country.name)
    if each.tier:
        parts.append(str(_("%(tier)s member") % {"tier": each.tier}))
    elif each.organization.supports_on(zones.day(clock.now())):
        parts.append(str(_("supporting organisation")))
    return ", ".join(parts)


class OwnershipForm(StepForm):
    """Who owns it: members of one owner may hold one Gold or Platinum membership (domain 1)."""

    has_owner = forms.TypedChoiceField(
        label=_("Does another organisation own more than half of yours?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    owner_name = LineField(
        label=_("Which one?"),
        max_length=120,
        required=False,
        help_text=_("Only if you said yes."),
    )
    subsidiaries = LongField(
        label=_("Organisations that yours owns by more than half"),
        required=False,
        rows=3,
        help_text=_("One a line."),
    )
    affiliation_note = LongField(
        label=_("Anything we should know about it"),
        required=False,
        rows=3,
        help_text=_("For example if an owner is about to change."),
    )

    def prepare(self, **more: Any) -> None:
        """Yes, no, or nothing yet."""
        said = {True: "yes", False: "no", None: ""}
        self.initial["has_owner"] = said[self.row.has_owner]

    def clean(self) -> dict[str, Any]:
        """An owner has a name; without one no name is kept."""
        told = super().clean()
        if told.get("has_owner") and not told.get("owner_name") and "owner_name" not in self.errors:
            self.add_error("owner_name", _("Name the owner."))
        if told.get("has_owner") is False:
            told["owner_name"] = ""
        return told


class PeopleForm(StepForm):
    """Whom to write to about what, and who signs."""

    PAIRS = (("marketing_name", "marketing_email"), ("technical_name", "technical_email"))

    primary_name = LineField(label=_("Full name"), max_length=150)
    primary_email = MailField(label=_("E-mail"), autocomplete="off")
    billing_contact = LineField(label=_("Full name"), max_length=150)
    billing_email = MailField(label=_("E-mail"), autocomplete="off")
    marketing_name = LineField(label=_("Full name"), max_length=150, required=False)
    marketing_email = MailField(label=_("E-mail"), autocomplete="off", required=False)
    technical_name = LineField(label=_("Full name"), max_length=150, required=False)
    technical_email = MailField(label=_("E-mail"), autocomplete="off", required=False)
    signer_name = LineField(label=_("Full name"), max_length=150)
    signer_title = LineField(label=_("Job title"), max_length=150)
    signer_email = MailField(label=_("E-mail"), autocomplete="off")
    signer_confirmed = forms.BooleanField(
        label=_("This person may sign agreements for the organisation")
    )

    def prepare(self, **more: Any) -> None:
        """Who applies is often the primary contact."""
        self.initial["primary_name"] = self.row.primary_name or self.row.applicant
        self.initial["primary_email"] = self.row.primary_email or self.row.email


class BillingForm(StepForm):
    """What invoices say."""

    billing_name = LineField(
        label=_("Legal name on the invoice"), max_length=200, autocomplete="billing organization"
    )
    billing_address = AddressField()
    billing_country = CountryChoice()
    tax_number = LineField(
        label=_("VAT or tax number"),
        max_length=40,
        required=False,
        help_text=_("As your tax office writes it."),
    )
    invoice_email = MailField(label=_("E-mail for invoices"), autocomplete="billing email")
    purchase_order = LineField(
        label=_("Purchase order"),
        max_length=60,
        required=False,
        help_text=_("A number of yours that should stand on the invoice."),
    )

    def prepare(self, **more: Any) -> None:
        """What other steps have told already need not be typed again."""
        row = self.row
        self.initial["billing_country"] = row.billing_country.code or row.country.code
        self.initial["billing_name"] = row.billing_name or row.name
        self.initial["invoice_email"] = row.invoice_email or row.billing_email


class AgreementForm(StepForm):
    """The texts in force, and what the organisation commits itself to."""

    agree = forms.BooleanField()
    behave = forms.BooleanField()
    commitment = LongField(
        label=_("Commitment statement"),
        max_length=2000,
        required=False,
        help_text=_("What you stand for, shown on your page. It can be written later."),
    )
    commitment_author = LineField(
        label=_("Said by"), max_length=150, required=False, help_text=_("Name and job title.")
    )

    def prepare(
        self, *, texts: Mapping[str, AgreementText | None] | None = None, **more: Any
    ) -> None:
        """Each box names the version that is agreed to."""
        self.texts = {kind: text for kind, text in (texts or {}).items() if text}
        for name, kind in (("agree", "agreement"), ("behave", "conduct")):
            text = self.texts.get(kind)
            if text is None:
                del self.fields[name]
                continue
            self.fields[name].label = _("We accept the %(title)s, version %(version)s") % {
                "title": text.title.lower(),
                "version": text.version,
            }
            self.initial[name] = getattr(self.row, f"{kind}_id") == text.pk

    def clean(self) -> dict[str, Any]:
        """A statement has somebody who says it."""
        told = super().clean()
        if told.get("commitment") and not told.get("commitment_author"):
            self.add_error("commitment_author", _("Say who makes the statement."))
        return told

    def answers(self) -> Mapping[str, Any]:
        """The versions that were read, as rows."""
        return {
            "agreement": self.texts.get("agreement"),
            "conduct": self.texts.get("conduct"),
            "commitment": self.cleaned_data["commitment"],
            "commitment_author": self.cleaned_data["commitment_author"],
        }


FORMS: dict[str, type[StepForm]] = {
    "tier": TierForm,
    "organization": OrganizationForm,
    "ownership": OwnershipForm,
    "people": PeopleForm,
    "billing": BillingForm,
    "agreement": AgreementForm,
}
