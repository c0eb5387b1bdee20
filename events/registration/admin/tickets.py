"""Attendees: who comes with which ticket. Their data changes through the service only."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.admin import facts, lists
from events.registration.admin.facts import ticket_state
from events.registration.models import OrderState, Ticket
from events.registration.questions.admin.desk import AnsweredRecord
from events.registration.services.contents import ATTENDEE
from foundation.base import clock
from foundation.base.admin import HouseAdmin, confirmed, show
from foundation.base.money import show as money


class StateFilter(admin.SimpleListFilter):
    """Tickets by what they are worth at the door."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("valid", _("Valid")),
            ("waiting", _("Waiting for payment")),
            ("held", _("Held")),
            ("void", _("Cancelled or expired")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = {
            "valid": Q(cancelled_at=None, order__state=OrderState.PAID),
            "waiting": Q(cancelled_at=None, order__state=OrderState.PENDING),
            "held": Q(cancelled_at=None, order__state=OrderState.HELD),
            "void": ~Q(cancelled_at=None)
            | Q(order__state__in=[OrderState.CANCELLED, OrderState.EXPIRED]),
        }
        value = self.value()
        return queryset.filter(asked[value]) if value in asked else queryset


class AssignedFilter(admin.SimpleListFilter):
    """Tickets with and without somebody who comes."""

    title = _("attendee")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Named")), ("no", _("Not named yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.exclude(attendee_name="")
        return queryset.filter(attendee_name="") if self.value() == "no" else queryset


def _is_void(row: Ticket) -> str:
    if row.cancelled_at is not None:
        return str(_("it is cancelled already."))
    return "" if row.order.is_live else str(_("its order is closed."))


@admin.register(Ticket)
class TicketAdmin(AnsweredRecord, lists.LongList, HouseAdmin[Ticket]):
    """One row a ticket; the columns are the attendee list."""

    list_display = (
        *("attendee", "attendee_email", "organization", "event", "ticket_type", "in_order"),
        "state",
    )
    list_display_links = ("attendee",)
    list_filter = (
        ("order__event", lists.Used),
        StateFilter,
        AssignedFilter,
        ("ticket_type", lists.Used),
    )
    list_select_related = ("order__event", "ticket_type")
    found_by = ("attendee_name", "attendee_email", "organization", "order__code")
    search_fields = ("attendee_name",)
    search_help_text = _("By part of the attendee's name or e-mail, or by the code of the order.")
    ordering = ("-pk",)
    actions = ("cancel",)
    readonly_fields = (
        "in_order",
        "event",
        "ticket_type",
        "shown_price",
        "state",
        "code",
        "answers",
    )
    fieldsets = (
        (None, {"fields": ("in_order", "event", "ticket_type", "shown_price", "state", "code")}),
        (
            _("Who comes"),
            {
                "fields": ("attendee_name", "attendee_email", "organization", "job_title"),
                "description": _("Another e-mail makes a new link and QR code; the old ones die."),
            },
        ),
        (
            _("What they told us for the event"),
            {"fields": ("pronouns", "dietary_needs", "accessibility_needs", "shirt_size")},
        ),
        (_("What they answered"), {"fields": ("answers",)}),
    )
    export_columns = (
        *("order__event__name", "order__code", "position", "order__state", "cancelled_at"),
        *("ticket_type__name", "attendee_name", "attendee_email", "organization", "job_title"),
        *("pronouns", "dietary_needs", "accessibility_needs", "shirt_size", "price"),
        "order__currency",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Tickets come with orders."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A ticket is cancelled, never deleted."""
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Found by indexes."""
        return lists.tickets_with(queryset, search_term), False

    def save_model(self, request: HttpRequest, obj: Ticket, form: Any, change: bool) -> None:
        """Through the service: it keeps the rules, renews the links and sends the mail."""
        if form.changed_data:
            attendee = {name: form.cleaned_data[name] for name in ATTENDEE}
            services.assign(ticket=obj, attendee=attendee, at=clock.now(), by_staff=True)

    def named(self, row: Ticket) -> str:
        """Code and attendee."""
        return f"{row}, {self.attendee(row)}"

    # --- Columns -----------------------------------------------------------------------------

    @admin.display(description=_("attendee"), ordering="attendee_name")
    def attendee(self, row: Ticket) -> str:
        return row.attendee_name or str(_("Not named yet"))

    @admin.display(description=_("event"), ordering="order__event")
    def event(self, row: Ticket) -> str:
        return str(row.order.event)

    @admin.display(description=_("order"), ordering="order__code")
    def in_order(self, row: Ticket) -> SafeString:
        return facts.link_to("registration_order", row.order_id, show.whole(row))

    @admin.display(description=_("price"), ordering="price")
    def shown_price(self, row: Ticket) -> str:
        return money(row.price, row.order.currency)

    @admin.display(description=_("state"), ordering="order__state")
    def state(self, row: Ticket) -> SafeString:
        return ticket_state(row)

    @confirmed(
        label=_("Cancel this ticket"),
        plural=_("Cancel the chosen tickets"),
        will=_("will be cancelled; their orders keep the others"),
        done=_("cancelled"),
        reason=_is_void,
    )
    def cancel(self, request: HttpRequest, row: Ticket, *, at: datetime) -> None:
        """Its place returns and its price is credited."""
        services.cancel_ticket(ticket=row, at=at)
