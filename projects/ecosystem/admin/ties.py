"""Who does what for a project."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, confirmed
from projects.ecosystem.models import Tie


class TodayFilter(admin.SimpleListFilter):
    """Ties that hold today, or are over."""

    title = _("today")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("yes", str(_("Holds"))), ("no", str(_("Over, or not begun")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tie]) -> QuerySet[Tie]:
        day = zones.day(clock.now())
        if self.value() == "yes":
            return queryset.filter(span__contains=day)
        return queryset.exclude(span__contains=day) if self.value() == "no" else queryset


class VerifiedFilter(admin.SimpleListFilter):
    """Ties by whether somebody has looked them up."""

    title = _("looked up")
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("no", str(_("By nobody"))), ("yes", str(_("Looked up")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tie]) -> QuerySet[Tie]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(verified_on__isnull=self.value() == "no")
        return queryset


@admin.register(Tie)
class TieAdmin(HouseAdmin[Tie]):
    """Each with where it is said: the source is printed on the page of the forces."""

    list_display = ("organization", "project", "kind", "days", "source", "verified_on")
    list_filter = ("kind", TodayFilter, VerifiedFilter, "project")
    list_select_related = ("organization", "project")
    search_fields = ("organization__name", "project__name", "source")
    search_help_text = _("By organisation, project or source.")
    autocomplete_fields = ("organization", "project")
    view_on_site = False
    actions = ("verify",)
    export_columns = (
        *("organization__name", "project__name", "kind", "span", "source", "verified_on"),
    )

    @admin.display(description=_("from and until"), ordering="span")
    def days(self, row: Tie) -> str:
        """Its first day and the one after its last; what nobody knows is said to be so."""
        begins = str(row.span.lower or _("not known"))
        return f"{begins} – {row.span.upper}" if row.span.upper else begins

    @confirmed(
        label=_("I have looked it up"),
        plural=_("I have looked the chosen ties up"),
        will=_("will be shown as looked up today"),
        done=_("shown as looked up"),
    )
    def verify(self, request: HttpRequest, row: Tie, *, at: datetime) -> None:
        """The source says so, or will say on its page that nobody has read it."""
        Tie.objects.filter(pk=row.pk).update(verified_on=zones.day(at))
