"""What staff are asked before they decide."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.letters.models import SupportRules, TravelApplication, VisaLetter
from events.letters.models.travel import MOST_NIGHTS
from foundation.base import clock, zones
from foundation.base.admin import ActionForm
from foundation.base.money import show as money

LAST_SECOND = time(23, 59, 59)


class IssueForm(ActionForm):
    """Remembers which versions were looked at: the holder may change the data meanwhile."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rows: list[VisaLetter]) -> None:
        super().__init__(data, rows=rows)
        self.fields["seen"].initial = json.dumps({row.pk: row.version for row in rows})

    def clean_seen(self) -> dict[int, int]:
        """Version by key of the letter."""
        try:
            told = json.loads(self.cleaned_data["seen"])
            return {int(key): int(version) for key, version in told.items()}
        except (ValueError, TypeError, AttributeError):
            raise ValidationError(_("Go back and look at the letters again.")) from None


class ReasonForm(ActionForm):
    """Why not; the holder reads it."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("The holder reads this. The consulate does not."),
    )


class ScoreForm(ActionForm):
    """Points for one application or for all that were chosen."""

    points = forms.TypedChoiceField(
        label=_("Points"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, 6)],
        initial=3,
        help_text=_("5 is best. Giving points again replaces yours."),
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class GrantForm(ActionForm):
    """What is granted; what is left empty is granted as each asked for it."""

    flight = forms.DecimalField(
        label=_("Flight, at most"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    nights = forms.IntegerField(
        label=_("Hotel nights"), min_value=0, max_value=MOST_NIGHTS, required=False
    )
    ticket = forms.ChoiceField(
        label=_("Ticket"),
        choices=[("asked", _("as asked for")), ("yes", _("yes")), ("no", _("no"))],
    )
    accept_by = forms.DateField(
        label=_("To be accepted by"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The end of that day on the clocks of the event."),
    )

    def __init__(self, data: Any = None, *, rows: list[TravelApplication]) -> None:
        super().__init__(data, rows=rows)
        if not rows:
            return
        rules = SupportRules.objects.filter(event=rows[0].event).first()
        days = rules.accept_days if rules else 14
        zone = rows[0].event.zone
        self.fields["accept_by"].initial = zones.day(clock.now(), zone) + timedelta(days=days)
        total = sum((row.flight for row in rows), Decimal(0))
        nights = sum(row.nights for row in rows)
        self.fields["flight"].help_text = _("Asked for in all: %(sum)s. Empty: as asked for.") % {
            "sum": money(total, rows[0].event.currency, short=True)
        }
        self.fields["nights"].help_text = _("Asked for in all: %(sum)d. Empty: as asked for.") % {
            "sum": nights
        }

    def clean(self) -> dict[str, Any]:
        """Applications of one event at a time: amounts are in one currency."""
        if len({row.event_id for row in self.rows}) > 1:
            raise ValidationError(_("Choose applications of one event."), code="events")
        return super().clean() or {}


def until(on: date, zone: str) -> datetime:
    """The last second (UTC) of the day `on` in `zone`."""
    return zones.instant(on, LAST_SECOND, zone)
