"""What travel support asks: first an address, then the application behind the link."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.letters.models import TravelApplication
from events.letters.models.travel import MOST_NIGHTS
from events.letters.services.travel import ANSWERS
from foundation.base.bots import BotGuard
from foundation.base.fields import CountryChoice, LineField, LongField, MailField

MOST_FLIGHT = Decimal(10_000)


class BeginForm(BotGuard):
    """Who applies; the link to the rest is mailed."""

    name = LineField(label=_("Full name"), max_length=150, autocomplete="name")
    email = MailField(label=_("E-mail"), help_text=_("We mail you the link to your application."))


class ApplicationForm(forms.Form):
    """The application. As a draft it may have gaps: `is_draft` asks for nothing."""

    name = LineField(label=_("Full name"), max_length=150, autocomplete="name")
    country = CountryChoice(
        label=_("Country of departure"), help_text=_("Where your journey begins.")
    )
    why = LongField(
        label=_("Why do you need support?"),
        help_text=_("Who would pay otherwise, and what stands in the way. Up to 2,000 characters."),
    )
    contribution = LongField(
        label=_("What do you contribute?"),
        help_text=_("Code, reviews, documents, local groups; with links. Up to 2,000 characters."),
    )
    flight = forms.DecimalField(
        label=_("Flight"),
        min_value=0,
        max_value=MOST_FLIGHT,
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    nights = forms.TypedChoiceField(
        label=_("Hotel nights"),
        help_text=_("0 for none."),
        coerce=int,
        choices=[(number, str(number)) for number in range(MOST_NIGHTS + 1)],
        empty_value="0",
        required=False,
    )
    wants_ticket = forms.BooleanField(label=_("I also need a ticket"), required=False)

    def __init__(
        self, data: QueryDict | None, *, application: TravelApplication, is_draft: bool = False
    ) -> None:
        super().__init__(data, initial={name: getattr(application, name) for name in ANSWERS})
        self.initial["country"] = application.country.code
        self.initial["flight"] = application.flight or None
        currency = {"currency": application.event.currency}
        self.fields["flight"].help_text = _("In %(currency)s; empty for none.") % currency
        self.fields["country"].widget.attrs["autocomplete"] = "country"
        self.fields["flight"].widget.attrs["inputmode"] = "decimal"
        if is_draft:
            for field in self.fields.values():
                field.required = False

    def answers(self) -> dict[str, Any]:
        """What was sent, for the service."""
        given = self.cleaned_data
        return {
            **given,
            "flight": given["flight"] or Decimal(0),
            "nights": int(given["nights"] or 0),
        }
