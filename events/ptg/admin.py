"""Teams for staff."""

from django.contrib import admin

from events.ptg.models import Team
from foundation.base.admin import HouseAdmin


@admin.register(Team)
class TeamAdmin(HouseAdmin[Team]):
    """The teams of all gatherings."""

    list_display = ["name", "track", "group", "lead", "irc_channel", "project", "event"]
    list_filter = [
        ("event", admin.RelatedOnlyFieldListFilter),
        "group",
        ("project", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["event", "project"]
    search_fields = ["name", "track", "lead", "service", "irc_channel"]
    autocomplete_fields = ["event", "project"]
    export_columns = [
        "event__name", "name", "track", "group", "project__name", "lead", "service", "irc_channel",
        "etherpad", "meeting_url",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["event", "name", "track", "group", "project", "lead", "service"]}),
        ("Where they meet", {"fields": ["irc_channel", "etherpad", "meeting_url", "slots_note"]}),
        ("On the board", {"fields": ["colour"]}),
    ]
