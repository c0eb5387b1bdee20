"""Representatives for staff: who speaks for whom, who was asked, and whom no mail reaches."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportMixin

from foundation.base import bounces, clock, zones
from foundation.base.admin import ActionForm, HouseAdmin, confirmed, desk, show
from foundation.base.models import Bounce
from members.admin.days import HeldOnFilter
from members.admin.organizations import RepresentativeForm
from members.admin.row_imports import RepresentativeImport
from members.models import Representative
from members.representation import leaving, services
from members.representation.models import Invitation, InvitationState


def _today() -> Any:
    return zones.day(clock.now())


class WhenFilter(admin.SimpleListFilter):
    """Those who represent today, and those who did."""

    title = _("time")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("today", _("Today")), ("ended", _("Ended")), ("future", _("To come"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        on = Representative.objects.on(_today()).values("pk")
        if self.value() == "today":
            return queryset.filter(pk__in=on)
        if self.value() == "ended":
            return queryset.filter(until__lte=_today()).exclude(pk__in=on)
        return queryset.filter(since__gt=_today()) if self.value() == "future" else queryset


class ReachFilter(admin.SimpleListFilter):
    """Those whose mails come back, and those who never made an account."""

    title = _("reach")
    parameter_name = "reach"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("bounced", _("Mails come back")), ("no_account", _("Without an account"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "bounced":
            return queryset.filter(is_dead=True)
        return queryset.filter(has_account=False) if self.value() == "no_account" else queryset


class EndForm(ActionForm):
    """What goes with the end of a role."""

    withdraw_invitations = forms.BooleanField(
        label=_("Take back the invitations they sent"), required=False, initial=True
    )
    knowing = forms.BooleanField(
        label=_("Also where nobody is left for it"),
        required=False,
        help_text=_("Otherwise the last who looks after a member's pages or bills stays."),
    )


def _is_over(row: Representative) -> str:
    today = _today()
    over = row.until is not None and (row.until < today or row.ended_at is not None)
    return str(_("it has ended already.")) if over else ""


def _missed(row: Representative) -> str:
    """Who ends, with what their organisation would lack without them."""
    lacks = leaving.left_without(row, _today())
    return " ".join([f"{row.name}, {row.get_role_display()}, {row.organization}.", *lacks])


@admin.register(Representative)
class RepresentativeAdmin(RepresentativeImport, ImportMixin, HouseAdmin[Representative]):
    """Who represents which organisation in which role, and from when until when."""

    form = RepresentativeForm
    list_display = ("name", "email", "organization", "role", "is_admin", "since", "until", "reach")
    list_filter = (WhenFilter, HeldOnFilter, "role", ReachFilter, "is_admin")
    list_select_related = ("organization",)
    found_by = ("name", "email", "organization__name")
    search_fields = ("name", "email", "organization__name", "organization__names__name")
    search_help_text = _("By name, e-mail or any name of the organisation.")
    autocomplete_fields = ("organization",)
    ordering = ("organization__search_text", "role", "name")
    view_on_site = False
    actions: tuple[str, ...] = ("end", "works_again")
    readonly_fields = ("reach",)
    fieldsets = (
        (None, {"fields": ("organization", "name", "email", "role", "is_admin")}),
        (_("From when until when"), {"fields": ("since", "until")}),
        (_("Beside it"), {"fields": ("reach", "note")}),
    )
    export_columns = (
        *("organization__name", "name", "email", "role", "is_admin", "since", "until", "reach"),
        "note",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Representative]:
        """With whether mails reach them, and whether they can log in."""
        proven = EmailAddress.objects.annotate(lower=Lower("email")).filter(verified=True)
        dead = Bounce.objects.standing().filter(email=OuterRef("email"))
        rows = super().get_queryset(request)
        return rows.annotate(
            is_dead=Exists(dead), has_account=Exists(proven.filter(lower=OuterRef("email")))
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Another last day takes the moment of an end with it."""
        if change and "until" in form.changed_data:
            Representative.objects.filter(pk=obj.pk).update(ended_at=None)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("reach"))
    def reach(self, row: Any) -> SafeString | str:
        if getattr(row, "is_dead", False):
            return show.state("failed", _("Mails come back"))
        return "" if getattr(row, "has_account", True) else str(_("No account yet"))

    def named(self, row: Representative) -> str:
        """With the organisation."""
        return f"{row.name}, {row.get_role_display()}, {row.organization}."

    @confirmed(
        label=_("End now"),
        plural=_("End the chosen representatives now"),
        will=_("will lose access and mail at once"),
        done=_("ended"),
        reason=_is_over,
        form=EndForm,
        named=_missed,
    )
    def end(
        self, request: HttpRequest, row: Representative, *, at: datetime, **answers: Any
    ) -> None:
        """End what they do in this role."""
        services.end(representative=row, at=at, by=request.user, **answers)  # type: ignore[arg-type]

    @confirmed(
        label=_("The address works again"),
        plural=_("The addresses of the chosen work again"),
        will=_("will count as reachable"),
        done=_("can be reached again"),
        reason=lambda row: "" if row.is_dead else str(_("no mail has come back for good.")),
    )
    def works_again(self, request: HttpRequest, row: Representative, *, at: datetime) -> None:
        """Staff have learnt that mails arrive."""
        bounces.clear(email=row.email, at=at)


