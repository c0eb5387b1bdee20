"""What the people of an organisation send: its profile, and people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base import words
from foundation.base.fields import CountryChoice, LineField, LongField, MailField
from members import logos
from members.logos import Logo
from members.models import Organization, RepresentativeRole
from members.profiles.models import FIELDS

LONGEST = {"description": 4000, "commitment": 2000}


class LogoField(forms.FileField):
    """A file that becomes a `Logo`, made safe; refused in words if it cannot."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/svg+xml,.svg"})

    def clean(self, data: Any, initial: Any = None) -> Logo | None:
        sent = super().clean(data, initial)
        return logos.made_safe(sent.read(logos.MOST_BYTES + 1)) if sent else None


class ProfileForm(forms.ModelForm[Organization]):
    """What is said of an organisation. No row is given and none saved: the values become a draft."""

    logo_file = LogoField(
        label=_("New logo"),
        required=False,
        help_text=_("SVG, PNG, JPEG or WebP, at most 2 MB. It is shown on white and on dark."),
        error_messages={"empty": _("The file is empty: choose another one.")},
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Organization
        fields = FIELDS
        widgets = {
            "description": forms.Textarea(attrs={"rows": 8}),
            "commitment": forms.Textarea(attrs={"rows": 6}),
            "website": forms.URLInput(attrs={"autocomplete": "url"}),
            "colour": forms.TextInput(attrs={"class": "short"}),
        }
        help_texts = {
            "description": _("What you do, and what you do with open infrastructure."),
            "website": _("With https:// in front."),
            "colour": _("Of your brand, as #1a2b3c."),
            "commitment": _("Why you support the foundation, in your own words."),
            "commitment_author": _("Name and title."),
        }

    def __init__(self, *args: Any, has_logo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in LONGEST.items():
            field: Any = self.fields[name]
            field.max_length = most
            field.validators.append(forms.CharField(max_length=most).validators[0])
        if not has_logo:
            del self.fields["removes_logo"]
        self.order_fields(["logo_file", "removes_logo", *FIELDS])

    def clean(self) -> dict[str, Any]:
        """A statement is said by somebody."""
        given = super().clean() or self.cleaned_data
        if given.get("commitment") and given.get("commitment_author") == "":
            self.add_error("commitment_author", _("Say who makes this statement."))
        return given

    def values(self) -> dict[str, str]:
        """What was written, as plain texts by field."""
        return {name: str(self.cleaned_data[name] or "").replace("\r\n", "\n") for name in FIELDS}


class PersonForm(forms.Form):
    """Somebody by name and address."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("They accept the invitation with this address."),
    )

    def clean_name(self) -> str:
        """One line without control characters."""
        name = words.line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write the full name."), code="required")
        return name

    def clean_email(self) -> str:
        """Small letters."""
        email: str = self.cleaned_data["email"].lower()
        return email


class InviteForm(PersonForm):
    """Somebody to represent the organisation, in which role and with which rights."""

    role = forms.ChoiceField(
        label=_("Role"), choices=RepresentativeRole.choices, widget=forms.RadioSelect
    )
    is_admin = forms.BooleanField(
        label=_("Looks after these pages"),
        required=False,
        help_text=_("May change the profile, see invoices, and invite and end people."),
    )


class EndForm(forms.Form):
    """What goes with the end of a role."""

    withdraw_invitations = forms.BooleanField(
        label=_("Take back the invitations they sent"), required=False, initial=True
    )
    knowing = forms.BooleanField(label=_("I know, and do it all the same"), required=False)


class RenewalForm(forms.Form):
    """Whether the organisation renews; who leaves says that they know."""

    do = forms.ChoiceField(choices=[("renew", ""), ("leave", "")], widget=forms.HiddenInput)
    knowing = forms.BooleanField(label=_("Yes, it leaves"), required=False)

    def clean(self) -> dict[str, Any]:
        """Leaving is no slip of the finger."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("do") == "leave" and not cleaned.get("knowing"):
            self.add_error("knowing", _("Tick this box to go on."))
        return cleaned

    def says(self, organization: Organization) -> str:
        """What was decided."""
        renews = self.cleaned_data["do"] == "renew"
        words = _("%s renews. Thank you for staying.") if renews else _("%s leaves with its term.")
        return str(words % organization.name)


class BillingForm(forms.Form):
    """Who pays, as invoices say it."""

    name = LineField(
        label=_("Name on the invoice"), max_length=200, help_text=_("The legal name of who pays.")
    )
    address = LongField(label=_("Postal address"), max_length=500, rows=4)
    country = CountryChoice(label=_("Country"), required=False)
    tax_number = LineField(label=_("Tax number"), max_length=40, required=False)
    email = MailField(
        label=_("E-mail for invoices"),
        required=False,
        help_text=_("Beside the people who represent you in billing."),
    )
    purchase_order = LineField(
        label=_("Purchase order"),
        max_length=60,
        required=False,
        help_text=_("Printed on every invoice."),
    )


class MoveForm(forms.Form):
    """That somebody moves their organisation to another tier, at the price that they saw."""

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    knowing = forms.BooleanField(
        label=_("I may decide this for the organisation"),
        error_messages={"required": _("Tick this box to go on.")},
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """A price that changed while the page lay open is seen before it is paid."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") != self.now:
            said = _("What it costs has changed meanwhile: look at it again.")
            self.add_error(None, forms.ValidationError(said, code="changed"))
        return cleaned


class BenefitForm(forms.Form):
    """That a benefit is wanted, how much of it and for what."""

    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=1000, initial=1)
    text = LineField(
        label=_("For what"),
        max_length=300,
        help_text=_("In a line: the event, the day you would like, who it is for."),
    )
