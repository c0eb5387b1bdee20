"""Sponsor levels, and who sponsors, for staff."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.sponsorship import services
from events.sponsorship.models import Level, Sponsorship
from foundation.base import clock, money
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


@admin.register(Sponsorship)
class SponsorshipAdmin(HouseAdmin[Sponsorship]):
    """Who sponsors which event at which level; the price is that of the day it was signed."""

    list_display = ("organization", "level", "event", "signed_on", "shown_price", "announced_on")
    list_filter = (
        ("level__event", admin.RelatedOnlyFieldListFilter),
        ("announced_on", admin.EmptyFieldListFilter),
        "signed_on",
    )
    list_select_related = ("organization", "level__event")
    found_by = ("organization__name", "level__name", "level__event__name")
    search_fields = ("organization__name", "organization__names__name", "level__name",
                     "level__event__name")  # fmt: skip
    search_help_text = _("By any name of the organisation, level or event.")
    autocomplete_fields = ("level", "organization")
    view_on_site = False
    ordering = ("-signed_on", "-pk")
    export_columns = ("organization__name", "level__name", "level__event__name", "signed_on",
                      "price", "currency", "announced_on", "source")  # fmt: skip

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What it costs follows, and is shown once it does."""
        facts = ("level", "organization", "signed_on", "announced_on", "source")
        return (*facts[:3], "shown_price", *facts[3:]) if obj else facts

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was signed stays as it was signed."""
        return ("level", "organization", "signed_on", "shown_price") if obj else ()

    def save_model(self, request: HttpRequest, obj: Sponsorship, form: Any, change: bool) -> None:
        """A new one is signed by the service, which knows the price."""
        if change:
            super().save_model(request, obj, form, change)
            return
        made = services.sign(**form.cleaned_data, at=clock.now())
        obj.pk = made.pk

    @admin.display(description=_("event"), ordering="level__event__starts_on")
    def event(self, row: Sponsorship) -> str:
        return str(row.level.event)

    @admin.display(description=_("price"), ordering="price")
    def shown_price(self, row: Sponsorship) -> str:
        return money.show(row.price, row.currency)
