"""What staff say to have many codes made: how they are, and how many or for whom."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.registration.models import Code, TicketType
from events.registration.services.making import LETTERS, MOST
from foundation.base import clock, tokens, zones

# How many wrong lines are named; who has more has the wrong file.
NAMED = 20
MOST_BYTES = 1_000_000
HEADERS = {"email", "e-mail", "mail"}


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


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
    emails = forms.CharField(
        label=_("E-mails of owners"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
        help_text=_("One a line. Each gets a code that only they can use."),
    )
    file = forms.FileField(
        label=_("or a file of them"), required=False, help_text=_("CSV or text, one a line.")
    )

    class Meta:
        model = Code
        fields = (
            *("event", "batch", "kind", "effect", "value", "ticket_types", "most_uses"),
            *("most_per_person", "valid_from", "valid_until", "note"),
        )
        widgets = {
            "valid_from": _moment(),
            "valid_until": _moment(),
            "ticket_types": forms.CheckboxSelectMultiple,
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
        sent = self.files.get("file")
        text: str = _read(sent) if sent else self.cleaned_data["emails"]
        seen: dict[str, int] = {}
        wrong: list[str] = []
        for number, line in enumerate(text.splitlines(), start=1):
            typed = _address(line)
            if not typed or (number == 1 and typed.lower() in HEADERS):
                continue
            if not _is_email(typed):
                wrong.append(
                    _("Line %(number)d: “%(typed)s” is no e-mail address.")
                    % {"number": number, "typed": typed[:80]}
                )
            elif typed.lower() in seen:
                self.repeated.append(_repeats(number, typed, seen[typed.lower()]))
            else:
                seen[typed.lower()] = number
        if len(wrong) > NAMED:
            wrong[NAMED:] = [_("%(number)d more lines are wrong.") % {"number": len(wrong) - NAMED}]
        if wrong:
            raise ValidationError([ValidationError(text, code="email") for text in wrong])
        if len(seen) > MOST:
            raise ValidationError(
                _("These are %(number)d addresses: at most %(most)d at once."),
                code="too_many",
                params={"number": len(seen), "most": MOST},
            )
        return "\n".join(seen)

    def clean(self) -> dict[str, Any]:
        """Either a number or a list; if both, they agree."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        listed = len(cleaned.get("emails", "").splitlines())
        number = cleaned.get("number")
        if not listed and not number and not {"emails", "number"} & set(self.errors):
            self.add_error("number", _("Say how many, or list the e-mails of their owners."))
        elif listed and number and number != listed:
            text = _("You listed %(listed)d e-mails: leave this empty, or say %(listed)d.")
            self.add_error("number", ValidationError(text, params={"listed": listed}))
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


def _read(sent: Any) -> str:
    if sent.size > MOST_BYTES:
        raise ValidationError(_("This file is too large: send at most 1 MB."), code="large")
    try:
        text: str = sent.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(
            _("This file cannot be read: save it as CSV or text in UTF-8."), code="unreadable"
        ) from None
    return text


def _address(line: str) -> str:
    """The address on a line: its cell with an @, or what stands in <> after a name."""
    cells = [cell.strip(" \t\"'") for cell in re.split(r"[,;\t]", line)]
    cell = next((cell for cell in cells if "@" in cell), cells[0])
    named = re.search(r"<([^<>]*)>\s*$", cell)
    return (named[1] if named else cell).strip()


def _is_email(typed: str) -> bool:
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return len(typed) <= 254


def _repeats(number: int, typed: str, first: int) -> str:
    return str(
        _("Line %(number)d repeats %(typed)s of line %(first)d.")
        % {"number": number, "typed": typed, "first": first}
    )
