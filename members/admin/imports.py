"""Organisations from a CSV or Excel file: a preview first, with what is wrong in sentences."""

import re
from datetime import date, datetime
from typing import Any

import tablib
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import Diff, ModelResource
from import_export.widgets import Widget

from foundation.base.slugs import slug_of
from members import services
from members.models import Organization, OrganizationName

YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0", ""}


class YesNo(Widget):
    """ "yes" or "no"; anything else is refused and not taken for a no."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        word = plain_text(value).lower()
        if word not in YES | NO:
            raise ValueError(_("“%(value)s” is neither yes nor no.") % {"value": word})
        return word in YES

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "yes" if value else "no"


class Day(Widget):
    """A day as 2022-12-31, or as Excel keeps it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date) or not plain_text(value):
            return value or None
        try:
            return date.fromisoformat(plain_text(value))
        except ValueError:
            raise ValueError(
                _("“%(value)s” is not a day: write it as 2022-12-31.") % {"value": value}
            ) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class Country(Widget):
    """A country by its name or its two letters."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        word = plain_text(value)
        code = countries.by_name(word) or countries.alpha2(word)
        if word and not code:
            raise ValueError(
                _("“%(value)s” is no country: write its name or two letters, Germany or DE.")
                % {"value": word}
            )
        return str(code)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value.name) if value else ""


class Owner(Widget):
    """An organisation that is here already, by its name or address."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Organization | None:
        word = plain_text(value)
        if not word:
            return None
        found = Organization.objects.filter(slug=word) | Organization.objects.filter(
            name__iexact=word
        )
        owner = found.first()
        if owner is None:
            raise ValueError(_("No organisation is called “%(value)s”.") % {"value": word})
        return owner

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value or "")


