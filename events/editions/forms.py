"""What staff say of the next edition of an event; all else is that of the last."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event

# A year later on the same day of the week.
A_YEAR = timedelta(weeks=52)


class EditionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name, an address and the first day, proposed for a year later."""

    class Meta:
        model = Event
        fields = ("name", "slug", "starts_on")
        labels = {"slug": _("Address")}
        help_texts = {
            "slug": _("The last part of the address of its page: vancouver-2024."),
            "starts_on": _("All other days and times are moved by as many days."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"size": 50}),
            "slug": forms.TextInput(attrs={"size": 30}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, data: Any = None, *, source: Event) -> None:
        first = source.starts_on + A_YEAR
        old, new = str(source.starts_on.year), str(first.year)
        super().__init__(
            data,
            initial={
                "name": re.sub(rf"\b{old}\b", new, source.name),
                "slug": re.sub(rf"\b{old}\b", new, source.slug),
                "starts_on": first,
            },
        )

    def _post_clean(self) -> None:
        """The rest of the event is copied: only what was typed is looked at here."""
        self.instance.ends_on = self.cleaned_data.get("starts_on")
        super()._post_clean()  # type: ignore[misc]
