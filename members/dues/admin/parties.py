"""Who is billed for an organisation."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin
from members.dues.models import BillingDetails


@admin.register(BillingDetails)
class BillingDetailsAdmin(HouseAdmin[BillingDetails]):
    """What invoices of dues say of their buyer, from the next one on."""

    list_display = ("organization", "name", "email", "country", "purchase_order")
    list_select_related = ("organization",)
    found_by = ("organization__name", "name", "email")
    search_fields = ("organization__name", "name", "email", "tax_number", "purchase_order")
    search_help_text = _("By organisation, legal name, e-mail, tax number or purchase order.")
    autocomplete_fields = ("organization",)
    ordering = ("organization__name",)
    export_columns = (
        *("organization__name", "name", "address", "country", "tax_number", "email"),
        "purchase_order",
    )
