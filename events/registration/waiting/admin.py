"""Waiting lists: who stands where, and moving somebody to the front or out of the line."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration.waiting import services
from events.registration.waiting.models import ENDS, Entry, EntryState, Line
from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show

LIVE = Q(**{f"entries__{name}__isnull": True for name in ENDS})


@admin.register(Line)
class LineAdmin(HouseAdmin[Line]):
    """One a stock, made when the first person joins. Here the time of its offers is set."""

    list_display = ("stock", "hours", "waiting", "offered", "people")
    list_select_related = ("stock__event",)
    list_filter = (("stock__event", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("stock__name", "stock__event__name")
    search_help_text = _("By stock or event.")
    fields = ("stock", "hours", "waiting", "offered", "people")
    readonly_fields = ("waiting", "offered", "people")
    view_on_site = False
    save_on_top = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Line]:
        """With how many stand in it."""
        rows = super().get_queryset(request)
        return rows.annotate(
            waiting_number=Count("entries", LIVE & Q(entries__offered_at__isnull=True)),
            offered_number=Count("entries", LIVE & Q(entries__offered_at__isnull=False)),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Line | None = None) -> Any:
        """A line stays with its stock."""
        return (*self.readonly_fields, "stock") if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People stand in it."""
        return False

    @admin.display(description=_("waiting"), ordering="waiting_number")
    def waiting(self, row: Any) -> int:
        return getattr(row, "waiting_number", 0)

    @admin.display(description=_("with an offer"), ordering="offered_number")
    def offered(self, row: Any) -> int:
        return getattr(row, "offered_number", 0)

    @admin.display(description=_("people"))
    def people(self, row: Line) -> SafeString | str:
        if row.pk is None:
            return "–"
        address = reverse("admin:waiting_entry_changelist")
        return show.link(f"{address}?line__id__exact={row.pk}&state=live", _("Who stands in it"))


class StateFilter(admin.SimpleListFilter):
    """People in line by how far they came."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("live", _("In line, or with an offer")), *EntryState.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == "live":
            return queryset.live()  # type: ignore[attr-defined]
        return queryset.in_state(value) if value in EntryState.values else queryset  # type: ignore[attr-defined]


def _not_waiting(row: Entry) -> str:
    return "" if row.state == EntryState.WAITING else str(_("it has had an offer, or is gone."))


def _gone(row: Entry) -> str:
    return "" if row.is_live else str(_("it stands in no line any more."))


@admin.register(Entry)
class EntryAdmin(ReadOnly, HouseAdmin[Entry]):
    """Who came first stands first. Everything follows from the services."""

    list_display = (
        *("email", "ticket_type", "stock", "shown_state", "joined", "offered", "until"),
        "shown_code",
    )
    list_filter = (
        ("line__stock__event", admin.RelatedOnlyFieldListFilter),
        ("line", admin.RelatedOnlyFieldListFilter),
        StateFilter,
    )
    list_select_related = ("line__stock__event", "ticket_type", "code", "came_with", "invitation")
    search_fields = ("email", "code__text")
    search_help_text = _("By e-mail or by the code of the offer.")
    ordering = ("created_at", "pk")
    actions = ("offer_now", "remove")
    fields = (
        *("email", "ticket_type", "stock", "shown_state", "joined", "offered", "until"),
        *("came_with", "invitation", "shown_code"),
        *("taken_at", "left_at", "lapsed_at", "ended_at"),
    )
    readonly_fields = fields
    export_columns = (
        *("line__stock__event__name", "line__stock__name", "ticket_type__name", "email"),
        *("created_at", "offered_at", "offer_until", "code__text", "taken_at", "left_at"),
        *("lapsed_at", "ended_at"),
    )

    def has_actions_permission(self, request: HttpRequest) -> bool:
        """Nobody edits an entry by hand; whoever may change it may act on it."""
        return request.user.has_perm("waiting.change_entry")

    @confirmed(
        label=_("Offer a place now"),
        plural=_("Offer a place now to the chosen people"),
        will=_("will be offered a free place now, before those in front of them"),
        done=_("have an offer; a mail is on its way"),
        reason=_not_waiting,
        permission="actions",
    )
    def offer_now(self, request: HttpRequest, row: Entry, *, at: datetime) -> None:
        """The place must be free: raise the stock first, if there is none."""
        services.offer_now(entry=row, at=at)

    @confirmed(
        label=_("Remove from the line"),
        plural=_("Remove the chosen people from the line"),
        will=_("will be removed; a place that is kept for them goes to the next. Nobody is told"),
        done=_("removed"),
        reason=_gone,
        permission="actions",
    )
    def remove(self, request: HttpRequest, row: Entry, *, at: datetime) -> None:
        """As if they had left by themselves."""
        services.leave(entry=row, at=at)

    @admin.display(description=_("stock"), ordering="line__stock")
    def stock(self, row: Entry) -> str:
        return str(row.line.stock)

    @admin.display(description=_("state"))
    def shown_state(self, row: Entry) -> SafeString:
        return show.state(row.state.value, row.state.label)

    @admin.display(description=_("joined"), ordering="created_at")
    def joined(self, row: Entry) -> str:
        return show.at(row.created_at, row.line.stock.event.zone)

    @admin.display(description=_("offered"), ordering="offered_at")
    def offered(self, row: Entry) -> str:
        return show.at(row.offered_at, row.line.stock.event.zone)

    @admin.display(description=_("offer until"), ordering="offer_until")
    def until(self, row: Entry) -> str:
        return show.at(row.offer_until, row.line.stock.event.zone)

    @admin.display(description=_("code"), ordering="code__text")
    def shown_code(self, row: Entry) -> SafeString | str:
        if row.code is None:
            return "–"
        return show.link(reverse("admin:registration_code_change", args=[row.code.pk]), row.code)
