"""What members were promised, and booking what they use of it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, HouseInline
from members.models import AgreedBenefit, BenefitUse, Membership


class UseInline(HouseInline[BenefitUse, AgreedBenefit]):
    """What was used, when and for what: a new row books a use."""

    model = BenefitUse
    show_change_link = False


class HeldFilter(admin.SimpleListFilter):
    """Benefits of memberships held today, which are those one books."""

    title = _("membership")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("today", _("Held today"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        held = Membership.objects.on(zones.day(clock.now())).values("pk")
        return queryset.filter(membership__in=held) if self.value() == "today" else queryset


@admin.register(AgreedBenefit)
class AgreedBenefitAdmin(HouseAdmin[AgreedBenefit]):
    """The benefits of each membership as they were agreed, with what was used of them."""

    list_display = ("name", "organization", "detail", "quantity", "used", "group")
    list_filter = (HeldFilter, "membership__tier", "group")
    list_select_related = ("membership__organization", "membership__tier")
    search_fields = ("name", "membership__organization__name")
    search_help_text = _("By benefit or organisation.")
    autocomplete_fields = ("membership", "benefit")
    ordering = ("membership__organization__search_text", "position", "pk")
    view_on_site = False
    inlines = (UseInline,)
    export_columns = (
        *("membership__organization__name", "membership__tier__name", "group", "name", "detail"),
        *("quantity", "used"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgreedBenefit]:
        """With how much was used."""
        rows: Any = super().get_queryset(request)
        found: QuerySet[AgreedBenefit] = rows.with_use()
        return found

    @admin.display(description=_("organisation"))
    def organization(self, row: AgreedBenefit) -> str:
        return f"{row.membership.organization}, {row.membership.tier}"

    @admin.display(description=_("used"), ordering="used")
    def used(self, row: Any) -> int:
        return int(row.used)
