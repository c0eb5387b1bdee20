"""Django's plain controls without a template for each part of each, which takes ten times as long.

The HTML is that of Django's own templates: a test holds the two beside each other.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData

type Widget = Mapping[str, Any]

FOLDER = "django/forms/widgets"
# Every one of these is an <input> of the type the widget says.
INPUTS = (
    "input", "text", "email", "url", "tel", "search", "color", "number", "password", "hidden",
    "file", "date", "datetime", "time", "checkbox",
)  # fmt: skip


def _text(value: Any) -> str:
    """A value as it stands between quotation marks."""
    return conditional_escape(value if isinstance(value, SafeData) else str(value))


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{_text(value)}"'
    start = f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"'
    return f"{start}{said}{_attributes(widget)}>"


def _textarea(widget: Widget) -> str:
    text = _text(widget["value"] or "")
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>'


def _label(widget: Widget) -> str:
    return conditional_escape(localize(widget["label"]))


def _select(widget: Widget) -> str:
    written = [f'<select name="{_text(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            written.append(f'<optgroup label="{_text(group)}">')
        written += map(write, options)
        if group:
            written.append("</optgroup>")
    return "".join((*written, "</select>"))


def _select_option(option: Widget) -> str:
    return (
        f'<option value="{_text(option["value"])}"{_attributes(option)}>{_label(option)}</option>'
    )


def _choices(widget: Widget) -> str:
    attrs = widget["attrs"]
    named = [(name, attrs.get(name)) for name in ("id", "class")]
    said = "".join(f' {name}="{_text(value)}"' for name, value in named if value)
    written = [f"<div{said}>"]
    for group, options, _index in widget["optgroups"]:
        if group:
            written.append(f"<div><label>{_text(group)}</label>")
        written += (f"<div>{write(option)}</div>" for option in options)
        if group:
            written.append("</div>")
    return "".join((*written, "</div>"))


def _choice(option: Widget) -> str:
    if not option["wrap_label"]:
        return _input(option)
    own = option["attrs"].get("id")
    said = f' for="{_text(own)}"' if own else ""
    return f"<label{said}>{_input(option)} {_label(option)}</label>"


WRITTEN: dict[str, Callable[[Widget], str]] = {
    **{f"{FOLDER}/{name}.html": _input for name in INPUTS},
    f"{FOLDER}/textarea.html": _textarea,
    f"{FOLDER}/select.html": _select,
    f"{FOLDER}/select_option.html": _select_option,
    f"{FOLDER}/radio.html": _choices,
    f"{FOLDER}/radio_option.html": _choice,
    f"{FOLDER}/checkbox_select.html": _choices,
    f"{FOLDER}/checkbox_option.html": _choice,
}


def write(widget: Widget) -> str:
    """The HTML of a widget, or of one of its options, as Django describes it to a template."""
    name = widget["template_name"]
    if plain := WRITTEN.get(name):
        return plain(widget)
    return get_template(name).render({"widget": widget})
