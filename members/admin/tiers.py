"""Tiers with their dues, and the table of benefits."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, HouseInline, confirmed, desk
from foundation.base.money import show as show_money
from members import services
from members.models import Benefit, Membership, Tier, TierBenefit, TierPrice

# So long before a year its prices should be there: invoices of the next term are written then.
PRICES_AHEAD = timedelta(days=92)


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


def without_price(at: datetime) -> QuerySet[Tier]:
    """Tiers without a price for the year that begins within three months of `at`, or has begun:
    the price before would be taken, or nothing charged at all."""
    year = zones.day(at + PRICES_AHEAD).year
    return Tier.objects.exclude(pk__in=TierPrice.objects.filter(year=year).values("tier"))


class PriceFilter(admin.SimpleListFilter):
    """Tiers whose next price nobody has written yet."""

    title = _("price")
    parameter_name = "price"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("Missing for the year that is near"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tier]) -> QuerySet[Tier]:
        if self.value() == "missing":
            return queryset.filter(pk__in=without_price(clock.now()).values("pk"))
        return queryset


@desk.tiles("Members", Tier, TierPrice, place=36)
def prices(at: datetime) -> list[desk.Tile]:
    """Tiers without a price of the year that is near: one query."""
    number = without_price(at).count()
    year = zones.day(at + PRICES_AHEAD).year
    label = _("tiers without a price for %s") % year
    return [desk.tile(number, label, Tier, "red", query="price=missing")]


@admin.register(Tier)
class TierAdmin(HouseAdmin[Tier]):
    """The classes of membership, in their order."""

    list_display = ("name", "rank", "dues", "members", "cap", "term_years", "logo_size")
    list_filter = (PriceFilter,)
    ordering = ("rank",)
    found_by = ("name",)
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
    found_by = ("name", "group")
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
