"""What maintainers send: texts, and links row by row."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import LineField, LongField
from projects.maintaining.models import LINKS, Link
from projects.models import LinkKind

MOST_LINKS = 30
NEW_ROWS = 2


class TextsForm(forms.Form):
    """The purpose in a line, and the paragraphs about it."""

    tagline = LineField(
        label=_("Purpose in a line"),
        max_length=160,
        help_text=_("What it is for, without a full stop at the end."),
    )
    description = LongField(
        label=_("Description"),
        max_length=6000,
        rows=12,
        required=False,
        help_text=_("Paragraphs, with an empty line between them."),
    )


class LinkForm(forms.Form):
    """One link; a row without an address is no link."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LinkKind.choices)
    url = forms.URLField(
        label=_("Address"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("With https:// in front. Empty it to remove the link."),
        error_messages={"invalid": _("Write the address as https://example.org/docs.")},
    )
    label = LineField(
        label=_("Label"),
        max_length=80,
        required=False,
        help_text=_("If the kind does not say enough."),
    )


class BaseLinks(forms.BaseFormSet[LinkForm]):
    """All links of a project: no address twice."""

    def clean(self) -> None:
        """The second of two equal addresses is refused at its field."""
        seen: set[str] = set()
        for form in self.forms:
            url = getattr(form, "cleaned_data", {}).get("url", "")
            if url and url in seen:
                form.add_error("url", _("This address stands here twice: keep one of them."))
            seen.add(url)
        if any(form.errors for form in self.forms):
            raise forms.ValidationError(_("Some links need to be mended."))

    def values(self) -> list[Link]:
        """Kind, address and label of each link."""
        rows = [form.cleaned_data for form in self.forms]
        return [[row["kind"], row["url"], row["label"]] for row in rows if row.get("url")]


LinkFormSet = forms.formset_factory(
    LinkForm, formset=BaseLinks, extra=0, max_num=MOST_LINKS, absolute_max=MOST_LINKS + 1, validate_max=True
)  # fmt: skip


def links_form(data: Any, links: Iterable[Link]) -> BaseLinks:
    """The links as rows to be changed, and two empty ones."""
    rows = [dict(zip(("kind", "url", "label"), row, strict=True)) for row in links]
    rows += [{"kind": LinkKind.SITE}] * max(0, min(NEW_ROWS, MOST_LINKS - len(rows)))
    made: Any = LinkFormSet(data, initial=rows, prefix=LINKS)
    found: BaseLinks = made
    return found