class Text(Widget):
    """Text without spaces around it; a number that Excel made of it is text again."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return plain_text(value)


class Choice(Widget):
    """One of some words, as it is stored or as it is shown."""

    def __init__(self, choices: Any) -> None:
        super().__init__()
        self.choices = dict(choices.choices)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        word = plain_text(value)
        for stored, shown in self.choices.items():
            if word.lower() in {stored, str(shown).lower()}:
                return str(stored)
        if word:
            known = ", ".join(self.choices)
            raise ValueError(
                _("“%(value)s” is none of these: %(known)s.") % {"value": word, "known": known}
            )
        return ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value or "")


class Changes(Diff):
    """Old and new side by side. (The package's own carries styles in the page, which we forbid.)"""

    def as_html(self) -> list[SafeString]:
        """For each column the value, or what it was and what it becomes."""
        cells = []
        for old, new in zip(self.left, self.right, strict=True):
            if self.new or old == new:
                cells.append(SafeString(escape(new)))
            else:
                cells.append(format_html("<del>{}</del> <ins>{}</ins>", old or "–", new or "–"))
        return cells


class OrganizationResource(ModelResource):
    """What a file may say about organisations. Columns that are missing stay as they are."""

    name = Field("name", "name", Text())
    slug = Field("slug", "slug", Text())
    country = Field("country", "country", Country())
    city = Field("city", "city", Text())
    industry = Field("industry", "industry", Text())
    website = Field("website", "website", Text())
    description = Field("description", "description", Text())
    parent = Field("parent", "parent", Owner())
    is_supporter = Field("is_supporter", "supporting organisation", YesNo())
    ccla_signed_on = Field("ccla_signed_on", "ccla signed on", Day())
    is_infrastructure_donor = Field("is_infrastructure_donor", "infrastructure donor", YesNo())
    source = Field("source", "source", Text())

    class Meta:
        model = Organization
        fields = (
            *("name", "slug", "country", "city", "industry", "website", "description", "parent"),
            *("is_supporter", "ccla_signed_on", "is_infrastructure_donor", "source"),
        )
        import_id_fields = ("slug",)
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return Changes

    # The columns of the file at hand; before there is one, all.
    present: frozenset[str] | None = None

    def get_import_fields(self) -> list[Field]:
        """Those the file has: the preview shows no others."""
        fields: list[Field] = super().get_import_fields()
        return [each for each in fields if self.present is None or each.column_name in self.present]

    def import_data(self, dataset: tablib.Dataset, *args: Any, **kwargs: Any) -> Any:
        """Columns by their plain names; a row without a slug is known by its name."""
        dataset.headers = [_plain(header) for header in dataset.headers or []]
        if "slug" not in dataset.headers and "name" in dataset.headers:
            dataset.append_col([""] * dataset.height, header="slug")
        self.present = frozenset(dataset.headers)
        return super().import_data(dataset, *args, **kwargs)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """What every organisation is called, to find the rows' own."""
        rows = list(Organization.objects.values_list("name", "slug"))
        others = OrganizationName.objects.values_list("name", "organization__slug")
        self.slugs = {name.lower(): slug for name, slug in [*others, *rows]}
        self.names = {slug: name for name, slug in rows}

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Find the organisation by any of its names; only its address can rename it."""
        name = plain_text(row.get("name"))
        known = self.slugs.get(name.lower())
        row["slug"] = plain_text(row.get("slug")) or known or slug_of(name)
        if known and known == row["slug"]:
            row["name"] = self.names[known]

    def after_save_instance(self, instance: Organization, row: Any, **kwargs: Any) -> None:
        """A name that is given up stays findable."""
        old = self.names.get(instance.slug)
        if old and old != instance.name:
            services.remember(organization=instance, name=old, slug=instance.slug)


def plain_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return re.sub(r"\s+", " ", str(value)).strip()


def _plain(header: Any) -> str:
    """A header as the resource knows it: "CCLA signed on", "ccla_signed_on" are the same."""
    plain = plain_text(header).lower().replace("_", " ")
    return {
        "is supporter": "supporting organisation",
        "supporter": "supporting organisation",
        "is infrastructure donor": "infrastructure donor",
        "ccla signed": "ccla signed on",
        "address": "slug",
    }.get(plain, plain)


class HouseImport:
    """Mixed into an admin before ImportMixin: the file, the preview, the confirmation.

    `import_words` says how the file's rows are told from those that are here already.
    """

    import_words: Any = ""
    formats = (CSV, XLSX)
    skip_admin_log = True  # the history of the rows tells it
    import_export_change_list_template = "admin/change_list.html"
    import_template_name = "admin/house/import.html"

    def get_urls(self: Any) -> list[URLPattern]:
        """Also an empty file to fill in."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_import_template"
        view = self.admin_site.admin_view(self.template_view)
        return [path("import/template.csv", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def template_view(self: Any, request: HttpRequest) -> HttpResponse:
        """A file with the names of the columns and nothing else."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        columns = [field.column_name for field in self.resource_classes[0]().get_import_fields()]
        named = {
            "Content-Disposition": f'attachment; filename="{self.opts.model_name}-template.csv"'
        }
        text = "\ufeff" + ",".join(columns) + "\r\n"
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=named)

    def get_import_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        """With what the page says above the form."""
        known: dict[str, Any] = super().get_import_context_data(**kwargs)  # type: ignore[misc]
        return known | {"import_words": self.import_words}

    def has_import_permission(self: Any, request: HttpRequest) -> bool:
        """An import adds and changes."""
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def get_import_data_kwargs(self: Any, **kwargs: Any) -> dict[str, Any]:
        """All rows or none."""
        known: dict[str, Any] = super().get_import_data_kwargs(**kwargs)  # type: ignore[misc]
        return known | {"rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """The file is not what it was said to be."""
        form.add_error(
            "import_file",
            _("This file cannot be read as the format chosen: choose csv or xlsx as it is."),
        )

    def process_result(self: Any, result: Any, request: HttpRequest) -> HttpResponse:
        """Nothing is written when a row cannot be: somebody changed something since the preview."""
        if not result.has_errors() and not result.has_validation_errors():
            return super().process_result(result, request)  # type: ignore[misc]
        self.message_user(
            request,
            _("Nothing was imported: what is there has changed since the preview. Try again."),
            messages.ERROR,
        )
        return HttpResponseRedirect(self.url_of("import"))


class OrganizationImport(HouseImport):
    """Organisations from a file."""

    resource_classes = (OrganizationResource,)
    import_words = gettext_lazy("An organisation is known by its slug, or by any of its names.")
