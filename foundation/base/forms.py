"""How forms are rendered: by our templates, with hints and errors tied to their fields."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from foundation.base import controls

# Django's "This field is required." does not say what to do.
_REQUIRED: dict[Any, Any] = {
    forms.Field: _("Fill this in."),
    forms.ChoiceField: _("Choose one."),
    forms.MultipleChoiceField: _("Choose at least one."),
    forms.ModelChoiceField: _("Choose one."),
    forms.BooleanField: _("Tick this box to go on."),
    forms.DateField: _("Give a day."),
    forms.FileField: _("Choose a file."),
}


def speak_plainly() -> None:
    """Give the fields of all forms the house's words; called once, when the process starts."""
    for field, message in _REQUIRED.items():
        field.default_error_messages = field.default_error_messages | {"required": message}


class Renderer(TemplatesSetting):
    """Renders a form, a field and a formset with `templates/forms/`, plain controls without any."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The HTML of what Django would render with that template."""
        if template_name in controls.WRITTEN:
            return controls.write(context["widget"])
        return super().render(template_name, context, request)


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of an error summary: the message, and the field it leads to."""

    target: str
    label: str
    message: str


def error_lines(form: Any = None, formset: Any = None) -> list[ErrorLine]:
    """The errors of `form`, then of `formset` and its forms, in the order of their fields."""
    lines = _form_lines(form) if form is not None else []
    if formset is not None and formset.is_bound:
        lines += [ErrorLine("", "", str(message)) for message in formset.non_form_errors()]
        for member in formset.forms:
            lines += _form_lines(member)
    return lines


def _form_lines(form: forms.BaseForm) -> list[ErrorLine]:
    if not form.is_bound:
        return []
    lines = [ErrorLine("", "", str(message)) for message in form.non_field_errors()]
    for bound in form:
        lines += [
            ErrorLine(target(bound), str(bound.label).rstrip("?:."), str(text))
            for text in bound.errors
        ]
    return lines


def target(bound: forms.BoundField) -> str:
    """The id of the first thing in the field that can be focused."""
    group = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if group else (bound.id_for_label or bound.auto_id)
