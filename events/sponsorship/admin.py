"""Sponsor levels for staff."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.sponsorship.models import Level
from foundation.base import money
from foundation.base.admin import HouseAdmin


@admin.register(Level)
class LevelAdmin(HouseAdmin[Level]):
    """The levels of all events, the highest first."""

    list_display = ["name", "event", "rank", "members", "others", "members_only", "available"]
    list_filter = [("event", admin.RelatedOnlyFieldListFilter), "members_only"]
    list_select_related = ["event"]
    search_fields = ["name", "event__name", "summary"]
    autocomplete_fields = ["event"]
    ordering = ["event", "rank"]

    @admin.display(description=_("members"), ordering="price_member")
    def members(self, level: Level) -> str:
        return money.show(level.price_member, level.currency, short=True)

    @admin.display(description=_("others"), ordering="price_other")
    def others(self, level: Level) -> str:
        if level.price_other is None:
            return "–"
        return money.show(level.price_other, level.currency, short=True)