class NewInvitationForm(forms.ModelForm[Invitation]):
    """Whom to invite; the rest follows."""

    class Meta:
        model = Invitation
        fields = ("organization", "name", "email", "role", "is_admin")


class StateFilter(admin.SimpleListFilter):
    """Where an invitation stands."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(InvitationState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        at, unanswered = clock.now(), Invitation.objects.unanswered().values("pk")
        asked = {
            "sent": Q(pk__in=unanswered, expires_at__gt=at),
            "over": Q(pk__in=unanswered, expires_at__lte=at),
            "accepted": Q(accepted_at__isnull=False),
            "declined": Q(declined_at__isnull=False),
            "withdrawn": Q(withdrawn_at__isnull=False),
        }
        found = asked.get(self.value() or "")
        return queryset.filter(found) if found is not None else queryset


def _is_answered(row: Invitation) -> str:
    state = row.state(clock.now())
    waits = state in {InvitationState.SENT, InvitationState.OVER}
    return "" if waits else str(_("it is closed: %(state)s.") % {"state": state.label.lower()})


@admin.register(Invitation)
class InvitationAdmin(HouseAdmin[Invitation]):
    """Who was asked to represent an organisation, and what they answered."""

    list_display = ("name", "email", "organization", "role", "is_admin", "state_badge", "sent_at")
    list_filter = (StateFilter, "role", "is_admin", "invited_at")
    list_select_related = ("organization", "invited_by")
    found_by = ("name", "email", "organization__name")
    search_fields = ("name", "email", "organization__name")
    search_help_text = _("By name, e-mail or organisation.")
    autocomplete_fields = ("organization",)
    date_hierarchy = "invited_at"
    ordering = ("-pk",)
    view_on_site = False
    actions = ("resend", "withdraw")
    form = NewInvitationForm
    export_columns = (
        *("organization__name", "name", "email", "role", "is_admin", "state_badge"),
        *("invited_at", "sent_at", "expires_at"),
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new one needs no more than whom and for what."""
        asked = NewInvitationForm.Meta.fields
        if obj is None:
            return asked
        ends = ("accepted_at", "declined_at", "withdrawn_at", "representative")
        return (*asked, "hands_over", "state_badge", "invited_by", "invited_at", "sent_at",
                "expires_at", "reminded_at", *ends)  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """One that was sent stays as it was sent."""
        return self.get_fields(request, obj) if obj else ()

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Facts of one that was sent; a short form for a new one."""
        kwargs.setdefault("form", forms.ModelForm if obj else NewInvitationForm)
        return super().get_form(request, obj, change=change, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are taken back, not deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        """A new one is sent by the service, which refuses what may not be."""
        asked = services.invite(
            organization=obj.organization,
            name=obj.name,
            email=obj.email,
            role=obj.role,
            is_admin=obj.is_admin,
            at=clock.now(),
            by=request.user,  # type: ignore[arg-type]
        )
        obj.pk = asked.pk

    @admin.display(description=_("state"))
    def state_badge(self, row: Invitation) -> SafeString:
        state = row.state(clock.now())
        colours = {"sent": "waiting", "accepted": "confirmed", "over": "expired"}
        return show.state(colours.get(state.value, "closed"), state.label)

    @confirmed(
        label=_("Send again"),
        plural=_("Send the chosen invitations again"),
        will=_("will be sent again and can be answered for 30 days anew"),
        done=_("sent again"),
        reason=_is_answered,
    )
    def resend(self, request: HttpRequest, row: Invitation, *, at: datetime) -> None:
        """When somebody lost the mail."""
        services.resend(invitation=row, at=at)

    @confirmed(
        label=_("Take back"),
        plural=_("Take the chosen invitations back"),
        will=_("will be taken back: their links open nothing any more"),
        done=_("taken back"),
        reason=_is_answered,
    )
    def withdraw(self, request: HttpRequest, row: Invitation, *, at: datetime) -> None:
        """When somebody was asked by mistake."""
        services.withdraw(invitation=row, at=at)


@desk.tiles("Members", Representative, place=60)
def tiles(at: datetime) -> list[desk.Tile]:
    """Representatives whom no mail reaches: one query."""
    dead = Bounce.objects.standing().filter(email=OuterRef("email"))
    today = Representative.objects.on(zones.day(at))
    number = today.filter(Exists(dead)).count()
    return [
        desk.tile(
            number, "representatives whose mails come back", Representative, "red",
            query="when=today&reach=bounced",
        )
    ]  # fmt: skip
