"""Sources of releases for staff: what is read, when, and what went wrong."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, confirmed, desk, show
from projects.upkeep import services
from projects.upkeep.models import ReleaseSource


class FailingFilter(admin.SimpleListFilter):
    """Sources that could not be read the last time."""

    title = _("last reading")
    parameter_name = "failing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Failed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.failing() if self.value() == "yes" else queryset  # type: ignore[attr-defined]


@admin.register(ReleaseSource)
class ReleaseSourceAdmin(HouseAdmin[ReleaseSource]):
    """What staff write themselves about a release is never overwritten by these."""

    list_display = ("where", "project", "kind", "is_followed", "told", "read", "error")
    list_filter = ("project", "kind", "is_followed", FailingFilter)
    list_select_related = ("project", "repository__project", "follow")
    search_fields = ("url", "project__name", "repository__name", "only")
    search_help_text = _("By address, project or repository.")
    autocomplete_fields = ("project", "repository")
    view_on_site = False
    actions = ("read_now",)
    readonly_fields = ("read", "error")
    fields = ("project", "kind", "url", "repository", "only", "is_followed", *readonly_fields)
    export_columns = ("project__name", "kind", "where", "only", "is_followed", "read", "error")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReleaseSource]:
        return super().get_queryset(request).annotate(number=Count("announcements__release"))

    @admin.display(description=_("source"))
    def where(self, row: ReleaseSource) -> str:
        return str(row)

    @admin.display(description=_("releases"), ordering="number")
    def told(self, row: Any) -> int:
        return int(row.number)

    @admin.display(description=_("last read"), ordering="follow__read_at")
    def read(self, row: ReleaseSource) -> str:
        return show.at(row.follow.read_at if hasattr(row, "follow") else None)

    @admin.display(description=_("what went wrong"))
    def error(self, row: ReleaseSource) -> str:
        return row.follow.error if hasattr(row, "follow") else ""

    @confirmed(
        label=_("Read it now"),
        plural=_("Read the chosen sources now"),
        will=_("will be read by the worker"),
        done=_("will be read in a moment"),
    )
    def read_now(self, request: HttpRequest, row: ReleaseSource, *, at: datetime) -> None:
        """Do not wait."""
        services.read_now(source=row)


@desk.tiles("Projects", ReleaseSource, place=41)
def tiles(at: datetime) -> list[desk.Tile]:
    """Sources that cannot be read: one query."""
    failing = ReleaseSource.objects.failing().count()
    label = "sources of releases that cannot be read"
    return [desk.tile(failing, label, ReleaseSource, query="failing=yes")]
