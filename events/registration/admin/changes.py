"""Changes of an order, on its record."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.registration.models import Change, Order
from foundation.base.admin import HouseInline, ReadOnly
from foundation.base.money import show as money


class ChangeInline(ReadOnly, HouseInline[Change, Order]):
    """What its owner changed, or wants to and has not paid for."""

    model = Change
    fields = ("made_at", "shown_difference", "state", "waits_until", "closed_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        """With the currency of the order."""
        return super().get_queryset(request).select_related("order")

    @admin.display(description=_("difference"))
    def shown_difference(self, row: Change) -> str:
        return money(row.difference, row.order.currency)
