"""Joining, on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.bots import BotGuard
from foundation.base.fields import CountryChoice, LineField
from members.people.forms.employers import EmployerForm
from members.people.models import AgreementVersion


class JoinForm(EmployerForm, BotGuard):
    """Name, country, employer, agreement. It remembers which version of the agreement was read."""

    name = LineField(
        label=_("Full name"),
        max_length=150,
        autocomplete="name",
        help_text=_("Your name is public in the directory of members; you can close it later."),
    )
    country = CountryChoice(label=_("Country"))
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    agree = forms.BooleanField(label=_("I have read the agreement and sign it"))

    field_order = ["name", "country", "organization", "match", "nobody", "title", "since", "agree"]

    def __init__(self, data: Any = None, *, agreement: AgreementVersion | None, name: str) -> None:
        version = agreement.version if agreement else ""
        super().__init__(data, initial={"name": name, "version": version})
        self.agreement = agreement
        self.fields["country"].widget.attrs["autocomplete"] = "country"

    def clean_version(self) -> str:
        """The one in force now is the one that was read; else it is shown and read again."""
        read: str = self.cleaned_data["version"]
        if self.agreement is None or read != self.agreement.version:
            self._replace("version", self.agreement.version if self.agreement else "")
            self._replace("agree", "")
            self.add_error(
                "agree", _("The agreement has changed since you opened this page: read it again.")
            )
        return read
