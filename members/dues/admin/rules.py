"""The rules of terms as staff edit them, and what they would do on any night."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, HouseInline
from members.dues.admin import tonight
from members.dues.models import Reminder, TermRule


class ReminderInline(HouseInline[Reminder, TermRule]):
    """On which days members of the tier are reminded."""

    model = Reminder
    show_change_link = False


@admin.register(TermRule)
class TermRuleAdmin(HouseAdmin[TermRule]):
    """How terms of a tier begin, are renewed and paid."""

    list_display = (
        *("tier", "years", "starts", "must_elect", "elect", "invoice_days", "pay_days"),
        *("grace_days", "reinstate_days"),
    )
    list_filter = ("must_elect", "starts")
    list_select_related = ("tier",)
    search_fields = ("tier__name",)
    search_help_text = _("By tier.")
    ordering = ("tier__rank",)
    inlines = (ReminderInline,)
    fieldsets = (
        (None, {"fields": ("tier",)}),
        (_("Terms"), {"fields": ("starts", "first_part")}),
        (_("Renewal"), {"fields": ("must_elect", "elect_months", "elect_days")}),
        (_("Dues"), {"fields": ("invoice_days", "pay_days", "grace_days", "reinstate_days")}),
    )

    def get_urls(self) -> list[URLPattern]:
        """Also what would happen tonight, as a page and as CSV."""
        page = self.admin_site.admin_view(self.tonight_view)
        file = self.admin_site.admin_view(self.tonight_file)
        own = [
            path("tonight/", page, name="dues_termrule_tonight"),
            path("tonight/deeds.csv", file, name="dues_termrule_tonight_csv"),
        ]
        return [*own, *super().get_urls()]

    def tonight_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the rules would do on a day; nothing is done."""
        self._may_look(request)
        return tonight.page(request, self.admin_site.each_context(request))

    def tonight_file(self, request: HttpRequest) -> HttpResponseBase:
        """The same as CSV."""
        self._may_look(request)
        return tonight.file(request)

    def _may_look(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

    def get_queryset(self, request: HttpRequest) -> QuerySet[TermRule]:
        return super().get_queryset(request).select_related("tier")

    @admin.display(description=_("years"), ordering="tier__term_years")
    def years(self, row: TermRule) -> int:
        return row.tier.term_years

    @admin.display(description=_("last day to elect"))
    def elect(self, row: TermRule) -> str:
        """Of a term that ends with a year, as an example; else so long before the end."""
        if not row.must_elect:
            return "–"
        return _("%(months)d months and %(days)d days before the end") % {
            "months": row.elect_months,
            "days": row.elect_days,
        }

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule is changed, not deleted: its history stays."""
        return False
