"""Scores for staff: what the pages show, and from what it was reckoned."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ReadOnly
from projects.forces.models import Score


@admin.register(Score)
class ScoreAdmin(ReadOnly, HouseAdmin[Score]):
    """Once a month and project; `manage.py forces --anew` reckons them from what is known today."""

    list_display = ("project", "month", "users", "ecosystem", "developers", "formula")
    list_filter = ("month", "formula", "project")
    list_select_related = ("project",)
    search_fields = ("project__name", "project__slug")
    search_help_text = _("By project.")
    date_hierarchy = "month"
    ordering = ("-month", "project")
    view_on_site = False
    export_columns = (
        *("project__slug", "month", "users", "ecosystem", "developers", "inputs", "formula"),
        "reckoned_at",
    )
