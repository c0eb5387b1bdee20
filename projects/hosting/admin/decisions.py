"""Decisions of the board about hosted projects: to read, since nobody changes them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ReadOnly
from projects.hosting.models import BoardDecision


@admin.register(BoardDecision)
class BoardDecisionAdmin(ReadOnly, HouseAdmin[BoardDecision]):
    """Recorded under Pilots and Reviews."""

    list_display = (
        *("project", "subject", "is_carried", "decided_on", "votes_for", "votes_against"),
        *("votes_abstained", "is_public"),
    )
    list_filter = ("subject", "is_carried", "is_public", "decided_on")
    list_select_related = ("project",)
    search_fields = ("project__name", "text", "licence")
    search_help_text = _("By project, a word of the text or licence.")
    date_hierarchy = "decided_on"
    view_on_site = False
    fields = (
        *("project", "review", "subject", "is_carried", "decided_on", "votes_for"),
        *("votes_against", "votes_abstained", "conflicts", "text", "extended_to", "licence"),
        *("is_public", "recorded_at", "recorded_by"),
    )
