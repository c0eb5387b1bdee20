"""Tax rules, with their rates beneath."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, HouseInline
from foundation.billing.tax.models import TaxRate, TaxRule


class RateInline(HouseInline[TaxRate, TaxRule]):
    """Who is taxed otherwise. The most exact line that fits decides."""

    model = TaxRate
    fields = ("area", "buyer", "treatment", "rate", "since", "text")
    extra = 1
    show_change_link = False


@admin.register(TaxRule)
class TaxRuleAdmin(HouseAdmin[TaxRule]):
    """What is sold keeps its tax; a changed rule is for what is sold from then on."""

    list_display = ("name", "label", "rate", "includes_tax", "home", "exceptions")
    list_filter = ("includes_tax",)
    search_fields = ("name", "label")
    search_help_text = _("By name or by what buyers read.")
    inlines = (RateInline,)
    view_on_site = False
    save_as = True
    fieldsets = (
        (None, {"fields": ("name", "label", "rate", "home")}),
        (_("Prices"), {"fields": ("includes_tax", "keeps_gross")}),
        (_("On paper"), {"fields": ("text",)}),
    )
    export_columns = (
        *("name", "label", "rate", "includes_tax", "keeps_gross", "home", "text", "exceptions"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TaxRule]:
        """With the number of lines."""
        return super().get_queryset(request).annotate(lines=Count("rates"))

    @admin.display(description=_("exceptions"), ordering="lines")
    def exceptions(self, row: Any) -> int:
        return int(row.lines)
