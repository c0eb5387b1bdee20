"""The ledger as staff see it: accounts with their sums, entries, invoices, payments.

Nothing here is edited by hand. Money is booked by the actions of what it is paid for.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import money
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, confirmed, show
from foundation.billing import papers, services
from foundation.billing.models import Account, Entry, Invoice, InvoiceLine, Payment, on_its_way

from .packed import Packed
from .refunds import RefundInline


class OwedFilter(admin.SimpleListFilter):
    """Accounts by what is open on them."""

    title = _("open")
    parameter_name = "owed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open", _("Something is owed to us")),
            ("settled", _("Settled")),
            ("too_much", _("We owe something back")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = {"open": Q(owed__gt=0), "settled": Q(owed=0), "too_much": Q(owed__lt=0)}
        value = self.value()
        return queryset.filter(asked[value]) if value in asked else queryset


def _nothing_to_give_back(row: Any) -> str:
    return "" if row.owed + row.refunding < 0 else str(_("we owe nothing that is not on its way."))


class EntryInline(ReadOnly, HouseInline[Entry, Account]):
    model = Entry
    fields = ("at", "kind", "amount", "note")
    readonly_fields = fields
    show_change_link = False


class InvoiceInline(ReadOnly, HouseInline[Invoice, Account]):
    model = Invoice
    fields = ("number", "kind", "issued_on", "due_on", "total")
    readonly_fields = fields


class PaymentInline(ReadOnly, HouseInline[Payment, Account]):
    model = Payment
    fields = ("created", "variant", "status", "total", "message")
    readonly_fields = fields


@admin.register(Account)
class AccountAdmin(ReadOnly, HouseAdmin[Account]):
    """What one order, due or sponsorship costs, and what has been paid for it."""

    list_display = ("reference", "purpose", "charged", "paid", "owed", "created_at")
    list_filter = (OwedFilter, "purpose", "currency", "created_at")
    search_fields = ("reference", "invoices__number", "invoices__buyer_email")
    search_help_text = _("By reference, invoice number or the buyer's e-mail.")
    date_hierarchy = "created_at"
    fields = (
        "reference",
        "purpose",
        "currency",
        "created_at",
        "charged",
        "paid",
        "owed",
        "refunding",
    )
    inlines = (EntryInline, RefundInline, InvoiceInline, PaymentInline)
    actions = ("give_back",)
    export_columns = ("reference", "purpose", "currency", "charged", "paid", "owed", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """With what was charged, paid and is owed, and what is on its way back."""
        rows: Any = super().get_queryset(request)
        return rows.with_sums().annotate(refunding=on_its_way())

    @admin.display(description=_("charged"), ordering="charged")
    def charged(self, row: Any) -> Decimal | str:
        return _amount(row.charged, row.currency)

    @admin.display(description=_("paid"), ordering="paid")
    def paid(self, row: Any) -> Decimal | str:
        return _amount(row.paid, row.currency)

    @admin.display(description=_("owed"), ordering="owed")
    def owed(self, row: Any) -> Decimal | str:
        return _amount(row.owed, row.currency)

    @admin.display(description=_("on its way back"))
    def refunding(self, row: Any) -> Decimal | str:
        return _amount(row.refunding, row.currency) if row.refunding else "–"

    def has_give_back_permission(self, request: HttpRequest) -> bool:
        """Who may send money back."""
        return request.user.has_perm("billing.add_refund")

    @confirmed(
        label=_("Give back what we owe"),
        plural=_("Give back what we owe on the chosen accounts"),
        will=_("will get back what we owe: to the card it came from, the rest by transfer"),
        done=_("asked for; what goes by transfer waits under Refunds"),
        reason=_nothing_to_give_back,
        permission="give_back",
    )
    def give_back(self, request: HttpRequest, row: Any, *, at: datetime) -> None:
        """Card payments go back to the card, the rest waits for a transfer."""
        services.give_back(
            account=row,
            amount=-(row.owed + row.refunding),
            key=f"account:{row.pk}:{row.refunds.count()}",
            at=at,
            by=request.user,
        )


@admin.register(Entry)
class EntryAdmin(ReadOnly, HouseAdmin[Entry]):
    """Every line of every account, as it was booked."""

    list_display = ("at", "account", "kind", "shown_amount", "note")
    list_display_links = ("at",)
    list_filter = ("kind", "at", "account__purpose")
    list_select_related = ("account",)
    search_fields = ("account__reference", "note", "key")
    search_help_text = _("By the account's reference or by the note.")
    date_hierarchy = "at"
    ordering = ("-pk",)
    export_columns = ("at", "account__reference", "kind", "amount", "account__currency", "note")

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, row: Entry) -> str:
        return _amount(row.amount, row.account.currency)


class LineInline(ReadOnly, HouseInline[InvoiceLine, Invoice]):
    model = InvoiceLine
    fields = ("description", "quantity", "price", "tax_rate", "total")
    readonly_fields = fields
    show_change_link = False


@admin.register(Invoice)
class InvoiceAdmin(Packed, ReadOnly, HouseAdmin[Invoice]):
    """Invoices and credit notes, as they were issued."""

    list_display = ("number", "kind", "buyer_name", "issued_on", "due_on", "shown_total", "pdf")
    list_filter = ("kind", "issued_on", "currency")
    list_select_related = ("account",)
    found_by = ("number", "buyer", "buyer_email")
    search_fields = ("number", "buyer", "buyer_email", "account__reference")
    search_help_text = _("By number, buyer, e-mail or the account's reference.")
    date_hierarchy = "issued_on"
    actions = ("as_zip",)
    inlines = (LineInline,)
    fieldsets = (
        (None, {"fields": ("number", "kind", "account", "reverses", "shown_total", "pdf")}),
        (_("When"), {"fields": ("issued_on", "due_on", "created_at")}),
        (_("Who"), {"fields": ("seller", "buyer", "buyer_email", "buyer_tax_number")}),
        (_("How to pay"), {"fields": ("payment_terms",)}),
    )
    export_columns = (
        *("number", "kind", "issued_on", "due_on", "buyer", "buyer_email", "buyer_tax_number"),
        *("currency", "total", "account__reference", "reverses__number"),
    )

    @admin.display(description=_("buyer"), ordering="buyer")
    def buyer_name(self, row: Invoice) -> str:
        return row.buyer.partition("\n")[0]

    @admin.display(description=_("total"), ordering="total")
    def shown_total(self, row: Invoice) -> str:
        return _amount(row.total, row.currency)

    @admin.display(description=_("paper"))
    def pdf(self, row: Invoice) -> SafeString:
        return format_html('<a href="{}">PDF</a>', self.url_of("pdf", row.pk))

    def get_urls(self) -> list[URLPattern]:
        """Also the invoice on paper."""
        view = self.admin_site.admin_view(self.pdf_view)
        return [path("<int:pk>/pdf/", view, name="billing_invoice_pdf"), *super().get_urls()]

    def pdf_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The invoice as the buyer got it."""
        row: Any = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return HttpResponse(
            papers.invoice_pdf(row),
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{row.number}.pdf"'},
        )


@admin.register(Payment)
class PaymentAdmin(ReadOnly, HouseAdmin[Payment]):
    """Attempts to pay by card, and what the provider said to each."""

    list_display = ("created", "account", "shown_total", "shown_status", "variant", "message")
    list_filter = ("status", "variant", "created")
    list_select_related = ("account",)
    search_fields = ("account__reference", "billing_email", "transaction_id")
    search_help_text = _("By the account's reference, the payer's e-mail or the provider's number.")
    date_hierarchy = "created"
    fields = (
        *("account", "variant", "status", "shown_total", "description", "billing_email"),
        *("transaction_id", "intent", "message", "created", "modified"),
        *("expires_at", "is_open", "looked_up_at"),
    )
    export_columns = (
        *("created", "account__reference", "variant", "status", "currency", "total"),
        *("billing_email", "transaction_id", "message"),
    )

    @admin.display(description=_("amount"), ordering="total")
    def shown_total(self, row: Payment) -> str:
        return _amount(row.total, row.currency)

    @admin.display(description=_("state"), ordering="status")
    def shown_status(self, row: Payment) -> SafeString:
        return show.state(row.status, row.get_status_display())


def _amount(amount: Decimal, currency: str) -> str:
    return money.show(amount, currency)
