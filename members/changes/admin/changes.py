"""What happened to organisations, and pairs that were said not to be the same."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock
from foundation.base.admin import HouseAdmin, ReadOnly
from members.changes.models import Dismissal, OrganizationChange


@admin.register(OrganizationChange)
class OrganizationChangeAdmin(HouseAdmin[OrganizationChange]):
    """Written by the buttons of an organisation, or by hand for what happened long ago."""

    list_display = ("organization", "told", "when_told", "is_public", "by")
    list_filter = ("kind", "is_public")
    list_select_related = ("organization", "other", "by")
    found_by = ("organization__name", "name", "text")
    search_fields = ("organization__name", "other__name", "name", "text")
    search_help_text = _("By either organisation, a name before, or a word of the sentence.")
    autocomplete_fields = ("organization", "other")
    date_hierarchy = "on"
    export_columns = (
        *("kind", "organization__name", "other__name", "name", "on", "known", "text", "source"),
        *("is_public", "at"),
    )

    @admin.display(description=_("what happened"), ordering="kind")
    def told(self, row: OrganizationChange) -> str:
        return row.seen_from(row.organization_id)

    @admin.display(description=_("when"), ordering="on")
    def when_told(self, row: OrganizationChange) -> str:
        return row.when

    def save_model(self, request: Any, obj: OrganizationChange, form: Any, change: bool) -> None:
        """Who wrote it, and when."""
        if not change:
            obj.at, obj.by = clock.now(), request.user
        super().save_model(request, obj, form, change)


@admin.register(Dismissal)
class DismissalAdmin(ReadOnly, HouseAdmin[Dismissal]):
    """Deleting one has the pair asked about again."""

    list_display = ("one", "other", "why", "by", "at")
    list_select_related = ("one", "other", "by")
    search_fields = ("one__name", "other__name", "why")
    search_help_text = _("By either organisation, or a word of the reason.")
    view_on_site = False
    fields = ("one", "other", "why", "by", "at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("changes.delete_dismissal")
