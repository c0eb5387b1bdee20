"""Tiers with their dues, and the table of benefits."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, HouseInline, confirmed
from foundation.base.money import show as show_money
from members import services
from members.models import Benefit, Membership, Tier, TierBenefit, TierPrice


class PriceInline(HouseInline[TierPrice, Tier]):
    """What a year costs, the latest first."""

    model = TierPrice
    ordering = ("-year",)
    show_change_link = False


class TierBenefitInline(HouseInline[TierBenefit, Tier]):
    """What a tier includes, or which tiers include a benefit."""

    model = TierBenefit
    autocomplete_fields = ("benefit",)
    show_change_link = False


class BenefitTierInline(HouseInline[TierBenefit, Benefit]):
    """Which tiers include the benefit."""

    model = TierBenefit
    show_change_link = False


@admin.register(Tier)
class TierAdmin(HouseAdmin[Tier]):
    """The classes of membership, in their order."""

    list_display = ("name", "rank", "dues", "members", "cap", "term_years", "logo_size")
    ordering = ("rank",)
    search_fields = ("name", "summary")
    search_help_text = _("By name.")
    prepopulated_fields = {"slug": ["name"]}
    inlines = (PriceInline, TierBenefitInline)
    actions = ("copy_prices",)
    export_columns = ("name", "slug", "rank", "dues", "members", "cap", "term_years", "summary")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tier]:
        """With how many members each has today."""
        held = Membership.objects.on(zones.day(clock.now())).values("pk")
        return (
            super()
            .get_queryset(request)
            .annotate(number=Count("memberships", filter=Q(memberships__in=held), distinct=True))
            .prefetch_related("prices")
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Tier | None = None) -> Any:
        """The address of a tier that is there already does not follow its name."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @admin.display(description=_("dues"))
    def dues(self, row: Tier) -> str:
        """The price of the latest year."""
        price = max(row.prices.all(), key=lambda price: price.year, default=None)
        if price is None:
            return "–"
        return f"{show_money(price.amount, price.currency, short=True)} ({price.year})"

    @admin.display(description=_("members today"), ordering="number")
    def members(self, row: Any) -> int:
        return int(row.number)

    @confirmed(
        label=_("Copy the latest price into the next year"),
        will=_("will have the same dues in the year after the latest"),
        done=_("have dues for one more year"),
        reason=services.why_no_next_price,
    )
    def copy_prices(self, request: HttpRequest, row: Tier, *, at: datetime) -> None:
        """Prices are rows of a year: the next year begins as a copy."""
        services.copy_price(tier=row)


@admin.register(Benefit)
class BenefitAdmin(HouseAdmin[Benefit]):
    """The rows of the table on the join page, in their order."""

    list_display = ("name", "group", "position", "given_to")
    list_editable = ("position",)
    list_filter = ("group", "tiers")
    search_fields = ("name", "group")
    search_help_text = _("By benefit or group.")
    ordering = ("position", "pk")
    inlines = (BenefitTierInline,)
    export_columns = ("group", "name", "position", "given_to")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Benefit]:
        return super().get_queryset(request).prefetch_related("tiers")

    @admin.display(description=_("tiers"))
    def given_to(self, row: Benefit) -> str:
        return ", ".join(tier.name for tier in row.tiers.all()) or "–"
