"""Individual memberships and affiliations, each on a list of its own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, ReadOnly, show
from members.people.models import Affiliation, IndividualMembership
from members.spans import ONE_DAY


class HeldFilter(admin.SimpleListFilter):
    """Memberships held now, and ended ones."""

    title = gettext_lazy("time")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("held", _("Held now")), ("ended", _("Ended"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = clock.now()
        if self.value() == "held":
            return queryset.filter(span__contains=now)
        return queryset.filter(span__endswith__lte=now) if self.value() == "ended" else queryset


@admin.register(IndividualMembership)
class IndividualMembershipAdmin(ReadOnly, HouseAdmin[IndividualMembership]):
    """Who was a member when. It changes by joining and resigning, or by an action on the person."""

    list_display = ("user", "began", "ended", "began_as", "how_it_ended", "note")
    list_filter = (HeldFilter, "began_as", "ended_as")
    list_select_related = ("user",)
    found_by = ("user__full_name", "user__email")
    search_fields = ("user__full_name", "user__email", "note")
    search_help_text = gettext_lazy("By name, e-mail or a word of the note.")
    ordering = ("-span",)
    fields = ("user", "began", "ended", "began_as", "how_it_ended", "note", "signed")
    readonly_fields = fields
    export_columns = (
        *("user__full_name", "user__email", "began", "ended", "began_as", "ended_as", "note"),
    )

    @admin.display(description=gettext_lazy("began"), ordering="span")
    def began(self, row: IndividualMembership) -> str:
        return show.at(row.span.lower)

    @admin.display(description=gettext_lazy("ended"))
    def ended(self, row: IndividualMembership) -> str:
        return show.at(row.ended_at)

    @admin.display(description=gettext_lazy("how it ended"), ordering="ended_as")
    def how_it_ended(self, row: IndividualMembership) -> str:
        return row.get_ended_as_display() or "–"

    @admin.display(description=gettext_lazy("signed"))
    def signed(self, row: IndividualMembership) -> str:
        rows = row.signatures.select_related("version")
        return ", ".join(f"{each.version}: {show.at(each.signed_at)}" for each in rows) or "–"


class AffiliationForm(forms.ModelForm[Affiliation]):
    """An affiliation by its first and last day, both of which may be unknown."""

    first_day = forms.DateField(
        label=gettext_lazy("first day"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Empty if nobody knows it."),
    )
    last_day = forms.DateField(
        label=gettext_lazy("last day"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Empty while it lasts."),
    )

    class Meta:
        model = Affiliation
        fields = ("user", "kind", "organization", "typed_name", "title", "first_day", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["first_day"] = self.instance.span.lower
            self.initial["last_day"] = self.instance.last_day

    def clean(self) -> dict[str, Any]:
        """Make the two days one span, so that the rules of the table can be asked."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must not come before the first."))
        elif last == last.max if last else False:
            self.add_error("last_day", _("Leave the last day empty while it lasts."))
        elif "first_day" in cleaned and "last_day" in cleaned:
            self.instance.span = DateRange(first, last and last + ONE_DAY)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The span is on the form, as two days."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if {"first_day", "last_day"} & self.errors.keys() else excluded - {"span"}


class NowFilter(admin.SimpleListFilter):
    """Affiliations of today, and past ones."""

    title = gettext_lazy("time")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("Today")), ("past", _("Past"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        day = zones.day(clock.now())
        if self.value() == "now":
            return queryset.filter(span__contains=day)
        return queryset.filter(span__endswith__lte=day) if self.value() == "past" else queryset


@admin.register(Affiliation)
class AffiliationAdmin(HouseAdmin[Affiliation]):
    """Who works, or worked, for whom. A typed name can be tied to an organisation here."""

    form = AffiliationForm
    list_display = ("user", "employer", "kind", "title", "first", "last")
    list_filter = (NowFilter, "kind")
    list_select_related = ("user", "organization")
    found_by = ("user__full_name", "typed_name", "organization__name", "title")
    search_fields = (
        *("user__full_name", "user__email", "organization__name", "typed_name", "title"),
    )
    search_help_text = gettext_lazy("By person, organisation or job title.")
    autocomplete_fields = ("user", "organization")
    view_on_site = False
    export_columns = (
        *("user__full_name", "user__email", "employer", "kind", "title", "first", "last"),
    )

    def save_model(self, request: HttpRequest, obj: Affiliation, form: Any, change: bool) -> None:
        """The two days of the form are one column of the table."""
        obj.save()

    @admin.display(description=gettext_lazy("employer"), ordering="organization__name")
    def employer(self, row: Affiliation) -> str:
        return row.employer

    @admin.display(description=gettext_lazy("since"), ordering="span")
    def first(self, row: Affiliation) -> str:
        return str(row.since or "–")

    @admin.display(description=gettext_lazy("until"))
    def last(self, row: Affiliation) -> str:
        return str(row.last_day or "–")
