"""What staff say to invite people: to what, until when, and whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.registration.models import Audience, Invitation, TicketType
from events.registration.services import invitations
from foundation.base import clock, zones

from . import lists
from .making import own_types


class InvitationForm(forms.ModelForm):  # type: ignore[type-arg]
    """One invitation: types of its event that are kept for the invited."""

    def clean_email(self) -> str:
        """One person is one address, however it is typed."""
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean_ticket_types(self) -> Any:
        """Refuse the types of another event, and those that nobody needs an invitation for."""
        fixed = self.instance.event if self.instance.event_id else None
        return invited_types(
            self.cleaned_data["ticket_types"], self.cleaned_data.get("event") or fixed
        )


class InviteForm(forms.ModelForm):  # type: ignore[type-arg]
    """Invitations alike but for the person."""

    emails = lists.people_field(
        _("Whom"), _("One a line: an e-mail, with a name if you know it. A CSV of both will do.")
    )
    file = lists.file_field()
    mail = forms.BooleanField(label=_("Mail them at once"), required=False)

    class Meta:
        model = Invitation
        fields = ("event", "batch", "ticket_types", "valid_until", "note")
        widgets = {
            "valid_until": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "ticket_types": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = zones.day(clock.now())
        events: Any = self.fields["event"]
        events.queryset = Event.objects.filter(ends_on__gte=today)
        types: Any = self.fields["ticket_types"]
        rows = TicketType.objects.filter(
            event__ends_on__gte=today, audience=Audience.WITH_INVITATION
        )
        types.queryset = rows.select_related("event").order_by("event__starts_on", "position")
        types.label_from_instance = lambda kind: f"{kind.event}: {kind}"
        self.people: dict[str, str] = {}
        self.repeated: list[str] = []

    def clean_ticket_types(self) -> Any:
        """Refuse the types of another event."""
        return invited_types(self.cleaned_data["ticket_types"], self.cleaned_data.get("event"))

    def clean_emails(self) -> str:
        """One person a line. Wrong lines are named by their number, repeated ones count once."""
        found = lists.read(self.cleaned_data["emails"], self.files.get("file"), invitations.MOST)
        if not found.people:
            raise ValidationError(_("Say whom to invite."), code="nobody")
        self.people, self.repeated = found.people, found.repeated
        return lists.written(found.people)


def invited_types(chosen: Any, event: Any) -> Any:
    """The chosen types, if all are of `event` and kept for the invited."""
    invitations.check_types(list(own_types(chosen, event)))
    return chosen
