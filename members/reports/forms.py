"""The two days and the tier that a report is about."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members import flow
from members.models import Tier

WRONG = {"invalid": gettext_lazy("Write the day as 2022-06-06.")}


class ReportForm(forms.Form):
    """From a day to a day, for one tier or all. What is wrong or missing is a year up to today."""

    since = forms.DateField(
        label=gettext_lazy("from"), required=False, widget=AdminDateWidget, error_messages=WRONG
    )
    as_of = forms.DateField(
        label=gettext_lazy("as of"), required=False, widget=AdminDateWidget, error_messages=WRONG
    )
    tier = forms.ChoiceField(label=gettext_lazy("bridge of"), required=False)

    def __init__(self, data: Any, *, today: date, tiers: list[Tier]) -> None:
        # Days that are not asked for stand in the fields all the same.
        defaults = {"since": flow.a_year_before(today).isoformat(), "as_of": today.isoformat()}
        super().__init__(defaults | {name: data[name] for name in data})
        self.today = today
        tier: Any = self.fields["tier"]
        tier.choices = [("", _("All members")), *((each.slug, each.name) for each in tiers)]
        tier.error_messages["invalid_choice"] = _("There is no tier “%(value)s”.")

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day and day > self.today:
            raise forms.ValidationError(_("That day has not come yet."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, day = cleaned.get("since"), cleaned.get("as_of")
        if since and day and since > day:
            self.add_error("since", _("The first day must not come after the other."))
        return cleaned

    @property
    def days(self) -> tuple[date, date]:
        """The two days as they are shown."""
        day = self.cleaned_data.get("as_of") or self.today
        since = self.cleaned_data.get("since") or flow.a_year_before(day)
        return min(since, day), day
