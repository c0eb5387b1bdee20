"""Invitations: to whom, for what, and what they answered (domain 4.1)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration.admin import facts
from events.registration.forms.inviting import InvitationForm
from events.registration.models import Audience, Invitation, InvitationState, TicketType
from events.registration.services import invitations
from foundation.base import clock
from foundation.base.admin import HouseAdmin, confirmed, show

from .inviting import InvitingPeople

WAITING = {InvitationState.WRITTEN, InvitationState.SENT}
# The colour of a badge is that of a state staff know from orders.
LOOKS = {
    InvitationState.WRITTEN: "waiting",
    InvitationState.SENT: "pending",
    InvitationState.ACCEPTED: "paid",
    InvitationState.DECLINED: "cancelled",
    InvitationState.WITHDRAWN: "cancelled",
    InvitationState.OVER: "closed",
}


class StateFilter(admin.SimpleListFilter):
    """Where they stand now."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(InvitationState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value not in InvitationState.values:
            return queryset
        found: QuerySet[Any] = queryset.state_is(value, clock.now())  # type: ignore[attr-defined]
        return found


def _not_waiting(row: Invitation) -> str:
    state = row.state(clock.now())
    return "" if state in WAITING else str(_("%s.") % InvitationState(state).label.lower())


def _cannot_send(row: Invitation) -> str:
    return _not_waiting(row) or (str(_("it was sent already.")) if row.sent_at else "")


def _cannot_resend(row: Invitation) -> str:
    return _not_waiting(row) or ("" if row.sent_at else str(_("it has not been sent yet.")))


def _cannot_withdraw(row: Invitation) -> str:
    if row.withdrawn_at:
        return str(_("it was withdrawn already."))
    return str(_("it was accepted: cancel its order first.")) if row.accepted_at else ""


@admin.register(Invitation)
class InvitationAdmin(InvitingPeople, HouseAdmin[Invitation]):
    """Who may buy what is only for the invited; dates are written by what happens."""

    form = InvitationForm
    list_display = (*("email", "name", "event", "types", "state", "sent", "until", "batch"),)
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), StateFilter, "batch")
    list_select_related = ("event",)
    search_fields = ("email", "name", "batch", "note")
    search_help_text = _("By e-mail, name, batch or note.")
    ordering = ("-pk",)
    filter_horizontal = ("ticket_types",)
    actions = ("send", "send_again", "withdraw")
    zone_path = "event__zone"
    view_on_site = False
    readonly_fields = ("state", "link", "order", "written", "sent", "answered")
    fieldsets = (
        (None, {"fields": ("event", "email", "name", "ticket_types", "valid_until")}),
        (_("For staff"), {"fields": ("batch", "note")}),
        (
            _("Where it stands"),
            {"fields": ("state", "link", "order", "written", "sent", "answered")},
        ),
    )
    export_columns = (
        *("event__name", "email", "name", "types", "state", "sent_at", "accepted_at"),
        *("declined_at", "withdrawn_at", "valid_until", "batch", "note"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        """An invitation does not move to another event or person: withdraw it and write another."""
        return (*self.readonly_fields, "event", "email") if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is withdrawn, never deleted: its link explains itself."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        """With what they are for."""
        return super().get_queryset(request).prefetch_related("ticket_types")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only types kept for the invited, told apart by event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "ticket_types":
            rows = TicketType.objects.filter(audience=Audience.WITH_INVITATION)
            field.queryset = rows.select_related("event")
            field.label_from_instance = lambda kind: f"{kind.event}: {kind}"  # type: ignore[assignment]
            key = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            if key and key.isdecimal():
                field.queryset = field.queryset.filter(event__invitations=key)
        return field

    @confirmed(
        label=_("Send"),
        plural=_("Send the chosen invitations"),
        will=_("will be mailed"),
        done=_("on the way"),
        reason=_cannot_send,
    )
    def send(self, request: HttpRequest, row: Invitation, *, at: datetime) -> None:
        """The first mail, once."""
        invitations.send(invitation=row, at=at)

    @confirmed(
        label=_("Send again"),
        plural=_("Send the chosen invitations again"),
        will=_("will be mailed once more"),
        done=_("on the way once more"),
        reason=_cannot_resend,
    )
    def send_again(self, request: HttpRequest, row: Invitation, *, at: datetime) -> None:
        """To the minute: a double click is one mail."""
        invitations.send(invitation=row, at=at, again=f"{at:%Y-%m-%dT%H:%M}")

    @confirmed(
        label=_("Withdraw"),
        plural=_("Withdraw the chosen invitations"),
        will=_("will be withdrawn; their links then say so"),
        done=_("withdrawn"),
        reason=_cannot_withdraw,
    )
    def withdraw(self, request: HttpRequest, row: Invitation, *, at: datetime) -> None:
        """Nobody is mailed."""
        invitations.withdraw(invitation=row, at=at)

    @admin.display(description=_("ticket types"))
    def types(self, row: Invitation) -> str:
        return ", ".join(str(kind) for kind in row.ticket_types.all())

    @admin.display(description=_("state"))
    def state(self, row: Invitation) -> SafeString:
        state = row.state(clock.now())
        return show.state(LOOKS[state], state.label)

    @admin.display(description=_("link"))
    def link(self, row: Invitation) -> SafeString | str:
        """For staff to pass on when a mail is lost; only the invited address can order with it."""
        if row.pk is None:
            return "–"
        url = settings.SITE_URL + row.get_absolute_url()
        return show.link(url, url)

    @admin.display(description=_("order"))
    def order(self, row: Invitation) -> SafeString | str:
        taken = row.orders.filter(invited_at__isnull=False).first() if row.pk else None
        return facts.link_to("registration_order", taken.pk, str(taken)) if taken else "–"

    @admin.display(description=_("written at"))
    def written(self, row: Invitation) -> str:
        return show.at(row.created_at, row.event.zone) if row.pk else "–"

    @admin.display(description=_("sent at"), ordering="sent_at")
    def sent(self, row: Invitation) -> str:
        return show.at(row.sent_at, row.event.zone) if row.pk else "–"

    @admin.display(description=_("answered at"))
    def answered(self, row: Invitation) -> str:
        answer = row.accepted_at or row.declined_at or row.withdrawn_at
        return show.at(answer, row.event.zone) if row.pk else "–"

    @admin.display(description=_("until"), ordering="valid_until")
    def until(self, row: Invitation) -> str:
        return show.at(row.valid_until, row.event.zone)
