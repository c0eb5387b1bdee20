"""How the registration of an event goes: figures, charts, and each table as CSV."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registration import statistics
from events.registration.models import Sale
from events.registration.statistics import Table
from foundation.base import charts, moments
from foundation.base.admin import show
from foundation.base.admin.export import cell
from foundation.base.money import show as money

# A chart of more bars is read as a table instead.
MOST_BARS = 15


class StatisticsPages:
    """Mixed into the admin of sales."""

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the figures of an event."""
        wrap = self.admin_site.admin_view
        page, file = wrap(self.statistics_view), wrap(self.statistics_file)
        return [
            path("<int:pk>/statistics/", page, name="registration_sale_statistics"),
            path("<int:pk>/statistics/<slug:slug>.csv", file, name="registration_sale_figures"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    @admin.display(description=gettext_lazy("figures"))
    def figures(self, row: Sale) -> SafeString:
        pages = (("overview", _("Overview")), ("statistics", _("Statistics")))
        links = [
            (show.link(reverse(f"admin:registration_sale_{name}", args=[row.pk]), text),)
            for name, text in pages
        ]
        return format_html_join(" · ", "{}", links)

    def statistics_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """Every table of an event, those with something to see as a chart too."""
        sale = asked_for(self, request, pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Statistics of %s") % sale,
            "subtitle": None,
            "opts": self.opts,
            "media": self.media,
            "object": sale,
            "parts": [_part(table, sale) for table in statistics.tables(sale)],
            "answers_url": reverse("admin:questions_question_statistics"),
            "stocks_url": reverse("admin:registration_stock_changelist"),
        }
        return TemplateResponse(request, "admin/registration/sale/statistics.html", context)

    def statistics_file(self: Any, request: HttpRequest, pk: int, slug: str) -> HttpResponse:
        """One table as CSV."""
        sale = asked_for(self, request, pk)
        table = next((row for row in statistics.tables(sale) if row.slug == slug), None)
        if table is None:
            raise Http404
        answer: Any = StreamingHttpResponse(_lines(table), content_type="text/csv; charset=utf-8")
        name = f"{sale.slug}-{slug}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def asked_for(desk: Any, request: HttpRequest, pk: int) -> Sale:
    """The event, for staff who may see sales and orders."""
    # Not the row of the list, which has all its orders counted.
    sale: Sale | None = desk.model._default_manager.filter(pk=pk).first()
    if sale is None:
        raise Http404
    orders = any(request.user.has_perm(f"registration.{act}_order") for act in ("view", "change"))
    if not (orders and desk.has_view_or_change_permission(request, sale)):
        raise PermissionDenied
    return sale


def _part(table: Table, sale: Sale) -> dict[str, Any]:
    """What the page shows of a table."""
    return {
        "slug": table.slug,
        "title": table.title,
        "chart": _chart(table, sale) if table.rows else "",
        "is_long": table.chart == "line",
        "headers": table.headers,
        "rows": [_shown(table, row, sale) for row in table.rows],
        "sums": _shown(table, table.sums, sale) if table.sums and table.rows else [],
        "note": table.note,
        "empty": _("Nothing yet."),
    }


def _shown(table: Table, row: Any, sale: Sale) -> list[str]:
    """A row as words: days written out, amounts with their currency."""
    return [
        money(value, sale.currency)
        if place in table.money
        else moments.day_range(value, value)
        if isinstance(value, date)
        else str(value)
        for place, value in enumerate(row)
    ]


def _chart(table: Table, sale: Sale) -> SafeString | str:
    if table.chart == "line":
        named = {
            str(table.headers[place]): [(row[0], row[place]) for row in table.rows]
            for place in table.drawn
        }
        unit = sale.currency if table.money else ""
        return charts.line_chart(named, title=table.title, unit=unit, has_table=True)
    if table.chart == "bar":
        (place,) = table.drawn
        unit = sale.currency if place in table.money else ""
        bars = [(row[0], row[place]) for row in table.rows[:MOST_BARS] if row[place]]
        return charts.bar_chart(bars, title=str(table.headers[place]), unit=unit) if bars else ""
    return ""


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(table: Table) -> Iterator[str]:
    """The table as CSV, opened by every spreadsheet as UTF-8; no cell is a formula."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in (table.headers, *table.rows):
        yield str(writer.writerow([cell(value, "csv") for value in row]))
