"""Awards for staff."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.awards.models import Award
from foundation.base.admin import HouseAdmin


@admin.register(Award)
class AwardAdmin(HouseAdmin[Award]):
    """Who won what, the newest first; those that no organisation is chosen for have a filter."""

    list_display = ("printed_name", "name", "year", "edition", "kind", "organization", "source")
    list_filter = (
        *("name", "kind", ("organization", admin.EmptyFieldListFilter)),
        *(("event", admin.RelatedOnlyFieldListFilter), "year"),
    )
    list_select_related = ("organization",)
    found_by = ("printed_name", "name", "edition")
    search_fields = (
        *("printed_name", "organization__name", "organization__names__name"),
        *("name", "edition", "reason"),
    )
    search_help_text = _("By any name of the organisation, award, edition, or what it was for.")
    autocomplete_fields = ("organization", "event")
    view_on_site = False
    fieldsets = (
        (None, {"fields": ("name", "year", "edition", "event", "kind")}),
        (_("Who, and what for"), {"fields": ("printed_name", "organization", "reason")}),
        (_("Told"), {"fields": ("announced_on", "source")}),
    )
    export_columns = (
        *("name", "year", "edition", "event__name", "kind", "printed_name", "organization__name"),
        *("reason", "announced_on", "source"),
    )
