"""Memberships and representatives from a CSV or Excel file, seen before anything is written."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from members.admin.imports import Choice, Day, Owner, Text, YesNo, plain_text
from members.admin.uploads import HouseImport, HouseResource
from members.models import (
    Beginning,
    Ending,
    Membership,
    Representative,
    RepresentativeRole,
    Tier,
)
from members.spans import ONE_DAY


class RowResource(HouseResource):
    """Rows that belong to an organisation."""

    also_called = {
        "organization": "organisation",
        "full name": "name",
        "is admin": "looks after its pages",
        "looks after pages": "looks after its pages",
    }

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The row that is meant; a field that cannot be read is told when the row is made."""
        try:
            return super().get_instance(instance_loader, row)
        except ValueError:
            return None

    def read(self, name: str, row: Any) -> Any:
        """What the field `name` makes of its cell of `row`."""
        field = self.fields[name]
        return field.widget.clean(row.get(field.column_name))


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
        super().before_import_row(row, **kwargs)
        row["email"] = plain_text(row.get("email")).lower()

    def known(self, row: Any, instance_loader: Any) -> Representative | None:
        rows = Representative.objects.filter(
            organization=self.read("organization", row),
            email=row["email"],
            role=self.read("role", row),
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

    columns_of = {"span": "first day, last day"}
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

    def known(self, row: Any, instance_loader: Any) -> Membership | None:
        rows = Membership.objects.filter(
            organization=self.read("organization", row), tier=self.read("tier", row)
        )
        first = self.read("first_day", row)
        begun = (
            rows.filter(span__startswith=first)
            if first
            else rows.filter(span__startswith__isnull=True)
        )
        return begun.first()

    def import_instance(self, instance: Membership, row: Any, **kwargs: Any) -> None:
        """The two days of the file are one span of the table; what is wrong is told at once."""
        wrong: dict[str, Any] = {}
        try:
            instance.span = self.days(row)
        except ValueError as each:
            wrong["span"] = [ValidationError(str(each))]
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as others:
            wrong = others.update_error_dict(wrong)
        if wrong:
            raise ValidationError(wrong)

    def days(self, row: Any) -> DateRange:
        """From the first day to the last. Raises ValueError for what is no span."""
        first, last = (self.read(name, row) for name in ("first_day", "last_day"))
        if last == date.max or (first and last and last < first):
            raise ValueError(_("The last day must not come before the first."))
        return DateRange(first, last and last + ONE_DAY)

    def dehydrate_first_day(self, row: Membership) -> str:
        return row.span.lower.isoformat() if row.span and row.span.lower else ""

    def dehydrate_last_day(self, row: Membership) -> str:
        return (row.span.upper - ONE_DAY).isoformat() if row.span and row.span.upper else ""


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
