"""What happened by itself and what members were written; and where staff let the rules wait."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show
from members.dues import services
from members.dues.admin.terms import membership_link
from members.dues.days import ONE_DAY
from members.dues.models import Notice, Override


@admin.register(Notice)
class NoticeAdmin(ReadOnly, HouseAdmin[Notice]):
    """Each thing once: what the rules did, to whom, why, and the mails about it."""

    list_display = ("kind", "member", "why", "reached_on", "written_at", "mail_count")
    list_filter = ("kind", "membership__tier", "written_at")
    search_fields = ("membership__organization__name", "why")
    search_help_text = _("By organisation, or a word of the reason.")
    date_hierarchy = "written_at"
    ordering = ("-written_at", "-pk")
    fields = ("kind", "member", "why", "reached_on", "written_at", "letters")
    export_columns = (
        *("kind", "membership__organization__name", "why", "reached_on", "written_at"),
        "mail_count",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        """With how many mails went out about each."""
        rows = super().get_queryset(request).annotate(number=Count("mails"))
        return rows.select_related("membership__organization", "membership__tier")

    @admin.display(description=_("member"), ordering="membership__organization__name")
    def member(self, row: Notice) -> SafeString:
        return membership_link(row.membership)

    @admin.display(description=_("mails"), ordering="number")
    def mail_count(self, row: Any) -> int:
        return int(row.number)

    @admin.display(description=_("mails"))
    def letters(self, row: Notice) -> SafeString:
        rows = [
            (
                show.link(reverse("admin:base_mail_change", args=[mail.pk]), mail.subject),
                mail.to,
                mail.get_state_display(),
            )
            for mail in row.mails.all()
        ]
        headers = (_("mail"), _("to"), _("state"))
        return show.table(headers, rows, str(_("Nobody was there to write to.")))


class OverrideFilter(admin.SimpleListFilter):
    """Overrides in force today, and over."""

    title = _("time")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("In force today")), ("over", _("Over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = zones.day(clock.now())
        if self.value() == "now":
            return queryset.filter(span__contains=today)
        return queryset.filter(span__endswith__lte=today) if self.value() == "over" else queryset


def _why_not_lifted(row: Override) -> str:
    today = zones.day(clock.now())
    return "" if row.span.upper > today + ONE_DAY else str(_("it ends by today already."))


@admin.register(Override)
class OverrideAdmin(ReadOnly, HouseAdmin[Override]):
    """Where the rules wait. A new one is made with the button of the membership."""

    list_display = ("member", "reason", "first_day", "last_day", "by", "created_at")
    list_display_links = ("reason",)
    list_filter = (OverrideFilter, "membership__tier")
    list_select_related = ("membership__organization", "membership__tier", "by")
    search_fields = ("membership__organization__name", "reason")
    search_help_text = _("By organisation, or a word of the reason.")
    fields = list_display
    actions = ("lift",)
    export_columns = (
        *("membership__organization__name", "reason", "first_day", "last_day", "by"),
        "created_at",
    )

    @admin.display(description=_("member"), ordering="membership__organization__name")
    def member(self, row: Override) -> SafeString:
        return membership_link(row.membership)

    @admin.display(description=_("from"), ordering="span")
    def first_day(self, row: Override) -> date:
        first: date = row.span.lower
        return first

    @admin.display(description=_("until"), ordering="span__endswith")
    def last_day(self, row: Override) -> date:
        last: date = row.span.upper - ONE_DAY
        return last

    def has_lift_permission(self, request: HttpRequest) -> bool:
        """Who may have the rules apply again."""
        return bool(request.user.has_perm("dues.change_override"))

    @confirmed(
        label=_("End it today"),
        plural=_("End the chosen overrides today"),
        will=_("will end today; from tomorrow on the rules apply again"),
        done=_("ended"),
        reason=_why_not_lifted,
        permission="lift",
    )
    def lift(self, request: HttpRequest, row: Override, *, at: datetime) -> None:
        """The rules need not wait any longer."""
        services.lift(override=row, at=at)
