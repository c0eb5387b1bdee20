"""What maintainers send: texts, focus areas, a logo; links, releases and documents row by row."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import LineField, LongField
from members.profiles.forms import LogoField
from projects import days
from projects.governance.models import Document
from projects.maintaining.contents import (
    FOCUS,
    LINKS,
    NEW_DOCUMENTS,
    NEW_RELEASES,
    STRUCK_DOCUMENTS,
    STRUCK_RELEASES,
    TEXTS,
    Link,
    document_key,
)
from projects.models import Focus, LinkKind, Project, Release

MOST_LINKS = 30
MOST_NEW = 10
EMPTY_ROWS = {LINKS: 2, NEW_RELEASES: 1, NEW_DOCUMENTS: 1}
ADDRESS = _("Write the address as https://example.org/docs.")


class TextsForm(forms.Form):
    """The purpose in a line, the paragraphs about it, its areas and logo, and what is struck."""

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
    focus = forms.MultipleChoiceField(
        label=_("Focus areas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    logo_file = LogoField(
        label=_("New logo"),
        required=False,
        help_text=_("SVG, PNG, JPEG or WebP, at most 2 MB. It is shown on white and on dark."),
        error_messages={"empty": _("The file is empty: choose another one.")},
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    struck_releases = forms.MultipleChoiceField(
        label=_("Strike what is wrong"), required=False, widget=forms.CheckboxSelectMultiple
    )
    struck_documents = forms.MultipleChoiceField(
        label=_("Strike what is wrong"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, project: Project, has_logo: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        names = Focus.objects.order_by("name").values_list("name", flat=True)
        self._offer(FOCUS, [(name, name) for name in names])
        releases = project.releases.all()
        self._offer(STRUCK_RELEASES, [(row.name, _with_day(row)) for row in releases])
        keys = [_key(row) for row in project.documents.all()]
        self._offer(STRUCK_DOCUMENTS, [(key, key) for key in keys])
        if not has_logo:
            del self.fields["removes_logo"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What there is to choose; a question without an answer is not asked."""
        if choices:
            cast("forms.MultipleChoiceField", self.fields[name]).choices = choices
        else:
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What was written, by part of the page."""
        given = self.cleaned_data
        struck = {name: given.get(name, []) for name in (STRUCK_RELEASES, STRUCK_DOCUMENTS)}
        return (
            {name: given[name] for name in TEXTS} | {FOCUS: sorted(given.get(FOCUS, []))} | struck
        )


def _with_day(row: Release) -> str:
    return f"{row.name}, {row.released_shown}" if row.released_in else row.name


def _key(row: Document) -> str:
    return document_key(row.title, row.dated_on.isoformat())


class LinkForm(forms.Form):
    """One link; a row without an address is no link."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LinkKind.choices)
    url = forms.URLField(
        label=_("Address"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("With https:// in front. Empty it to remove the link."),
        error_messages={"invalid": ADDRESS},
    )
    label = LineField(
        label=_("Label"),
        max_length=80,
        required=False,
        help_text=_("If the kind does not say enough."),
    )

    def row(self) -> list[Any] | None:
        """Kind, address and label; None for a row that is no link."""
        given = self.cleaned_data
        return [given["kind"], given["url"], given["label"]] if given.get("url") else None

    def key(self) -> str:
        """What must not stand there twice."""
        return str(self.cleaned_data.get("url", ""))


class ReleaseForm(forms.Form):
    """A release to be added; a row without a version must be empty."""

    name = LineField(label=_("Version"), max_length=60, required=False)
    released_in = LineField(
        label=_("Released"),
        max_length=10,
        required=False,
        validators=[days.validate],
        help_text=_("As exactly as it is known: 2022, 2022-10 or 2022-10-05."),
    )
    url = forms.URLField(
        label=_("Release notes"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": ADDRESS},
    )
    is_preliminary = forms.BooleanField(label=_("A candidate or a beta"), required=False)

    def clean(self) -> dict[str, Any]:
        """Whatever is known of a release, it has a version."""
        given = super().clean() or self.cleaned_data
        if any(given.values()) and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the version, or empty this row."))
        return given

    def row(self) -> list[Any] | None:
        """As a draft holds it; None for an empty row."""
        given = self.cleaned_data
        names = ("name", "released_in", "url", "is_preliminary")
        return [given[name] for name in names] if given.get("name") else None

    def key(self) -> str:
        """What must not stand there twice."""
        return str(self.cleaned_data.get("name", ""))


class DocumentForm(forms.Form):
    """A document to be added, by its address: a row is whole or empty."""

    title = LineField(label=_("Title"), max_length=160, required=False)
    dated_on = forms.DateField(
        label=_("Dated"),
        required=False,
        help_text=_("As 2022-10-05."),
        error_messages={"invalid": _("Write the day as 2022-10-05.")},
    )
    url = forms.URLField(
        label=_("Address"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Our staff can keep a PDF for you: write to us."),
        error_messages={"invalid": ADDRESS},
    )

    def clean(self) -> dict[str, Any]:
        """All three, or none."""
        given = super().clean() or self.cleaned_data
        if any(given.values()):
            for name in self.fields:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in too, or empty this row."))
        return given

    def row(self) -> list[Any] | None:
        """As a draft holds it; None for an empty row."""
        given = self.cleaned_data
        if not given.get("title"):
            return None
        return [given["title"], given["dated_on"].isoformat(), given["url"]]

    def key(self) -> str:
        """What must not stand there twice."""
        row = self.row()
        return document_key(row[0], row[1]) if row else ""


class BaseRows(forms.BaseFormSet[Any]):
    """Rows of one kind: none twice, and none that is there already (`known`)."""

    known: frozenset[str] = frozenset()

    def clean(self) -> None:
        """The second of two is refused at its first field."""
        seen = set(self.known)
        for form in self.forms:
            key = form.key() if form.is_valid() else ""
            if key and key in seen:
                form.add_error(_names(form), _("This is there already, or stands here twice."))
            seen.add(key)
        if any(form.errors for form in self.forms):
            raise forms.ValidationError(_("Some rows need to be mended."))

    def values(self) -> list[list[Any]]:
        """What each row holds that is not empty."""
        return [row for form in self.forms if (row := form.row())]


def _names(form: forms.Form) -> str:
    """The field that says which one it is."""
    return next(name for name in ("name", "title", "url") if name in form.fields)


class PageForms:
    """Everything that a maintainer sends of a page, as one form."""

    def __init__(
        self, data: Any, files: Any, *, project: Project, values: Mapping[str, Any], has_logo: bool
    ) -> None:
        self.is_bound = data is not None
        self.texts = TextsForm(data, files, initial=values, project=project, has_logo=has_logo)
        self.links = _rows(data, LINKS, values[LINKS], LinkForm, MOST_LINKS)
        self.releases = _rows(data, NEW_RELEASES, values[NEW_RELEASES], ReleaseForm, MOST_NEW)
        self.documents = _rows(data, NEW_DOCUMENTS, values[NEW_DOCUMENTS], DocumentForm, MOST_NEW)
        self.project = project

    @property
    def parts(self) -> list[BaseRows]:
        """What is written row by row."""
        return [self.links, self.releases, self.documents]

    @property
    def forms(self) -> list[forms.Form]:
        """Every row, for the list of what is wrong."""
        return [form for part in self.parts for form in part.forms]

    def non_form_errors(self) -> list[str]:
        """What is wrong with the rows together."""
        return [str(error) for part in self.parts for error in part.non_form_errors()]

    @property
    def errors(self) -> list[str]:
        """The same, where there is no row at all to ask."""
        return self.non_form_errors()

    def is_valid(self) -> bool:
        """Look at all of it. What is struck may be added anew."""
        whole = self.texts.is_valid()
        given = self.texts.cleaned_data if self.is_bound else {}
        struck = {*given.get(STRUCK_RELEASES, []), *given.get(STRUCK_DOCUMENTS, [])}
        self.releases.known = frozenset(row.name for row in self.project.releases.all()) - struck
        self.documents.known = frozenset(map(_key, self.project.documents.all())) - struck
        good = [part.is_valid() for part in self.parts]
        return whole and all(good)

    def values(self) -> dict[str, Any]:
        """The page as it is written."""
        names = (LINKS, NEW_RELEASES, NEW_DOCUMENTS)
        rows = {name: part.values() for name, part in zip(names, self.parts, strict=True)}
        return self.texts.values() | rows


FIELDS_OF = {
    LINKS: ("kind", "url", "label"),
    NEW_RELEASES: ("name", "released_in", "url", "is_preliminary"),
    NEW_DOCUMENTS: ("title", "dated_on", "url"),
}


def _rows(
    data: Any, name: str, rows: Iterable[Link], form: type[forms.Form], most: int
) -> BaseRows:
    """The rows as they are, to be changed, and some that are empty."""
    initial = [dict(zip(FIELDS_OF[name], row, strict=True)) for row in rows]
    initial += [{} for _row in range(max(0, min(EMPTY_ROWS[name], most - len(initial))))]
    made: Any = forms.formset_factory(
        form, formset=BaseRows, extra=0, max_num=most, absolute_max=most + 1, validate_max=True
    )
    found: BaseRows = made(data, initial=initial, prefix=name)
    return found
