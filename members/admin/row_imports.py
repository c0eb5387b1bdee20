"""Memberships and representatives from a CSV or Excel file, seen before anything is written."""

from datetime import date
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.resources import Diff, ModelResource

from members.admin.imports import Changes, Choice, Day, HouseImport, Owner, Text, YesNo, plain_text
from members.models import (
    Beginning,
    Ending,
    Membership,
    Representative,
    RepresentativeRole,
    Tier,
)
from members.spans import ONE_DAY


class RowResource(ModelResource):
    """Rows that belong to an organisation. Columns that are missing stay as they are."""

    present: frozenset[str] | None = None

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return Changes

    def get_import_fields(self) -> list[Field]:
        """Those the file has: the preview shows no others."""
        fields: list[Field] = super().get_import_fields()
        return [each for each in fields if self.present is None or each.column_name in self.present]

    def import_data(self, dataset: tablib.Dataset, *args: Any, **kwargs: Any) -> Any:
        """Columns by their plain names."""
        dataset.headers = [_header(header) for header in dataset.headers or []]
        self.present = frozenset(dataset.headers)
        return super().import_data(dataset, *args, **kwargs)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The row that is meant; a field that cannot be read is told when the row is made."""
        try:
            return self.known(row)
        except ValueError:
            return None

    def known(self, row: Any) -> Any:
        """The row that is here already, or None."""
        raise LookupError


class RepresentativeResource(RowResource):
    """Who represents whom. One that lasts is known by organisation, address and role."""

    organization = Field("organization", "organisation", Owner())
    name = Field("name", "name", Text())
    email = Field("email", "email", Text())
    role = Field("role", "role", Choice(RepresentativeRole))
    since = Field("since", "since", Day())
    until = Field("until", "until", Day())
    is_admin = Field("is_admin", "looks after its pages", YesNo())
    note = Field("note", "note", Text())

    class Meta:
        model = Representative
        fields = (*("organization", "name", "email", "role", "since", "until", "is_admin", "note"),)
        import_id_fields = ("organization", "email", "role")
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        row["email"] = plain_text(row.get("email")).lower()

    def known(self, row: Any) -> Representative | None:
        rows = Representative.objects.filter(
            organization=Owner().clean(row.get("organisation")),
            email=row["email"],
            role=Choice(RepresentativeRole).clean(row.get("role")),
            until=None,
        )
        return rows.first()

    def before_save_instance(self, instance: Representative, row: Any, **kwargs: Any) -> None:
        if instance.pk and instance.until:
            raise ValueError(
                _("End it on its record, so that access and mail end with it, not by a file.")
            )


class Tiered(Text):
    """A tier by its name or slug."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        word = plain_text(value)
        found = Tier.objects.filter(slug=word.lower()) | Tier.objects.filter(name__iexact=word)
        tier = found.first()
        if tier is None:
            raise ValueError(_("There is no tier “%(value)s”.") % {"value": word})
        return tier

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value or "")


class MembershipResource(RowResource):
    """Who held which tier when, as it was: no dues are charged. One is known by organisation,
    tier and first day."""

    organization = Field("organization", "organisation", Owner())
    tier = Field("tier", "tier", Tiered())
    started_before = Field("started_before", "started before", Day())
    ended_after = Field("ended_after", "ended after", Day())
    began_as = Field("began_as", "began as", Choice(Beginning))
    ended_as = Field("ended_as", "ended as", Choice(Ending))
    note = Field("note", "note", Text())
    first_day = Field(None, "first day", Day(), readonly=True)
    last_day = Field(None, "last day", Day(), readonly=True)

    class Meta:
        model = Membership
        fields = (
            *("organization", "tier", "first_day", "last_day", "started_before", "ended_after"),
            *("began_as", "ended_as", "note"),
        )
        import_id_fields = ("organization", "tier", "first_day")
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def known(self, row: Any) -> Membership | None:
        rows = Membership.objects.filter(
            organization=Owner().clean(row.get("organisation")),
            tier=Tiered().clean(row.get("tier")),
        )
        first = Day().clean(row.get("first day"))
        begun = (
            rows.filter(span__startswith=first)
            if first
            else rows.filter(span__startswith__isnull=True)
        )
        return begun.first()

    def import_instance(self, instance: Membership, row: Any, **kwargs: Any) -> None:
        """The two days of the file are one span of the table."""
        super().import_instance(instance, row, **kwargs)
        try:
            first, last = (Day().clean(row.get(name)) for name in ("first day", "last day"))
        except ValueError as wrong:
            raise ValidationError({"span": [str(wrong)]}) from None
        if last == date.max or (first and last and last < first):
            raise ValidationError({"span": [_("The last day must not come before the first.")]})
        instance.span = DateRange(first, last and last + ONE_DAY)

    def dehydrate_first_day(self, row: Membership) -> str:
        return row.span.lower.isoformat() if row.span and row.span.lower else ""

    def dehydrate_last_day(self, row: Membership) -> str:
        return (row.span.upper - ONE_DAY).isoformat() if row.span and row.span.upper else ""


def _header(header: Any) -> str:
    """A header as the resources know it: "E-mail" and "is_admin" are "email" and a sentence."""
    plain = plain_text(header).lower().replace("_", " ").replace("-", "")
    return {
        "organization": "organisation",
        "full name": "name",
        "is admin": "looks after its pages",
    }.get(plain, plain)


class RepresentativeImport(HouseImport):
    """Representatives from a file."""

    resource_classes = (RepresentativeResource,)
    import_words = gettext_lazy(
        "A role that lasts is known by organisation, e-mail and role. Nobody is invited by it."
    )


class MembershipImport(HouseImport):
    """Memberships of the past from a file."""

    resource_classes = (MembershipResource,)
    import_words = gettext_lazy(
        "Each row is a tier held from a day until a day. No dues are charged by it."
    )
