"""Messages of the card provider: what became of each, and those that staff have to look at."""

import json
from datetime import datetime

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import ActionForm, HouseAdmin, ReadOnly, confirmed, show
from foundation.billing import services
from foundation.billing.models import EventState, ProviderEvent

COLOURS = {
    EventState.RECEIVED: "waiting",
    EventState.HANDLED: "paid",
    EventState.FLAGGED: "failed",
}


class SeenForm(ActionForm):
    """What was done about a message."""

    note = forms.CharField(
        label=_("What was done"), max_length=150, required=False, help_text=_("For whoever asks.")
    )


def _acted_on(row: ProviderEvent) -> str:
    return str(_("it has been acted on.")) if row.state == EventState.HANDLED else ""


@admin.register(ProviderEvent)
class ProviderEventAdmin(ReadOnly, HouseAdmin[ProviderEvent]):
    """Kept once, acted on in any order. Nothing personal is in them."""

    list_display = ("received_at", "kind", "shown_payment", "shown_state", "error", "handled_at")
    list_display_links = ("received_at",)
    list_filter = ("state", "kind", "received_at")
    list_select_related = ("payment__account",)
    search_fields = ("event_id", "payment__account__reference", "payment__transaction_id")
    search_help_text = _("By number at the provider or the account's reference.")
    date_hierarchy = "received_at"
    actions = ("act_again", "seen_to")
    fields = (
        ("kind", "event_id"),
        ("shown_state", "error"),
        ("received_at", "handled_at", "attempts"),
        *("shown_payment", "shown_payload"),
    )
    export_columns = (
        *("received_at", "kind", "event_id", "state", "error", "attempts", "handled_at"),
        "payment__account__reference",
    )

    @admin.display(description=_("card payment"))
    def shown_payment(self, row: ProviderEvent) -> SafeString | str:
        if row.payment is None:
            return "–"
        url = reverse("admin:billing_payment_change", args=[row.payment_id])
        return show.link(url, row.payment.account)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: ProviderEvent) -> SafeString:
        return show.state(COLOURS[EventState(row.state)], row.get_state_display())

    @admin.display(description=_("what it says"))
    def shown_payload(self, row: ProviderEvent) -> SafeString:
        facts = [(name, json.dumps(value)) for name, value in sorted(row.payload.items())]
        return show.table((_("Fact"), _("Value")), facts, str(_("Nothing.")))

    def has_see_permission(self, request: HttpRequest) -> bool:
        """Who may say what becomes of a message."""
        return request.user.has_perm("billing.change_providerevent")

    @confirmed(
        label=_("Act on it again"),
        plural=_("Act on the chosen messages again"),
        will=_("will be acted on again"),
        done=_("acted on in a moment"),
        reason=_acted_on,
        permission="see",
    )
    def act_again(self, request: HttpRequest, row: ProviderEvent, *, at: datetime) -> None:
        """What stood in the way may be gone."""
        services.act_again(event=row, at=at)

    @confirmed(
        label=_("It is seen to"),
        plural=_("The chosen messages are seen to"),
        will=_("will leave the desk"),
        done=_("seen to"),
        reason=_acted_on,
        form=SeenForm,
        permission="see",
    )
    def seen_to(
        self, request: HttpRequest, row: ProviderEvent, *, at: datetime, note: str = ""
    ) -> None:
        """Somebody has done by hand what was to be done."""
        services.seen_to(event=row, at=at, note=note)
