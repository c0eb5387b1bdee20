"""What staff may send: words, filters, and which order to look at them with."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.mailings import letters
from events.mailings.models import Mailing, State
from events.mailings.models.mailings import SENT_OFF, TESTED_FIELDS
from events.models import Event
from events.registration import mails
from foundation.base import mailkinds, words
from foundation.base.models import MailText
from foundation.base.words import Places, Words

ROWS = {"rows": 14, "cols": 80, "class": "vLargeTextField"}
WIDE = {"class": "vLargeTextField"}
FIELDS = (
    *("event", "name", "reason", "to_whom", "order_states", "ticket_types"),
    *("without_types", "named", "country", "code", "subject", "body"),
)


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses words that could not be filled in, and says which can."""

    def places(self) -> Places | None:
        """What can be filled in, once it is known which mail it is."""
        return None

    def clean_body(self) -> str:
        """Lines end as they do in mails."""
        body: str = self.cleaned_data["body"].replace("\r\n", "\n").replace("\r", "\n")
        return body

    def clean(self) -> dict[str, Any]:
        """The rules of words, said beside the text."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        places = self.places()
        if places is not None and cleaned.get("subject") and cleaned.get("body"):
            try:
                words.check(Words(cleaned["subject"], cleaned["body"]), places)
            except ValidationError as refusal:
                self.add_error("body", refusal)
        return cleaned


class MailTextForm(WordsForm):
    """The words of one kind of mail, for one event or for all."""

    event = forms.ModelChoiceField(
        Event.objects.order_by("-starts_on"),
        required=False,
        empty_label=_("All events without a text of their own"),
        label=_("Event"),
    )

    class Meta:
        model = MailText
        fields = ("kind", "subject", "body")
        widgets = {
            "kind": forms.HiddenInput,
            "subject": forms.TextInput(WIDE),
            "body": forms.Textarea(ROWS),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.instance.scope.removeprefix("event:")
        if self.instance.pk and key.isdecimal() and "event" in self.fields:
            self.initial["event"] = int(key)

    def places(self) -> Places | None:
        """Those the kind declares."""
        kind = mailkinds.find(self.cleaned_data.get("kind") or self.instance.kind)
        return kind.places if kind else None

    def clean_kind(self) -> str:
        """Only mails that have words to change."""
        kind: str = self.cleaned_data["kind"]
        if mailkinds.find(kind) is None:
            raise ValidationError(_("There is no such mail."), code="kind")
        return kind

    def clean(self) -> dict[str, Any]:
        """The event becomes the scope under which the mail looks its words up."""
        cleaned = super().clean()
        if "event" in cleaned:
            event = cleaned["event"]
            self.instance.scope = mails.scope_of(event) if event else ""
        return cleaned


class MailingForm(WordsForm):
    """A mailing; changed words have to be tested again."""

    order_states = forms.MultipleChoiceField(
        choices=SENT_OFF, widget=forms.CheckboxSelectMultiple, label=_("Whose order is")
    )

    class Meta:
        model = Mailing
        fields = FIELDS
        widgets = {"subject": forms.TextInput(WIDE), "body": forms.Textarea(ROWS)}

    def places(self) -> Places | None:
        """Those for whom it is written to."""
        return letters.PLACES.get(self.cleaned_data.get("to_whom") or self.instance.to_whom)

    def clean(self) -> dict[str, Any]:
        """Types and code are of its event; nothing changes once it was started."""
        cleaned = super().clean()
        if self.instance.is_started:
            raise ValidationError(
                _("It has been started: copy it to write another."), code="started"
            )
        event = cleaned.get("event") or (self.instance.event if self.instance.event_id else None)
        for name in ("ticket_types", "without_types"):
            strange = [
                str(row) for row in cleaned.get(name) or [] if event and row.event_id != event.pk
            ]
            if strange:
                words_ = _("Of another event: %(names)s.")
                self.add_error(name, ValidationError(words_, params={"names": ", ".join(strange)}))
        code = cleaned.get("code")
        if code and event and code.event_id != event.pk:
            self.add_error("code", ValidationError(_("This code is of another event.")))
        if self.instance.state == State.TESTED and set(TESTED_FIELDS) & set(self.changed_data):
            # What a test has shown is not what it says any more; it is written down with the rest.
            self.instance.state = State.DRAFT
            self.changed_data.append("state")
        return cleaned
