"""Controls are written as Django's own templates would."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from foundation.base import controls
from foundation.base.forms import Renderer

PLAIN = [("", "None"), ("a&b", 'A "and" <b>'), (1, _("Save")), (2, mark_safe("<i>two</i>"))]
GROUPED = [("Fruit & more", [("apple", "Apple")]), ("", [("x", "X")]), ("bread", "Bread")]
WIDGETS = [
    *(getattr(forms, f"{kind}Input") for kind in ("Text", "Email", "URL", "Number", "Password")),
    *(getattr(forms, f"{kind}Input") for kind in ("Hidden", "Date", "Time", "DateTime", "Tel")),
    *(getattr(forms, f"{kind}Input") for kind in ("File", "Checkbox", "Search", "Color")),
    forms.Textarea,
]
CHOICES = [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]
VALUES = [None, "", "plain", "<b>\"'&</b>", mark_safe("&amp;"), 0, 7, date(2023, 6, 13), True]
ATTRS = [
    {},
    {"id": "id_it", "class": 'a"b', "required": True, "disabled": False, "rows": 4},
    {"data-x": _("Save"), "aria-label": "<&>"},
]


def both(widget, value, attrs):
    ours, theirs = (
        widget.render("na<me", value, attrs, renderer=each())
        for each in (Renderer, DjangoTemplates)
    )
    return parse_html(ours), parse_html(theirs)


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("attrs", ATTRS)
def test_a_control_is_what_django_writes(widget, attrs):
    for value in VALUES:
        ours, theirs = both(widget(), value, attrs)

        assert ours == theirs


@pytest.mark.parametrize("widget", CHOICES)
@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("choices", [PLAIN, GROUPED, []])
def test_choices_are_what_django_writes(widget, attrs, choices):
    for value in (None, "", "a&b", 1, ["apple", "x"], "gone"):
        ours, theirs = both(widget(choices=choices), value, attrs)

        assert ours == theirs


def test_lines_of_a_text_are_kept():
    """A browser drops the first line break of a text area."""
    text = forms.Textarea().render("note", "\nTwo\n  lines", {}, renderer=Renderer())

    assert text.endswith(">\n\nTwo\n  lines</textarea>")


def test_a_control_of_an_own_template_is_written_by_it(monkeypatch):
    asked = []
    monkeypatch.setattr(
        TemplatesSetting, "render", lambda _self, name, *_rest: asked.append(name) or "<own>"
    )

    assert forms.ClearableFileInput().render("logo", None, renderer=Renderer()) == "<own>"
    assert asked == ["django/forms/widgets/clearable_file_input.html"]


def test_every_template_that_is_spared_is_one_of_django():
    for name in controls.WRITTEN:
        template = Renderer().get_template(name)

        assert "/django/forms/templates/" in template.origin.name
