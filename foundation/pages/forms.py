"""What visitors may send."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.base.bots import BotGuard
from foundation.pages.models import Topic

_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)


class ContactForm(BotGuard):
    """A message to the foundation."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=Topic.choices)
    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We answer to this address and use it for nothing else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write the address like ada@example.org.")},
    )
    organization = forms.CharField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    message = forms.CharField(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )

    field_order = ("topic", "name", "email", "organization", "message")

    def clean_name(self) -> str:
        """The name goes into a mail to the address above: it must not carry a link there."""
        name: str = self.cleaned_data["name"]
        if _ADDRESS.search(name):
            raise ValidationError(_("Write your name here, and links in the message."), code="link")
        return name

    def said(self) -> dict[str, Any]:
        """What was written, for the service. Only after `is_valid()`."""
        return {name: self.cleaned_data[name] for name in self.field_order}
