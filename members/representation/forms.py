"""What somebody who is invited sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base import words


class AcceptForm(forms.Form):
    """The name they go by; whoever invited them may have misspelt it."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your full name.")},
    )

    def clean_name(self) -> str:
        """One line without control characters."""
        name = words.line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write your full name."), code="required")
        return name
