"""Forms in which a time is typed on the clocks of the event (domain 7: unclear time zones)."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from foundation.base import moments, zones


class ZonedForm(forms.ModelForm[Any]):
    """A model form whose DateTimeFields are typed and shown in the zone that `zone` names.

    What is stored is the UTC instant. A time that the clocks of the zone skip or show twice is
    refused with the reason, because nobody can say which instant it means.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.zone()
        for name in self.moments():
            field = self.fields[name]
            stored = getattr(self.instance, name, None)
            if stored is not None:
                self.initial[name] = zones.local(stored, zone).replace(tzinfo=None)
            hint = _("On the clocks of %(zone)s.") % {"zone": zone}
            if stored is not None and zone != "UTC":
                hint += " " + _("In UTC: %(when)s.") % {"when": moments.shown(stored, "UTC")}
            field.help_text = f"{field.help_text} {hint}".strip()

    def zone(self) -> str:
        """The zone of the record as it was when the form was made; "UTC" for a new one."""
        return getattr(self.instance, "zone", "") or "UTC"

    def typed_zone(self) -> str:
        """The zone that what was typed is read in: the one typed beside it, if it exists."""
        typed = self.cleaned_data.get("zone", "")
        return typed if typed in zones.names() else self.zone()

    def moments(self) -> list[str]:
        """The names of the fields that hold a moment."""
        return [
            name
            for name, field in self.fields.items()
            if isinstance(field, forms.DateTimeField | forms.SplitDateTimeField)
        ]

    @cached_property
    def changed_data(self) -> list[str]:
        """What was changed. Another zone changes every moment, though the same hours are typed."""
        changed: list[str] = super().changed_data
        if "zone" in changed:
            changed = [*changed, *(name for name in self.moments() if name not in changed)]
        return changed

    def clean(self) -> dict[str, Any]:
        """Read every moment in the zone of the record."""
        super().clean()
        zone = self.typed_zone()
        for name in self.moments():
            typed = self.cleaned_data.get(name)
            if typed is None:
                continue
            try:
                self.cleaned_data[name] = instant(typed.replace(tzinfo=None), zone)
            except ValidationError as wrong:
                self.add_error(name, wrong)
        return self.cleaned_data


def instant(local: datetime, zone: str) -> datetime:
    """The UTC instant at which the clocks of `zone` show `local` (which has no zone of its own).

    ValidationError `skipped` or `twice` in the hours in which clocks are changed.
    """
    there = local.replace(tzinfo=ZoneInfo(zone))
    at = there.astimezone(UTC)
    if zones.local(at, zone).replace(tzinfo=None, fold=0) != local:
        raise ValidationError(
            _("The clocks of %(zone)s skip this time: they are put forward. Choose an hour later."),
            code="skipped",
            params={"zone": zone},
        )
    if there.replace(fold=1).astimezone(UTC) != at:
        raise ValidationError(
            _("The clocks of %(zone)s show this time twice: they are put back. Choose another."),
            code="twice",
            params={"zone": zone},
        )
    return at


class EventForm(ZonedForm):
    """An event as staff edit it."""

    class Meta:
        help_texts = {
            "zone": _(
                "All times of this event are on the clocks of this zone. Changing it moves them: "
                "09:00 stays 09:00."
            )
        }
