"""What a letter needs to know of the traveller."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.letters.models import Traveller, VisaLetter
from events.models import Event
from foundation.base import clock, zones
from foundation.base.fields import CountryChoice, LineField

BETWEEN = " -'’.,/()"
OLDEST = date(1900, 1, 1)
# A letter for one event is no letter for half a year.
LONGEST_STAY = timedelta(days=180)
passport_number = RegexValidator(
    r"^[A-Z0-9]{5,20}$", _("Write the number as in the passport: 5 to 20 letters and digits.")
)


class DayField(forms.DateField):
    """A day: browsers show a calendar; without one it is typed as 1984-05-17."""

    default_error_messages = {"invalid": _("Give the day as 1984-05-17: year, month, day.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class PassportField(LineField):
    """A passport number, in capitals and without blanks and dashes."""

    def to_python(self, value: Any) -> str:
        """The number as the machine-readable zone has it."""
        return re.sub(r"[\s-]", "", super().to_python(value)).upper()


class NameField(LineField):
    """A name as the machine-readable lines of a passport have it: Latin letters, accents too."""

    default_error_messages = {
        "latin": _(
            "Write the name in Latin letters, as in the two lines at the foot of the page with "
            "the photo. “%(sign)s” is none."
        )
    }

    def validate(self, value: str) -> None:
        """Refuse other scripts and signs, which no consulate could compare."""
        super().validate(value)
        for sign in value:
            if not (sign in BETWEEN or _is_latin(sign)):
                raise ValidationError(
                    self.error_messages["latin"], code="latin", params={"sign": sign}
                )


def _is_latin(sign: str) -> bool:
    if unicodedata.category(sign) == "Mn":
        return True
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN")


class VisaForm(forms.Form):
    """The passport and the journey. A number that was sent before is kept when none is typed, and
    never shown again."""

    name = NameField(
        label=_("Full name, as in the passport"),
        max_length=150,
        autocomplete="name",
        help_text=_(
            "In Latin letters, as in the two lines at the foot of the page with the photo."
        ),
    )
    nationality = CountryChoice(
        label=_("Nationality"), help_text=_("The country that issued the passport.")
    )
    passport = PassportField(
        label=_("Passport number"),
        max_length=20,
        validators=[passport_number],
        help_text=_("Printed on the letter. Beside you only our staff see it."),
    )
    born_on = DayField(label=_("Date of birth"))
    arrival = DayField(label=_("Arrival"))
    departure = DayField(label=_("Departure"))
    stay = LineField(
        label=_("Address of your stay"),
        max_length=300,
        required=False,
        help_text=_("A hotel, or friends. Leave it empty if you do not know yet."),
    )
    consulate = LineField(
        label=_("City of the consulate"),
        max_length=100,
        help_text=_("Where you apply for the visa."),
    )

    def __init__(
        self, data: QueryDict | None, *, event: Event, name: str, letter: VisaLetter | None
    ) -> None:
        self.event = event
        known: Traveller | None = getattr(letter, "traveller", None)
        super().__init__(
            data, initial=_known(known, letter) if known and letter else {"name": name}
        )
        self.fields["nationality"].widget.attrs["autocomplete"] = "country"
        self.fields["born_on"].widget.attrs["autocomplete"] = "bday"
        attrs = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        self.fields["passport"].widget.attrs |= attrs
        if known:
            self.fields["passport"].required = False
            self.fields["passport"].help_text = _(
                "We have one that ends in %(end)s. Leave this empty to keep it."
            ) % {"end": known.passport[-2:]}

    def clean_born_on(self) -> date:
        """A day in a life."""
        born: date = self.cleaned_data["born_on"]
        if not OLDEST <= born < zones.day(clock.now(), self.event.zone):
            raise ValidationError(_("Nobody was born on that day: look at the year."), code="born")
        return born

    def clean(self) -> dict[str, Any]:
        """The journey is one to this event."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        arrival, departure = given.get("arrival"), given.get("departure")
        if arrival and arrival > self.event.ends_on:
            self.add_error("arrival", _("The event is over by then."))
        if departure and departure < self.event.starts_on:
            self.add_error("departure", _("The event has not begun by then."))
        if arrival and departure and departure < arrival:
            self.add_error("departure", _("The departure is before the arrival."))
        elif arrival and departure and departure - arrival > LONGEST_STAY:
            self.add_error(
                "departure", _("That is more than half a year: this letter is for a visit.")
            )
        return given


def _known(traveller: Traveller, letter: VisaLetter) -> dict[str, Any]:
    names = ("name", "born_on", "arrival", "departure", "stay")
    fields = {name: getattr(traveller, name) for name in names}
    return fields | {"nationality": traveller.nationality.code, "consulate": letter.consulate}
