"""The foundation itself and the figures it states."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin.house import HouseAdmin
from foundation.base.models import Figure, Foundation


@admin.register(Foundation)
class FoundationAdmin(HouseAdmin[Foundation]):
    """One row: it can be edited, neither added nor deleted."""

    list_display = ("name", "legal_name", "email", "zone", "currency")
    save_on_top = False
    fieldsets = (
        (None, {"fields": ("name", "legal_name", "mission")}),
        (_("Where and how to reach us"), {"fields": ("address", "email", "zone")}),
        (_("Money"), {"fields": ("currency", "tax_number", "bank_details")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Figure)
class FigureAdmin(HouseAdmin[Figure]):
    """Numbers with their day and source; a new day is a new row."""

    list_display = ("label", "shown_as", "stated_on", "source", "position")
    list_filter = ("stated_on", "key")
    search_fields = ("key", "label", "shown_as", "source")
    search_help_text = _("By what is counted or by source.")
    date_hierarchy = "stated_on"
    save_as = True
