"""Asked once more before a person is erased."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import MailField


class EraseForm(forms.Form):
    """The address of the account, typed: nobody does that by mistake."""

    email = MailField(label=_("Your e-mail"), help_text=_("Type the address of this account."))

    def __init__(self, data: Any = None, *, email: str) -> None:
        super().__init__(data)
        self.address = email

    def clean_email(self) -> str:
        """The address, in whatever capitals."""
        typed: str = self.cleaned_data["email"]
        if typed.casefold() != self.address.casefold():
            raise ValidationError(_("That is not the address of this account."), code="other")
        return typed
