"""Orders: found by anything people remember of them, changed only through the services."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.admin import facts, lists
from events.registration.admin.billing import CorrectingBuyers
from events.registration.admin.changes import ChangeInline
from events.registration.admin.moving import MovingTickets
from events.registration.admin.questions import CancelForm, RefundForm, TransferForm, unchanged
from events.registration.models import Order, OrderState, Ticket
from events.registration.questions.admin.desk import AnsweredRecord
from foundation.base.admin import HouseAdmin, confirmed, show
from foundation.base.money import MoneyField
from foundation.base.money import show as money
from foundation.billing.models import Entry


def _not_payable(row: Order) -> str:
    if row.account_id is None:
        return str(_("nothing is charged for it."))
    if row.refund_needed:
        return str(_("its money waits to go back."))
    return str(_("it is paid already.")) if row.state == OrderState.PAID else ""


def _not_cancellable(row: Order) -> str:
    return str(_("it is cancelled already.")) if row.state == OrderState.CANCELLED else ""


def _nothing_to_resend(row: Order) -> str:
    placed = row.state in {OrderState.PENDING, OrderState.PAID}
    return "" if placed else str(_("it is not placed, so there is nothing to confirm."))


def _no_refund(row: Order) -> str:
    return "" if row.refund_needed else str(_("it waits for no refund."))


@admin.register(Order)
class OrderAdmin(
    CorrectingBuyers, MovingTickets, AnsweredRecord, lists.LongList, HouseAdmin[Order]
):
    """All facts are read-only: an order changes by what is done to it, not by editing."""

    list_display = (
        *("code", "purchaser", "event", "places", "shown_total", "shown_owed", "shown_state"),
        "placed_at",
    )
    list_filter = (
        *(("event", lists.Used), "state", "method", "refund_needed"),
        *("placed_at", lists.FollowUp),
    )
    list_select_related = ("event",)
    found_by = ("code", "name", "email", "organization", "event__name")
    search_fields = ("code",)
    search_help_text = _(
        "By part of the code, name, e-mail, organisation or the name of an attendee."
    )
    ordering = ("-pk",)
    save_on_top = False
    inlines = (ChangeInline,)
    actions = ("mark_paid", "resend", "record_refund", "correct_buyer", "move_tickets", "cancel")
    export_columns = (
        *("code", "event", "state", "method", "name", "email", "organization", "address"),
        *(
            "country",
            "is_business",
            "tax_number",
            "purchase_order",
            "places",
            "currency",
            "total",
            "owed",
        ),
        *("created_at", "placed_at", "paid_at", "closed_at", "closed_because", "refund_needed"),
        *("staff_note", "follow_up_on"),
    )
    fieldsets = (
        (None, {"fields": (("code", "event", "shown_state"), "closed_because")}),
        (_("Attendees"), {"fields": ("attendees",)}),
        (
            _("Who ordered"),
            {
                "fields": (
                    ("name", "email", "organization"),
                    ("address", "country"),
                    ("is_business", "tax_number", "purchase_order"),
                )
            },
        ),
        (
            _("Money"),
            {"fields": (("shown_total", "method"), "ledger", "invoices", "payments")},
        ),
        (
            _("When"),
            {
                "fields": (
                    ("created_at", "placed_at", "paid_at"),
                    ("held_until", "pay_until", "closed_at"),
                )
            },
        ),
        (_("Answers"), {"fields": ("answers",)}),
        (_("Mails"), {"fields": ("mails",)}),
        (_("Among us"), {"fields": ("staff_note", "follow_up_on")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        """With what is open and how many tickets there are."""
        sums = Entry.objects.filter(account=OuterRef("account")).order_by().values("account")
        counts = Ticket.objects.filter(order=OuterRef("pk"), cancelled_at=None).order_by()
        return (
            super()
            .get_queryset(request)
            .annotate(
                owed=Coalesce(
                    Subquery(sums.annotate(sum=Sum("amount")).values("sum")),
                    Value(Decimal(0)),
                    output_field=MoneyField(),
                ),
                places=Coalesce(
                    Subquery(counts.values("order").annotate(number=Count("pk")).values("number")),
                    0,
                ),
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Found by indexes, without a join that would double rows."""
        return lists.orders_with(queryset, search_term), False

    def get_readonly_fields(self, request: HttpRequest, obj: Order | None = None) -> list[str]:
        """All but what staff note for themselves."""
        shown = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [name for name in shown if name not in {"staff_note", "follow_up_on"}]

    def history_children(self) -> list[type[Model]]:
        """Its tickets too."""
        return [*super().history_children(), Ticket]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An order comes from a buyer: it takes places and money, which no form here does."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Money rows never go: an order is cancelled."""
        return False

    def named(self, row: Order) -> str:
        """Code, purchaser and total."""
        return f"{row.code}, {row.name or row.email or '–'}, {self.shown_total(row)}"

    # --- Columns -----------------------------------------------------------------------------

    @admin.display(description=_("purchaser"), ordering="name")
    def purchaser(self, row: Order) -> SafeString:
        who = f"{row.name}, {row.organization}" if row.organization else row.name
        return format_html("{}<br><small>{}</small>", who or "–", show.email(row.email))

    @admin.display(description=_("tickets"), ordering="places")
    def places(self, row: Any) -> int:
        return int(row.places)

    @admin.display(description=_("total"), ordering="total")
    def shown_total(self, row: Order) -> str:
        return money(row.total, row.currency, short=True)

    @admin.display(description=_("open"), ordering="owed")
    def shown_owed(self, row: Any) -> str:
        return money(row.owed, row.currency, short=True) if row.owed else "–"

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: Order) -> SafeString:
        if row.refund_needed:
            label = f"{row.get_state_display()}, {_('refund needed')}"
            return show.state("refund", label)
        return show.state(row.state, row.get_state_display())

    @admin.display(description=_("tickets"))
    def attendees(self, row: Order) -> SafeString:
        return facts.tickets(row)

    @admin.display(description=_("ledger"))
    def ledger(self, row: Order) -> SafeString:
        return facts.ledger(row)

    @admin.display(description=_("invoices"))
    def invoices(self, row: Order) -> SafeString:
        return facts.invoices(row)

    @admin.display(description=_("card payments"))
    def payments(self, row: Order) -> SafeString:
        return facts.payments(row)

    @admin.display(description=_("mails"))
    def mails(self, row: Order) -> SafeString:
        return facts.mails(row)

    # --- Actions -----------------------------------------------------------------------------

    @confirmed(
        label=_("Mark as paid"),
        plural=_("Mark the chosen orders as paid"),
        will=_("will be marked as paid by bank transfer"),
        done=_("marked as paid"),
        reason=_not_payable,
        form=TransferForm,
    )
    def mark_paid(
        self,
        request: HttpRequest,
        row: Order,
        *,
        at: datetime,
        amount: Decimal | None = None,
        note: str = "",
        seen: int | None = None,
    ) -> None:
        """A transfer has reached the bank."""
        services.mark_paid(order=unchanged(row, seen), at=at, amount=amount, note=note)

    @confirmed(
        label=_("Cancel the order"),
        plural=_("Cancel the chosen orders"),
        will=_("will be cancelled"),
        done=_("cancelled"),
        reason=_not_cancellable,
        form=CancelForm,
    )
    def cancel(self, request: HttpRequest, row: Order, *, at: datetime, because: str = "") -> None:
        """Its places return; what was paid waits for a refund."""
        said = because or str(_("Cancelled by us."))
        services.cancel(order=row, at=at, because=said, by_staff=True)

    @confirmed(
        label=_("Send the confirmation again"),
        plural=_("Send the confirmation of the chosen orders again"),
        will=_("will get their confirmation again, with the tickets as they are now"),
        done=_("will get their confirmation in a moment"),
        reason=_nothing_to_resend,
    )
    def resend(self, request: HttpRequest, row: Order, *, at: datetime) -> None:
        """For buyers who lost it."""
        services.resend(order=row, at=at)

    @confirmed(
        label=_("Record the refund"),
        plural=_("Record the refund of the chosen orders"),
        will=_("will be booked as paid back"),
        done=_("booked as paid back"),
        reason=_no_refund,
        form=RefundForm,
    )
    def record_refund(
        self,
        request: HttpRequest,
        row: Order,
        *,
        at: datetime,
        amount: Decimal | None = None,
        note: str = "",
        seen: int | None = None,
    ) -> None:
        """The money has gone back by the bank or the card provider."""
        services.record_refund(order=unchanged(row, seen), at=at, amount=amount, note=note)
