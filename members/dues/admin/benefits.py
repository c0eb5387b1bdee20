"""Benefits as they were agreed with members, and what they have used of them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, HouseInline
from members.dues.admin.terms import membership_link
from members.models import AgreedBenefit, BenefitUse


class UseInline(HouseInline[BenefitUse, AgreedBenefit]):
    """What was used, when and for what."""

    model = BenefitUse
    show_change_link = False


@admin.register(AgreedBenefit)
class AgreedBenefitAdmin(HouseAdmin[AgreedBenefit]):
    """What was promised to a member; staff write down what of it was used."""

    list_display = ("name", "member", "group", "detail", "quantity", "used")
    list_filter = ("group", "membership__tier")
    found_by = ("name", "membership__organization__name")
    search_fields = ("name", "membership__organization__name")
    search_help_text = _("By benefit or organisation.")
    ordering = ("membership__organization__name", "position")
    autocomplete_fields = ("membership",)
    inlines = (UseInline,)
    fields = ("membership", "group", "name", "detail", "quantity", "position")
    export_columns = (
        *("membership__organization__name", "membership__tier__name", "group", "name", "detail"),
        *("quantity", "used"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgreedBenefit]:
        """With how much of each has been used."""
        rows: Any = super().get_queryset(request)
        with_use: QuerySet[AgreedBenefit] = rows.with_use()
        return with_use.select_related("membership__organization", "membership__tier")

    @admin.display(description=_("member"), ordering="membership__organization__name")
    def member(self, row: AgreedBenefit) -> SafeString:
        return membership_link(row.membership)

    @admin.display(description=_("used"), ordering="used")
    def used(self, row: Any) -> int:
        return int(row.used)
