"""Tax rules with their rates beneath, a page that tries one, and the report for finance."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, HouseInline
from foundation.base.money import number
from foundation.billing.tax import reports, trying
from foundation.billing.tax.forms import PeriodForm, TryForm
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

    def get_urls(self) -> list[URLPattern]:
        """Also the page that tries a rule, and the report as a page and as CSV."""
        guard = self.admin_site.admin_view
        return [
            path("<int:pk>/try/", guard(self.try_view), name="tax_taxrule_try"),
            path("report/", guard(self.report_view), name="tax_report"),
            path("report.csv", guard(self.report_csv), name="tax_report_csv"),
            *super().get_urls(),
        ]

    def try_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a buyer would be charged, and why; nothing is written."""
        row: Any = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        form = TryForm(request.GET or None)
        rule = row.facts()
        context = {
            "title": _now("Try %(name)s") % {"name": row},
            "rule": row,
            "form": form,
            "outcome": trying.outcome(rule, form) if form.is_valid() else None,
            "glance": trying.at_a_glance(rule, zones.day(clock.now())),
        }
        return self._page(request, "try", context, status=422 if form.errors else 200)

    def report_view(self, request: HttpRequest) -> HttpResponse:
        """Tax by country and rate, of what was invoiced in a period."""
        form = self._period(request)
        first, last = form.period()
        rows = reports.by_country(first, last)
        table = [
            {
                "row": row,
                "amounts": [number(each, row.currency) for each in (row.net, row.tax, row.gross)],
            }
            for row in rows
        ]
        sums = [
            (currency, [number(each, currency) for each in amounts])
            for currency, amounts in reports.sums(rows).items()
        ]
        context = {"title": _now("Taxes by country and rate"), "form": form, "rows": table}
        context |= {"sums": sums, "query": f"first={first.isoformat()}&last={last.isoformat()}"}
        return self._page(request, "report", context, status=422 if form.errors else 200)

    def report_csv(self, request: HttpRequest) -> HttpResponse:
        """The report to take along."""
        first, last = self._period(request).period()
        name = f"taxes-{first.isoformat()}-{last.isoformat()}.csv"
        return HttpResponse(
            reports.csv_of(reports.by_country(first, last)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _period(self, request: HttpRequest) -> PeriodForm:
        # The report adds up invoices: who may not see them may not see their sums.
        if not request.user.has_perm("billing.view_invoice"):
            raise PermissionDenied
        return PeriodForm(request.GET)

    def _page(
        self, request: HttpRequest, name: str, context: dict[str, Any], status: int
    ) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        template = f"admin/tax/taxrule/{name}.html"
        return TemplateResponse(request, template, common | context, status=status)
