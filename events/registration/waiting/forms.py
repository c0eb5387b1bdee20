"""What somebody who wants to wait sends: an address, and which ticket if there are several."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.registration.models import TicketType
from events.registration.queries import Choice
from foundation.base.bots import BotGuard


class JoinForm(BotGuard):
    """One field, the e-mail, where only one ticket is sold out."""

    ticket = forms.ChoiceField(label=_("Which ticket do you wait for?"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We write when it is your turn, and for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Give the e-mail we write to when it is your turn."),
            "invalid": _("Write the address like ada@example.org."),
        },
    )

    field_order = ("ticket", "email")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        choices: Sequence[Choice],
        **options: Any,
    ) -> None:
        """`choices` are the offers that are sold out."""
        super().__init__(data, **options)
        self.kinds = {str(choice.now.pk): choice.now for choice in choices if choice.now}
        ticket: Any = self.fields["ticket"]
        ticket.choices = [(str(c.now.pk), c.name) for c in choices if c.now]
        self.initial.setdefault("ticket", next(iter(self.kinds), ""))
        if len(self.kinds) == 1:
            ticket.widget = forms.HiddenInput()

    @property
    def wanted(self) -> TicketType:
        """The ticket type that was chosen. Only after `is_valid()`."""
        return self.kinds[self.cleaned_data["ticket"]]
