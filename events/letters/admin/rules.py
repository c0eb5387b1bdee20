"""Until when one may ask, what is promised, who signs."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.letters.models import LetterRules, SupportRules
from events.registration.models import TicketType
from foundation.base import clock
from foundation.base.admin import HouseAdmin, show


class RulesAdmin[Row: (LetterRules, SupportRules)](HouseAdmin[Row]):
    """What both have in common: one row an event, times on its clocks."""

    list_filter = (("event", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("event",)
    search_fields = ("event__name",)
    zone_path = "event__zone"
    view_on_site = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Rules do not move to another event."""
        return ("event",) if obj else ()

    @admin.display(description=_("until"), ordering="open_until")
    def until(self, row: Row) -> str:
        return show.at(row.open_until, row.event.zone)

    @admin.display(description=_("open"))
    def is_open(self, row: Row) -> SafeString:
        if row.is_open(clock.now()):
            return show.state("valid", _("Open"))
        return show.state("closed", _("Closed"))


@admin.register(LetterRules)
class LetterRulesAdmin(RulesAdmin[LetterRules]):
    """The text is checked for words that stand for nothing."""

    list_display = ("event", "is_open", "until", "working_days", "signatory_name", "keep_days")


@admin.register(SupportRules)
class SupportRulesAdmin(RulesAdmin[SupportRules]):
    """Deadlines, and which tickets a grant opens."""

    list_display = ("event", "is_open", "until", "answers_by", "accept_days")
    filter_horizontal = ("ticket_types",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Types of the event of the row; before it is there, all, told apart by event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "ticket_types":
            field.queryset = TicketType.objects.select_related("event")
            field.label_from_instance = lambda kind: f"{kind.event}: {kind}"  # type: ignore[assignment]
            key = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            if key and key.isdecimal():
                field.queryset = field.queryset.filter(event__support_rules=key)
        return field
