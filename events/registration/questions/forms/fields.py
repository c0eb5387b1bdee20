"""The field of a question, and what it says as the value of an answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registration.questions.models import Answer, Kind, Question
from events.registration.questions.values import NO, YES, KeptFile, options_of
from foundation.base import files
from foundation.base.fields import HUGE, TOO_LONG, CountryChoice, LineField, plain

# Up to so many are shown as buttons, more in a list to open.
BUTTONS = 7


class TextField(forms.CharField):
    """Several lines, each without control characters."""

    default_error_messages = {"max_length": TOO_LONG}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def to_python(self, value: Any) -> str:
        """The lines as they were typed."""
        text = str(super().to_python(value) or "")
        if len(text) > HUGE:
            return text
        lines = text.splitlines()
        return "\n".join(plain(line).rstrip() for line in lines).strip()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`, which cuts a pasted text without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class DayField(forms.DateField):
    """A day of this or the last century."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": gettext_lazy("Write the day as 2023-06-13.")}

    def clean(self, value: Any) -> date | None:
        """The day; one nobody can mean is refused."""
        day: date | None = super().clean(value)
        if day is not None and not 1900 <= day.year < 2100:
            raise ValidationError(_("Give a day between 1900 and 2099."), code="out_of_range")
        return day


class UploadField(forms.FileField):
    """A file of the kinds that the question takes; one that was sent stays unless replaced."""

    widget = forms.ClearableFileInput

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question
        kinds = (files.TYPES[kind] for kind in files.FileKind if kind in question.file_kinds)
        self.widget.attrs["accept"] = ",".join(kinds)

    def to_python(self, data: Any) -> Any:
        """What was sent, looked into."""
        if data in self.empty_values:
            return None
        taken, most = self.question.file_kinds, self.question.most_megabytes
        return files.read(data, kinds=taken, most_megabytes=most)


def field_for(question: Question, kept: Answer | None) -> forms.Field:
    """The field that asks `question`; retired options only if they are what was answered."""
    field = _FIELDS[Kind(question.kind)](question, kept)
    field.label = question.text
    # The widget knows it too: only a file that need not be sent can be taken back.
    field.required = field.widget.is_required = question.is_required
    field.help_text = format_html("{}", question.hint) if question.hint else ""
    return field


def initial_of(question: Question, kept: Answer | None, url: Callable[[str], str] | None) -> Any:
    """What the field shows of an earlier answer; `url` leads to a file by its key."""
    if kept is None:
        return None
    if question.kind == Kind.FILE:
        file = getattr(kept, "file", None)
        return KeptFile(file.name, url(file.key) if url else "#") if file else None
    if question.kind in {Kind.YES_NO, Kind.CHOICE, Kind.COUNTRY}:
        return kept.value[0] if kept.value else None
    return kept.value


def _offered(question: Question, kept: Answer | None) -> list[tuple[str, str]]:
    held = set(kept.value) if kept is not None and isinstance(kept.value, list) else set()
    return [
        (str(row["pk"]), row["text"])
        for row in options_of(question)
        if row["is_active"] or str(row["pk"]) in held
    ]


def _line(question: Question, kept: Answer | None) -> forms.Field:
    return LineField(max_length=question.letters)


def _long(question: Question, kept: Answer | None) -> forms.Field:
    return TextField(max_length=question.letters)


def _number(question: Question, kept: Answer | None) -> forms.Field:
    field = forms.DecimalField(
        min_value=question.at_least,
        max_value=question.at_most,
        max_digits=12,
        decimal_places=2,
        error_messages={"invalid": _("Write a number, in digits.")},
    )
    field.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return field


def _yes_no(question: Question, kept: Answer | None) -> forms.Field:
    return forms.ChoiceField(
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Answer yes or no."),
            "invalid_choice": _("Answer yes or no."),
        },
    )


def _choice(question: Question, kept: Answer | None) -> forms.Field:
    offered = _offered(question, kept)
    words = {"invalid_choice": _("Choose one of those that are offered.")}
    if len(offered) <= BUTTONS:
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, error_messages=words)
    return forms.ChoiceField(choices=[("", _("Choose one")), *offered], error_messages=words)


def _choices(question: Question, kept: Answer | None) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=_offered(question, kept),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among those that are offered.")},
    )


def _country(question: Question, kept: Answer | None) -> forms.Field:
    field = CountryChoice()
    field.widget.attrs["autocomplete"] = "off"
    return field


def _day(question: Question, kept: Answer | None) -> forms.Field:
    return DayField()


def _file(question: Question, kept: Answer | None) -> forms.Field:
    return UploadField(question, max_length=None)


_FIELDS: dict[Kind, Callable[[Question, Answer | None], forms.Field]] = {
    Kind.TEXT: _line,
    Kind.LONG: _long,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.COUNTRY: _country,
    Kind.DATE: _day,
    Kind.FILE: _file,
}
