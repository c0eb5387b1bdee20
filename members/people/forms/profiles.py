"""A profile with a switch beside each field."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import CountryChoice, LineField, LongField
from members.people.models import FIELDS, Person

MOST_LINKS = 8
TEXTS = ("name", "country", "bio", "languages", "projects", "chat", "links")
SAID = {
    "name": _("Show my name: I am listed in the directory of members"),
    "photo": _("Show my photo"),
    "affiliations": _("Show whom I work for"),
    "country": _("Show my country"),
    "bio": _("Show the text about me"),
    "languages": _("Show my languages"),
    "projects": _("Show my projects"),
    "chat": _("Show my chat names"),
    "links": _("Show my links"),
    "email": _("Show my e-mail to other Foundation members"),
}


class ProfileForm(forms.Form):
    """Texts and switches. What is closed is shown to nobody but its owner and our staff."""

    name = LineField(
        label=_("Full name"),
        max_length=150,
        autocomplete="name",
        help_text=_("Changing it changes the address of your public page; the old one ends."),
    )
    country = CountryChoice(label=_("Country"), required=False)
    bio = LongField(
        label=_("About me"),
        max_length=2000,
        rows=5,
        required=False,
        help_text=_("Plain text, up to 2,000 characters."),
    )
    languages = LineField(
        label=_("Languages"),
        max_length=200,
        required=False,
        help_text=_("English, Deutsch, Français"),
    )
    projects = LineField(
        label=_("Projects I work on"),
        max_length=200,
        required=False,
        help_text=_("Such as OpenStack, Zuul"),
    )
    chat = LineField(
        label=_("Chat names"),
        max_length=200,
        required=False,
        help_text=_("Network and name, such as OFTC: ada"),
    )
    links = LongField(
        label=_("Links"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("One address a line, such as https://example.org/ada. At most eight."),
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        values = {name: getattr(person, name) for name in TEXTS}
        values |= {f"shows_{name}": getattr(person, f"shows_{name}") for name in FIELDS}
        super().__init__(data, initial=values | {"country": person.country.code})
        self.fields["country"].widget.attrs["autocomplete"] = "country"
        for name in FIELDS:
            self.fields[f"shows_{name}"] = forms.BooleanField(label=SAID[name], required=False)

    def clean_links(self) -> str:
        """Addresses of the web, and nothing that a browser would run."""
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("Give at most eight links."), code="many")
        check = URLValidator(schemes=["http", "https"])
        for line in lines:
            try:
                check(line)
            except ValidationError:
                raise ValidationError(
                    _("“%(line)s” is no address of the web: write it as https://example.org/ada."),
                    code="link",
                    params={"line": line[:80]},
                ) from None
            if urlsplit(line).username or re.search(r"\s", line):
                raise ValidationError(_("Give links without a password in them."), code="link")
        return "\n".join(lines)

    def parts(self) -> Iterator[tuple[Any, Any]]:
        """Each text with its switch, for the template."""
        for name in TEXTS:
            yield self[name], self[f"shows_{name}"]


class PhotoForm(forms.Form):
    """A picture. What it is, is judged by decoding it."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, at most 5 MB. We keep a small square of its middle."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
