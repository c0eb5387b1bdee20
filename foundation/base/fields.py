"""Fields with our words: a line, several, an e-mail, an address, a country."""

import unicodedata
from functools import cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

TOO_LONG = _("Use at most %(limit_value)d characters: this has %(show_value)d.")
HUGE = 50_000
JOINERS = "\u200c\u200d"  # parts of names in Persian and the languages of India


def plain(text: str) -> str:
    """`text` without control characters and marks that turn its direction."""
    return "".join(
        sign for sign in text if sign in JOINERS or unicodedata.category(sign) not in {"Cc", "Cf"}
    )


class LineField(forms.CharField):
    """One line of text. Line breaks and runs of blanks become one blank: what is typed here
    ends up on badges, in subjects of mails and in names of files."""

    default_error_messages = {"max_length": TOO_LONG}

    def __init__(self, *, autocomplete: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete

    def to_python(self, value: Any) -> str:
        """The text in one line."""
        text = str(super().to_python(value) or "")
        # What is refused for its length need not be looked at sign by sign.
        return text if len(text) > HUGE else plain(" ".join(text.split()))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`, which cuts a pasted text without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class MailField(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "invalid": _("Write the e-mail like name@example.org."),
        "max_length": TOO_LONG,
    }

    def __init__(self, *, autocomplete: str = "email", **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)
        self.widget.attrs |= {"autocomplete": autocomplete, "spellcheck": "false"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`, as above."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class AddressField(forms.CharField):
    """A postal address of several lines."""

    default_error_messages = {"max_length": TOO_LONG}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Postal address"))
        super().__init__(max_length=500, widget=forms.Textarea, **kwargs)
        self.widget.attrs = {"rows": 4, "autocomplete": "billing street-address"}

    def to_python(self, value: Any) -> str:
        """The lines, each without control characters."""
        lines = str(super().to_python(value) or "").splitlines()
        return "\n".join(kept for line in lines if (kept := plain(line).strip()))


class LongField(forms.CharField):
    """Several lines, counted as they look."""

    default_error_messages = {"max_length": TOO_LONG}

    def __init__(self, *, max_length: int = 2000, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(
            max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
        )

    def to_python(self, value: Any) -> str:
        """The lines, without control characters; a line break is one character."""
        lines = str(super().to_python(value) or "").splitlines()
        return "\n".join(plain(line).rstrip() for line in lines).strip()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`, as above."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class CountrySelect(forms.Select):
    """A list of 250 countries, written once: Django would fill in a template for each, each time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The list with the country `value` chosen."""
        options = _options(get_language())
        written = "".join(options.values())
        if chosen := options.get(str(value or "")):
            written = written.replace(chosen, chosen.replace('">', '" selected>'))
        words = flatatt({"name": name} | self.build_attrs(self.attrs, attrs))
        return format_html("<select{}>{}</select>", words, mark_safe(written))  # noqa: S308 -- escaped

    def use_required_attribute(self, initial: Any) -> bool:
        """The first of the list is no country, so an empty answer is one that browsers see."""
        return not self.is_hidden


@cache
def _options(_language: str | None) -> dict[str, str]:
    """Each country's option as HTML, by its letters, in a language."""
    return {
        code: format_html('<option value="{}">{}</option>', code, name)
        for code, name in _countries()
    }


class CountryChoice(forms.ChoiceField):
    """A country by its ISO 3166 letters."""

    widget = CountrySelect
    default_error_messages = {"invalid_choice": _("Choose a country of the list.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Country"))
        super().__init__(choices=_countries, **kwargs)
        self.widget.attrs["autocomplete"] = "billing country"

    def valid_value(self, value: Any) -> bool:
        """Whether it is on the list."""
        return str(value) in _options(get_language())


def _countries() -> list[tuple[str, str]]:
    return [("", str(_("Choose a country"))), *((code, str(name)) for code, name in countries)]
