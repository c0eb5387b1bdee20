"""What staff say to have many codes made: how they are, and how many or for whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.registration.models import Code, CodeKind, TicketType
from events.registration.models.codes import validate_domain
from events.registration.services.making import LETTERS, MOST
from foundation.base import clock, tokens, zones

from . import lists


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DomainField(forms.CharField):
    """The domain of e-mails, as it is pasted: with an @, in capitals."""

    default_validators = [validate_domain]

    def to_python(self, value: Any) -> str:
        """Lower case, without an @."""
        return str(super().to_python(value)).lower().removeprefix("@").strip()


class MakeCodesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Codes alike but for their letters and, with a list of e-mails, their owners."""

    begins = forms.RegexField(
        r"^[A-Za-z0-9-]*$",
        label=_("Begins with"),
        max_length=20,
        required=False,
        help_text=_("%(letters)d letters and digits are added that nobody mistakes.")
        % {"letters": LETTERS},
        error_messages={"invalid": _("Use letters, digits and dashes.")},
    )
    number = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("Empty with a list of e-mails: then it is one code for each."),
    )
    owner_domain = DomainField(
        label=_("Only for e-mails at"),
        max_length=120,
        required=False,
        help_text=_(
            "Like example.org: whoever orders with an address there may use them. Empty: anybody "
            "who has a code."
        ),
    )
    emails = lists.people_field(
        _("E-mails of owners"), _("One a line. Each gets a code that only they can use.")
    )
    file = lists.file_field()
    mail = forms.BooleanField(label=_("Mail each code to its owner at once"), required=False)

    class Meta:
        model = Code
        fields = (
            *("event", "batch", "kind", "effect", "value", "ticket_types", "tiers", "most_uses"),
            *("most_per_person", "valid_from", "valid_until", "owner_domain", "note"),
        )
        widgets = {
            "valid_from": _moment(),
            "valid_until": _moment(),
            "ticket_types": forms.CheckboxSelectMultiple,
            "tiers": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].required = True
        today = zones.day(clock.now())
        events: Any = self.fields["event"]
        events.queryset = Event.objects.filter(ends_on__gte=today)
        types: Any = self.fields["ticket_types"]
        rows = TicketType.objects.filter(event__ends_on__gte=today).select_related("event")
        types.queryset = rows.order_by("event__starts_on", "position")
        types.label_from_instance = lambda kind: f"{kind.event}: {kind}"
        self.repeated: list[str] = []

    def clean_ticket_types(self) -> Any:
        """Refuse the types of another event."""
        return own_types(self.cleaned_data["ticket_types"], self.cleaned_data.get("event"))

    def clean_emails(self) -> str:
        """One address a line. Wrong ones are named with their line, repeated ones count once."""
        found = lists.read(self.cleaned_data["emails"], self.files.get("file"), MOST)
        self.repeated = found.repeated
        return "\n".join(found.people)

    def clean(self) -> dict[str, Any]:
        """Either a number or a list; if both, they agree."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        listed = len(cleaned.get("emails", "").splitlines())
        number = cleaned.get("number")
        if not listed and not number and not {"emails", "number"} & set(self.errors):
            self.add_error("number", _("Say how many, or list the e-mails of their owners."))
        elif cleaned.get("mail") and not listed:
            self.add_error("mail", _("There is nobody to mail to: list the e-mails of owners."))
        elif listed and number and number != listed:
            text = _("You listed %(listed)d e-mails: leave this empty, or say %(listed)d.")
            self.add_error("number", ValidationError(text, params={"listed": listed}))
        if listed and cleaned.get("owner_domain"):
            self.add_error(
                "owner_domain",
                _("A code belongs to one e-mail or to a domain: leave this or the list empty."),
            )
        if cleaned.get("tiers") and cleaned.get("kind") != CodeKind.MEMBER:
            self.add_error("tiers", _("Only a member code is for tiers."))
        self.instance.folded = tokens.forgive(cleaned.get("begins", "") + "2")
        return cleaned

    def owners(self) -> list[str]:
        """The owner of each code to be made; empty for a code of anybody."""
        listed: list[str] = self.cleaned_data["emails"].splitlines()
        return listed or [""] * int(self.cleaned_data["number"])


def own_types(chosen: Any, event: Any) -> Any:
    """The chosen ticket types, if all are of `event`; else a refusal that names the others."""
    strange = [str(kind) for kind in chosen if event and kind.event_id != event.pk]
    if strange:
        raise ValidationError(
            _("These ticket types belong to another event: %(names)s."),
            code="other_event",
            params={"names": ", ".join(strange)},
        )
    return chosen
