"""What an organisation was invoiced, on its record."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import moments
from foundation.base.admin import show
from foundation.base.money import show as money
from foundation.billing.models import InvoiceKind
from members import invoices
from members.models import Organization

MOST = 12


class Invoiced:
    """Mixin of the admin of organisations: their latest invoices, for who may see invoices."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Also the invoices of a record that is there."""
        found = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if obj is None or not request.user.has_perm("billing.view_invoice"):
            return found
        return (*found, (gettext_lazy("Invoices"), {"fields": ("invoiced",)}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing of them is edited here."""
        return (*super().get_readonly_fields(request, obj), "invoiced")  # type: ignore[misc]

    @admin.display(description=gettext_lazy("the latest"))
    def invoiced(self, row: Organization) -> SafeString:
        accounts = invoices.accounts(row)
        told = [
            [
                show.link(reverse("admin:billing_invoice_change", args=[each.pk]), each.number),
                ", ".join(line.description for line in each.lines.all()),
                moments.shown(each.issued_on, "UTC"),
                money(each.total, each.currency),
                _state(each, accounts[each.account_id]),
            ]
            for each in invoices.invoices(row)[:MOST]
        ]
        heads = [_("Number"), _("For"), _("Issued"), _("Total"), _("State")]
        return show.table(heads, told, _("Nothing was invoiced."))


def _state(invoice: Any, account: Any) -> SafeString:
    if invoice.kind != InvoiceKind.INVOICE:
        return show.state("closed", _("Credit note"))
    if hasattr(invoice, "reversed_by"):
        return show.state("closed", _("Reversed"))
    if account.owed > 0:
        return show.state("pending", _("To pay"))
    return show.state("paid", _("Paid"))
