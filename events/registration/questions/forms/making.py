"""What staff say of a question: the condition in one choice, the options kept once answered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from events.models import Event
from events.registration.questions.models import (
    DECIDING,
    Answer,
    Kind,
    Option,
    Question,
)
from events.registration.questions.values import NO, YES
from foundation.base.files import FileKind

type Choices = list[tuple[str, Any]]

BETWEEN = "="


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A question; what asks it is a question with one of its answers."""

    condition = forms.ChoiceField(
        label=_("Asked only when"),
        required=False,
        help_text=_("Another question of this event is answered so. Empty: always."),
    )
    file_kinds = forms.MultipleChoiceField(
        label=_("Files taken"),
        choices=FileKind.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[FileKind.PDF],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Question = self.instance
        if "condition" in self.fields:
            self.fields["condition"].choices = _conditions(row)  # type: ignore[attr-defined]
            if row.depends_on_id:
                self.initial["condition"] = f"{row.depends_on_id}{BETWEEN}{row.shown_value}"

    def clean_file_kinds(self) -> list[str]:
        """PDF where nothing is chosen: only questions for a file look at it."""
        return self.cleaned_data["file_kinds"] or [FileKind.PDF]

    def clean_ticket_types(self) -> Any:
        """Refuse the types of another event."""
        found = self.cleaned_data["ticket_types"]
        event = self._event()
        if event and any(kind.event_id != event.pk for kind in found):
            raise ValidationError(_("Choose ticket types of the same event."), code="other_event")
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a condition that can never be met, in words; the database refuses it too."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        key, _between, value = cleaned.get("condition", "").partition(BETWEEN)
        deciding = Question.objects.filter(pk=key).first() if key else None
        if deciding and (why := self._cannot(deciding, cleaned)):
            self.add_error("condition", ValidationError(why, code="impossible"))
            deciding = None
        self.instance.depends_on, self.instance.shown_value = deciding, value if deciding else ""
        return cleaned

    def _cannot(self, deciding: Question, cleaned: dict[str, Any]) -> Any:
        event = self._event()
        scope = cleaned.get("scope", self.instance.scope)
        if event and deciding.event_id != event.pk:
            return _("That question is of another event.")
        if deciding.scope not in {"order", scope}:
            return _("A question to the order cannot hang on what single attendees answer.")
        if deciding.is_private and not cleaned.get("is_private"):
            return _("Buyers do not see that question, so it cannot decide what they are asked.")
        above: Question | None = deciding
        while above is not None:
            if above.pk == self.instance.pk:
                return _("These questions would wait for each other.")
            above = above.depends_on
        return ""

    def _event(self) -> Event | None:
        return self.cleaned_data.get("event") or (
            self.instance.event if self.instance.event_id else None
        )


class OptionFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """Options: at least one where one is to be chosen; what was chosen stays."""

    def clean(self) -> None:
        """Refuse to delete what somebody has answered, or what asks another question."""
        super().clean()
        kept = [
            form
            for form in self.forms
            if form.cleaned_data.get("text") and form not in self.deleted_forms
        ]
        if self.instance.kind in {Kind.CHOICE, Kind.CHOICES} and not kept:
            raise ValidationError(_("Give the answers to choose from."), code="no_options")
        for form in self.deleted_forms:
            option: Option = form.instance
            if option.pk and _is_used(option):
                raise ValidationError(
                    _("“%(text)s” has been answered or decides: switch it off instead."),
                    code="used",
                    params={"text": option.text},
                )


def _is_used(option: Option) -> bool:
    answered = Answer.objects.filter(
        question=option.question_id, value__contains=[str(option.pk)]
    ).exists()
    decides = Question.objects.filter(
        depends_on=option.question_id, shown_value=str(option.pk)
    ).exists()
    return answered or decides


class CopyForm(forms.Form):
    """From which event to which."""

    source = forms.ModelChoiceField[Event](
        Event.objects.filter(questions__isnull=False).distinct(), label=_("Copy the questions of")
    )
    target = forms.ModelChoiceField[Event](Event.objects.all(), label=_("to"))

    def clean(self) -> dict[str, Any]:
        """Refuse the same event twice."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("target"):
            self.add_error("target", ValidationError(_("Choose another event."), code="same"))
        return cleaned


def _conditions(row: Question) -> Choices:
    """All that can ask a question: every answer of every question that decides, by question."""
    rows = Question.objects.filter(kind__in=DECIDING).select_related("event")
    rows = rows.prefetch_related("options").exclude(pk=row.pk)
    if row.event_id:
        rows = rows.filter(event=row.event_id)
    found: Choices = [("", _("Always"))]
    for question in rows.order_by("event", "position", "pk"):
        name = question.text if row.event_id else f"{question.event}: {question.text}"
        answers = [(f"{question.pk}{BETWEEN}{key}", text) for key, text in _answers(question)]
        found.append((name, answers))
    return found


def _answers(question: Question) -> list[tuple[str, Any]]:
    if question.kind == Kind.YES_NO:
        return [(YES, _("Yes")), (NO, _("No"))]
    if question.kind == Kind.COUNTRY:
        return [(code, name) for code, name in countries]
    return [(str(option.pk), option.text) for option in question.options.all()]
