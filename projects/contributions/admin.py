"""Repositories and bots for staff. Contributors are keys: there is nothing to look at."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show
from projects.contributions import services
from projects.contributions.models import Bot, DeveloperMonth, Repository


class FailingFilter(admin.SimpleListFilter):
    """Repositories that could not be read the last time."""

    title = _("last reading")
    parameter_name = "failing"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("yes", str(_("Failed")))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Repository]
    ) -> QuerySet[Repository]:
        if self.value() == "yes":
            return queryset.exclude(reading=None).exclude(reading__error="")
        return queryset


def _unfollowed(row: Repository) -> str:
    return "" if row.is_followed else str(_("it is not followed."))


@admin.register(Repository)
class RepositoryAdmin(HouseAdmin[Repository]):
    """The git repositories whose commits count for a project."""

    list_display = ("name", "project", "is_followed", "commits", "bots", "read", "error")
    list_filter = ("project", "is_followed", FailingFilter)
    list_select_related = ("project", "reading")
    found_by = ("name", "project__name")
    search_fields = ("name", "address", "project__name")
    search_help_text = _("By name, address or project.")
    autocomplete_fields = ("project",)
    view_on_site = False
    actions = ("read_now", "read_anew")
    readonly_fields = ("commits", "bots", "read", "error")
    fields = ("project", "name", "address", "is_followed", "source", *readonly_fields)
    export_columns = ("project__name", "name", "address", "is_followed", *readonly_fields)

    @admin.display(description=_("commits counted"), ordering="reading__commits")
    def commits(self, row: Repository) -> int:
        return row.reading.commits if hasattr(row, "reading") else 0

    @admin.display(description=_("of bots, not counted"), ordering="reading__bots")
    def bots(self, row: Repository) -> int:
        return row.reading.bots if hasattr(row, "reading") else 0

    @admin.display(description=_("last read"), ordering="reading__read_at")
    def read(self, row: Repository) -> str:
        return show.at(row.reading.read_at if hasattr(row, "reading") else None)

    @admin.display(description=_("what went wrong"))
    def error(self, row: Repository) -> str:
        return row.reading.error if hasattr(row, "reading") else ""

    @confirmed(
        label=_("Read it now"),
        plural=_("Read the chosen repositories now"),
        will=_("will be read by the worker: only what is new"),
        done=_("will be read in a moment"),
        reason=_unfollowed,
    )
    def read_now(self, request: HttpRequest, row: Repository, *, at: datetime) -> None:
        """Do not wait for tonight."""
        services.read_now(repository=row)

    @confirmed(
        label=_("Count it anew"),
        plural=_("Count the chosen repositories anew"),
        will=_("will be counted from the first commit on, with the bots and domains of today"),
        done=_("will be counted anew in a moment"),
        reason=_unfollowed,
    )
    def read_anew(self, request: HttpRequest, row: Repository, *, at: datetime) -> None:
        """After bots or mail domains have changed."""
        services.read_anew(repository=row)


@admin.register(Bot)
class BotAdmin(HouseAdmin[Bot]):
    """Who is not counted. After a change, have the repositories counted anew."""

    list_display = ("pattern",)
    found_by = ("pattern",)
    search_fields = ("pattern",)
    view_on_site = False


@admin.register(DeveloperMonth)
class DeveloperMonthAdmin(ReadOnly, HouseAdmin[DeveloperMonth]):
    """What the figures on the pages of projects are read from."""

    list_display = (
        *("project", "month", "commits", "newcomers", "year_contributors"),
        *("year_organizations", "year_newcomers", "bus_factor"),
    )
    list_filter = ("project",)
    list_select_related = ("project",)
    search_fields = ("project__name",)
    search_help_text = _("By project.")
    date_hierarchy = "month"
    view_on_site = False
    export_columns = (
        *("project__name", "month", "commits", "newcomers", "year_commits", "year_contributors"),
        *("year_organizations", "year_newcomers", "bus_factor"),
    )
