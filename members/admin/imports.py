"""Organisations from a CSV or Excel file: a preview first, with what is wrong in sentences."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import tablib
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries
from import_export.fields import Field
from import_export.widgets import Widget

from foundation.base.slugs import slug_of
from members import services
from members.admin.uploads import HouseImport, HouseResource
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


@lru_cache(maxsize=1024)
def _country(word: str, language: str | None) -> str:
    """The two letters of a country by its name or them; "" for none. Looked up once for a file:
    the names are compared one by one, in the reader's language."""
    return str(countries.by_name(word, language=language or "en") or countries.alpha2(word))


class Country(Widget):
    """A country by its name or its two letters."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        word = plain_text(value)
        code = _country(word, get_language())
        if word and not code:
            raise ValueError(
                _("“%(value)s” is no country: write its name or two letters, Germany or DE.")
                % {"value": word}
            )
        return str(code)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value.name) if value else ""


class Owner(Widget):
    """An organisation that is here already, by its address or any name it has or had.

    All names are read once for each file: a widget is copied for each.
    """

    @cached_property
    def keys(self) -> dict[str, int]:
        """The key of the organisation that each name and address leads to. Two queries."""
        former = OrganizationName.objects.values_list("name", "organization")
        rows = list(Organization.objects.values_list("name", "slug", "pk"))
        found = {name.lower(): pk for name, pk in former}
        found |= {name.lower(): pk for name, _slug, pk in rows}
        return found | {slug: pk for _name, slug, pk in rows}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Organization | None:
        word = plain_text(value)
        if not word:
            return None
        key = self.keys.get(word.lower())
        # One that an earlier row of the file has made is in no list yet.
        found = Organization.objects.filter(**({"pk": key} if key else {"name__iexact": word}))
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


class OrganizationResource(HouseResource):
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
    ccla_ended_on = Field("ccla_ended_on", "ccla ended on", Day())
    is_infrastructure_donor = Field("is_infrastructure_donor", "infrastructure donor", YesNo())
    source = Field("source", "source", Text())

    class Meta:
        model = Organization
        fields = (
            *("name", "slug", "country", "city", "industry", "website", "description", "parent"),
            *("is_supporter", "ccla_signed_on", "ccla_ended_on", "is_infrastructure_donor"),
            "source",
        )
        import_id_fields = ("slug",)
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    also_called = {
        "is supporter": "supporting organisation",
        "supporter": "supporting organisation",
        "supporting organization": "supporting organisation",
        "is infrastructure donor": "infrastructure donor",
        "ccla signed": "ccla signed on",
        "address": "slug",
    }

    def import_data(self, dataset: tablib.Dataset, *args: Any, **kwargs: Any) -> Any:
        """A row without a slug is known by its name."""
        headers = [self.header(header) for header in dataset.headers or []]
        if "slug" not in headers and "name" in headers:
            dataset.append_col([""] * dataset.height, header="slug")
        return super().import_data(dataset, *args, **kwargs)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """What every organisation is called, to find the rows' own."""
        super().before_import(dataset, **kwargs)
        rows = list(Organization.objects.values_list("name", "slug"))
        others = OrganizationName.objects.values_list("name", "organization__slug")
        self.slugs = {name.lower(): slug for name, slug in [*others, *rows]}
        self.names = {slug: name for name, slug in rows}

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Find the organisation by any of its names; only its address can rename it."""
        super().before_import_row(row, **kwargs)
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


class OrganizationImport(HouseImport):
    """Organisations from a file."""

    resource_classes = (OrganizationResource,)
    import_words = gettext_lazy("An organisation is known by its slug, or by any of its names.")
