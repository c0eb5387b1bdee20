"""Group links and offers as staff see them: beside their order, and read-only."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.groups.models import TicketOffer
from foundation.base.admin import HouseAdmin, ReadOnly, show


@admin.register(TicketOffer)
class TicketOfferAdmin(ReadOnly, HouseAdmin[TicketOffer]):
    """Who was offered which ticket by the buyer of a group order, and who took it."""

    list_display = ("email", "name", "order", "shown_state", "sent_at")
    list_filter = (("order__event", admin.RelatedOnlyFieldListFilter), "sent_at")
    list_select_related = ("order", "ticket")
    search_fields = ("email", "name", "order__code")
    search_help_text = _("By e-mail, name or order.")
    ordering = ("-pk",)
    view_on_site = False
    fields = ("email", "name", "order", "shown_state", "ticket", "sent_at", "withdrawn_at")
    export_columns = ("email", "name", "order__code", "sent_at", "withdrawn_at", "ticket")

    def has_change_permission(self, request: HttpRequest, obj: TicketOffer | None = None) -> bool:
        """The buyer makes and takes back offers."""
        return False

    @admin.display(description=_("state"))
    def shown_state(self, row: TicketOffer) -> SafeString:
        if row.ticket_id is not None:
            return show.state("confirmed", _("taken"))
        if row.withdrawn_at is not None:
            return show.state("cancelled", _("taken back"))
        return show.state("pending", _("waits"))
