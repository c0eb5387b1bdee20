"""Memberships: on their own list, and inside their organisation."""

from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportMixin

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, HouseInline, show
from members.admin.days import HeldOnFilter
from members.admin.row_imports import MembershipImport
from members.models import Membership, Organization
from members.spans import ONE_DAY

OVERLAP = gettext_lazy("It holds a tier in part of this time already.")


class MembershipForm(forms.ModelForm[Membership]):
    """A membership by its first and last day, both of which may be unknown."""

    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy(
            "Empty if nobody knows it; the earliest it can have been if “started before” is given."
        ),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Empty while it lasts."),
    )

    class Meta:
        model = Membership
        fields = ("organization", "tier", "first_day", "last_day", "started_before",
                  "ended_after", "note")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            span = self.instance.span
            self.initial["first_day"] = span.lower
            self.initial["last_day"] = span.upper and span.upper - ONE_DAY

    def clean(self) -> dict[str, Any]:
        """Make the two days one span, so that the rules of the table can be asked."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must not come before the first."))
        elif last == date.max:
            self.add_error("last_day", _("Leave the last day empty while it lasts."))
        elif "first_day" in cleaned and "last_day" in cleaned:
            self.instance.span = DateRange(first, last and last + ONE_DAY)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The span is on the form, as two days."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if {"first_day", "last_day"} & self.errors.keys() else excluded - {"span"}


class MembershipsFormSet(forms.BaseInlineFormSet[Membership, Organization, MembershipForm]):
    """The memberships of one organisation: no two at a time, whichever of them were changed."""

    def clean(self) -> None:
        super().clean()
        kept = [
            form
            for form in self.forms
            if form.is_valid()
            and (form.instance.pk or form.has_changed())
            and form not in self.deleted_forms
        ]
        ordered = sorted(kept, key=lambda form: form.instance.span.lower or date.min)
        for before, after in pairwise(ordered):
            end = before.instance.span.upper
            start = after.instance.span.lower
            if end is None or start is None or start < end:
                after.add_error(None, OVERLAP)
                raise forms.ValidationError(
                    _("“%(one)s” and “%(two)s” overlap: end the one before the other begins.")
                    % {"one": before.instance.tier, "two": after.instance.tier},
                    code="overlap",
                )


class InlineMembershipForm(MembershipForm):
    """Beside others on one page, what overlaps is found by their formset, not by the table."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"organization"}


class MembershipInline(HouseInline[Membership, Organization]):
    """What tiers it held when."""

    model = Membership
    form = InlineMembershipForm
    formset = MembershipsFormSet  # type: ignore[assignment]
    ordering = ("span",)
    fields = ("tier", "first_day", "last_day", "started_before", "ended_after", "note")


class WhenFilter(admin.SimpleListFilter):
    """Memberships held today, ended, and with an unknown first day."""

    title = gettext_lazy("time")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("held", _("Held today")),
            ("ended", _("Ended")),
            ("vague", _("Since when unknown")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Membership]
    ) -> QuerySet[Membership]:
        today = zones.day(clock.now())
        if self.value() == "held":
            return queryset.filter(pk__in=Membership.objects.on(today).values("pk"))
        if self.value() == "ended":
            return queryset.filter(span__endswith__lte=today)
        if self.value() == "vague":
            return queryset.filter(span__startswith=None) | queryset.filter(
                started_before__isnull=False
            )
        return queryset


@admin.register(Membership)
class MembershipAdmin(MembershipImport, ImportMixin, HouseAdmin[Membership]):
    """Who held which tier when."""

    form = MembershipForm
    list_display: tuple[Any, ...] = (
        "organization",
        "tier_badge",
        "since_when",
        "until_when",
        "note",
    )
    list_select_related = ("organization", "tier")
    list_filter: ClassVar[tuple[Any, ...]] = (WhenFilter, HeldOnFilter, "tier")
    search_fields = ("organization__name", "organization__names__name", "note")
    search_help_text = gettext_lazy("By any name of the organisation, or a word of the note.")
    autocomplete_fields = ("organization",)
    ordering = ("organization__name", "span")
    export_columns = (
        *("organization__name", "organization__slug", "tier__name", "since_when", "until_when"),
        *("span", "started_before", "ended_after", "note"),
    )

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """The two days of the form are one column of the table."""
        obj.save()

    @admin.display(description=gettext_lazy("tier"), ordering="tier__rank")
    def tier_badge(self, row: Membership) -> str:
        return show.state(row.tier.slug, row.tier.name)

    @admin.display(description=gettext_lazy("since"), ordering="span")
    def since_when(self, row: Membership) -> str:
        return row.since

    @admin.display(description=gettext_lazy("until"))
    def until_when(self, row: Membership) -> str:
        return row.until or "–"
