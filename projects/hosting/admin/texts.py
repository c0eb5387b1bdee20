"""What hosting gives, asks and promises."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.base.admin import HouseAdmin
from projects.hosting.models import Criterion, HostingRules, Service


@admin.register(Criterion)
class CriterionAdmin(HouseAdmin[Criterion]):
    """What the board looks at before it confirms a project."""

    list_display = ("name", "position", "text")
    list_editable = ("position",)
    found_by = ("name",)
    search_fields = ("name", "text")
    view_on_site = False


@admin.register(Service)
class ServiceAdmin(HouseAdmin[Service]):
    """What hosted projects are given."""

    list_display = ("name", "group", "position", "text")
    list_editable = ("position",)
    list_filter = ("group",)
    found_by = ("name", "group")
    search_fields = ("name", "text", "group")
    view_on_site = False


@admin.register(HostingRules)
class RulesAdmin(HouseAdmin[HostingRules]):
    """One row: it can be edited, neither added twice nor deleted."""

    list_display = ("__str__", "answer_days", "review_months", "remind_months", "comment_days")
    search_fields = ("pk",)
    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
