"""What is sold: ticket types with their windows, and the stock of places they share."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration import overview, selling
from events.registration.models import (
    OrderState,
    Promise,
    Reservation,
    Stock,
    Ticket,
    TicketType,
)
from foundation.base import charts, clock
from foundation.base.admin import HouseAdmin, show
from foundation.base.money import show as money

# How far the sale of a type is: its colour, and the word for it.
STATES = {
    "off": ("closed", _("Switched off")),
    "later": ("waiting", _("Not yet")),
    "over": ("closed", _("Over")),
    "on": ("on_sale", _("On sale")),
}


class TicketTypeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A type takes its places from stocks of its own event."""

    def clean_stocks(self) -> Any:
        """Refuse the hall of another event."""
        stocks = self.cleaned_data["stocks"]
        event = self.cleaned_data.get("event") or getattr(self.instance, "event", None)
        strange = [str(stock) for stock in stocks if event and stock.event_id != event.pk]
        if strange:
            raise forms.ValidationError(
                _("These places belong to another event: %(names)s."),
                code="other_event",
                params={"names": ", ".join(strange)},
            )
        return stocks


@admin.register(TicketType)
class TicketTypeAdmin(HouseAdmin[TicketType]):
    """Price steps are types with windows one after the other. What is sold keeps its price."""

    form = TicketTypeForm
    list_display = (
        *("name", "event", "shown_price", "sales", "begins", "ends", "audience", "sold"),
    )
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), "is_active", "audience")
    list_select_related = ("event", "tax_rule")
    search_fields = ("name", "step_of", "event__name")
    search_help_text = _("By name, price step or event.")
    ordering = ("event", "position", "pk")
    filter_horizontal = ("stocks",)
    zone_path = "event__zone"
    view_on_site = False
    save_as = True
    fieldsets = (
        (None, {"fields": ("event", "name", "step_of", "description", "includes", "position")}),
        (_("Price"), {"fields": ("price", "tax_rule", "tax_rate")}),
        (_("Sale"), {"fields": ("is_active", "sales_from", "sales_until", "audience", "stocks")}),
        (_("Rules"), {"fields": ("most_per_order", "may_be_passed_on", "badge_kind", "note")}),
    )
    export_columns = (
        *("event__name", "name", "step_of", "price", "event__currency", "tax_rule"),
        *(
            "tax_rate",
            "sales_from",
            "sales_until",
            "audience",
            "most_per_order",
            "is_active",
            "sold",
            "note",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TicketType]:
        """With how many are sold or about to be."""
        live = Ticket.objects.live().filter(ticket_type=OuterRef("pk")).order_by()
        number = live.values("ticket_type").annotate(number=Count("pk")).values("number")
        return super().get_queryset(request).annotate(sold=Coalesce(Subquery(number), 0))

    def get_readonly_fields(self, request: HttpRequest, obj: TicketType | None = None) -> Any:
        """Tickets are sold for an event: a type does not move to another."""
        return ("event",) if obj else ()

    @admin.display(description=_("price"), ordering="price")
    def shown_price(self, row: TicketType) -> str:
        if row.price is None:
            return str(_("not set"))
        return money(row.price, row.event.currency) if row.price else str(_("free"))

    @admin.display(description=_("sold"), ordering="sold")
    def sold(self, row: Any) -> int:
        return int(row.sold)

    @admin.display(description=_("on sale from"), ordering="sales_from")
    def begins(self, row: TicketType) -> str:
        return show.at(row.sales_from, row.event.zone)

    @admin.display(description=_("on sale until"), ordering="sales_until")
    def ends(self, row: TicketType) -> str:
        return show.at(row.sales_until, row.event.zone)

    @admin.display(description=_("on sale"))
    def sales(self, row: TicketType) -> SafeString:
        return show.state(*STATES[overview.state(row, clock.now())])


@admin.register(Stock)
class StockAdmin(HouseAdmin[Stock]):
    """Places of an event. They can be made more, and fewer down to what is taken."""

    list_display = ("name", "event", "size", "sold", "held", "promised", "free", "waiting")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("event",)
    search_fields = ("name", "event__name")
    search_help_text = _("By name or event.")
    view_on_site = False
    save_on_top = False
    fields = ("event", "name", "size", "places", "over_time")
    readonly_fields = ("places", "over_time")
    export_columns = (
        *("event__name", "name", "size", "taken", "sold", "held", "promised", "free"),
        "waiting",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stock]:
        """With what became of the places that are taken."""
        return (
            super()
            .get_queryset(request)
            .annotate(
                sold_places=_taken(Q(order__state__in=[OrderState.PAID, OrderState.PENDING])),
                held_places=_taken(Q(order__state=OrderState.HELD)),
                promised_places=_sum(Promise.objects.all()),
                free_places=F("size") - F("taken"),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Stock | None = None) -> Any:
        """Places do not move to another event."""
        return (*self.readonly_fields, "event") if obj else self.readonly_fields

    @admin.display(description=_("sold"), ordering="sold_places")
    def sold(self, row: Any) -> int:
        return getattr(row, "sold_places", 0)

    @admin.display(description=_("held for half an hour"), ordering="held_places")
    def held(self, row: Any) -> int:
        return getattr(row, "held_places", 0)

    @admin.display(description=_("promised to codes"), ordering="promised_places")
    def promised(self, row: Any) -> int:
        return getattr(row, "promised_places", 0)

    @admin.display(description=_("places now"))
    def places(self, row: Stock) -> SafeString | str:
        if row.pk is None:
            return "–"
        found = selling.now(row)
        return show.table(
            [_("Sold"), _("Held"), _("Promised to codes"), _("Free"), _("Places"), _("In line")],
            [[found.sold, found.held, found.promised, found.free, found.size, found.waiting]],
            "",
        )

    @admin.display(description=_("sold over time"))
    def over_time(self, row: Stock) -> SafeString | str:
        days = selling.by_day(row, clock.now()) if row.pk else []
        if not days:
            return str(_("Nothing was ordered yet."))
        chart = charts.line_chart(
            {
                str(_("Sold")): [(day.on, day.sold) for day in days],
                str(_("Ordered that day")): [(day.on, day.ordered) for day in days],
                str(_("Returned that day")): [(day.on, day.returned) for day in days],
            },
            title=str(_("Places sold")),
        )
        return format_html('<div class="desk-chart">{}</div>', chart)

    @admin.display(description=_("free"), ordering="free_places")
    def free(self, row: Any) -> int:
        return getattr(row, "free_places", 0)


def _taken(of: Q) -> Coalesce:
    return _sum(Reservation.objects.filter(of))


def _sum(rows: QuerySet[Any]) -> Coalesce:
    """The places of these rows, of each stock."""
    own = rows.filter(stock=OuterRef("pk")).order_by().values("stock")
    return Coalesce(Subquery(own.annotate(sum=Sum("quantity")).values("sum")), 0)
