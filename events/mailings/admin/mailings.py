"""Mails to many: written, looked at, tested, started, watched."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.mailings import audience, letters, services
from events.mailings.forms import FIELDS, MailingForm
from events.mailings.models import Mailing, RecipientState, State
from events.models import Event
from events.registration.models import OrderState, TicketType
from foundation.base.admin import HouseAdmin, confirmed, show
from foundation.base.mail import Draft
from foundation.base.models import MailState
from foundation.base.words import Places, Words

from . import typed
from .previews import Previewing

COLOURS = {State.SENDING: "queued", State.PAUSED: "waiting", State.STOPPED: "closed"}


def _people(number: int) -> str:
    return str(_("1 address") if number == 1 else _("%s addresses") % f"{number:,}")


def _is_started(row: Mailing) -> str:
    return str(_("it has been started.")) if row.is_started else ""


def _cannot_start(row: Mailing) -> str:
    if row.is_started:
        return _is_started(row)
    untested = row.state != State.TESTED
    return str(_("send yourself a test of it as it is now first.")) if untested else ""


def _only(*states: State) -> Any:
    def reason(row: Mailing) -> str:
        now = row.get_state_display().lower()
        return "" if row.state in states else str(_("it is: %s.") % now)

    return reason


@admin.register(Mailing)
class MailingAdmin(Previewing, HouseAdmin[Mailing]):
    """What was started stays as it is; who it went to is in the list of recipients."""

    form = MailingForm
    preview_name = "mailings_mailing_preview"
    list_display = ("name", "event", "shown_state", "reason", "progress", "failed", "created_at")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), "state", "reason")
    list_select_related = ("event",)
    search_fields = ("name", "subject", "event__name")
    search_help_text = _("By name, subject or event.")
    ordering = ("-pk",)
    filter_horizontal = ("ticket_types", "without_types")
    autocomplete_fields = ("code",)
    actions = ("send_test", "start", "pause", "resume", "stop", "copy")
    view_on_site = False
    save_on_top = False
    fieldsets = (
        (None, {"fields": ("name", "event", "reason", "shown_state", "progress_told")}),
        (
            _("To whom"),
            {
                "fields": (
                    *("to_whom", "order_states", "named", "country", "code", "ticket_types"),
                    *("without_types", "goes_to"),
                )
            },
        ),
        (_("What it says"), {"fields": ("subject", "body")}),
    )
    readonly_fields = ("shown_state", "progress_told", "goes_to")
    export_columns = (
        *("name", "event__name", "state", "reason", "to_whom", "subject", "sent", "failures"),
        *("left_out", "everybody", "created_at", "started_at", "closed_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mailing]:
        """With how many were written to, reached, failed and left out."""
        state = "recipients__mail__state"
        return (
            super()
            .get_queryset(request)
            .annotate(
                everybody=Count("recipients"),
                sent=Count("recipients", filter=Q(**{state: MailState.SENT})),
                failures=Count("recipients", filter=Q(**{state: MailState.FAILED})),
                left_out=Count(
                    "recipients",
                    filter=Q(
                        recipients__state__in=[RecipientState.UNSUBSCRIBED, RecipientState.GONE]
                    ),
                ),
            )
        )

    def has_delete_permission(self, request: HttpRequest, obj: Mailing | None = None) -> bool:
        """A draft may go; what was sent is kept."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_started)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """A right of its own: to write to thousands."""
        return request.user.has_perm("mailings.send_mailing")

    def get_readonly_fields(self, request: HttpRequest, obj: Mailing | None = None) -> Any:
        """Nothing of a started one changes; a draft stays with its event."""
        if obj is None:
            return self.readonly_fields
        if obj.is_started:
            return (*FIELDS, "orders_told", *self.readonly_fields)
        return ("event", *self.readonly_fields)

    def get_fieldsets(self, request: HttpRequest, obj: Mailing | None = None) -> Any:
        """Of a started one, the states of orders in words."""
        if obj is None or not obj.is_started:
            return self.fieldsets
        sets: Any = self.fieldsets
        shown = {"order_states": "orders_told"}
        return [
            (title, {"fields": tuple(shown.get(name, name) for name in parts["fields"])})
            for title, parts in sets
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The next events first."""
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.filter(part_of=None).order_by("-starts_on")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Of a mailing that is there, the types of its event; else told apart by event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.queryset = TicketType.objects.select_related("event")
            field.label_from_instance = lambda kind: f"{kind.event}: {kind}"  # type: ignore[assignment]
            key = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            if key and key.isdecimal():
                field.queryset = field.queryset.filter(event__mailings=key)
        return field

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what its words may name."""
        form = context["adminform"].form
        to_whom = form.data.get("to_whom") or form.instance.to_whom
        context["places"] = letters.PLACES.get(to_whom)
        if form.instance.is_started:
            # It is a page of facts: there is nothing to type or to save.
            context |= {"places": None, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def draft_of(self, data: QueryDict, about: str) -> tuple[Draft | None, Places, Words | None]:
        """What is typed, else what is saved, to the newest person it would go to."""
        mailing = typed.mailing(data)
        draft = services.sample(mailing, about)
        return draft, letters.PLACES[mailing.to_whom], Words(mailing.subject, mailing.body)

    def preview_query(self, form: Any) -> dict[str, Any]:
        """The mailing as it is saved."""
        return {"mailing": form.instance.pk} if form.instance.pk else {}

    # --- Columns -----------------------------------------------------------------------------

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: Mailing) -> SafeString:
        colour = COLOURS.get(State(row.state), row.state)
        return show.state(colour, row.get_state_display())

    @admin.display(description=_("sent"))
    def progress(self, row: Any) -> SafeString | str:
        if not row.is_started:
            return "–"
        due = row.everybody - row.left_out
        return format_html(
            '<progress max="{}" value="{}"></progress> {} of {}', due or 1, row.sent, row.sent, due
        )

    @admin.display(description=_("failed"))
    def failed(self, row: Any) -> SafeString | str:
        if not getattr(row, "failures", 0):
            return "0" if row.is_started else "–"
        return show.link(self._recipients(row, "mail__state__exact=failed"), row.failures)

    @admin.display(description=_("how far it is"))
    def progress_told(self, row: Any) -> SafeString | str:
        if row.pk is None or not row.is_started:
            return str(_("Not started. First a test to yourself, then it can be sent."))
        left = _(", %s left out") % row.left_out if row.left_out else ""
        return format_html(
            "{}; {} failed{}. {}",
            self.progress(row),
            self.failed(row),
            left,
            show.link(self._recipients(row), _("Everybody it goes to")),
        )

    @admin.display(description=_("whose order is"))
    def orders_told(self, row: Mailing) -> str:
        return ", ".join(str(OrderState(state).label) for state in row.order_states)

    @admin.display(description=_("goes to"))
    def goes_to(self, row: Mailing) -> SafeString | str:
        if row.pk is None:
            return str(_("Save it to see how many it goes to."))
        if row.is_started:
            return show.link(self._recipients(row), _("Everybody it goes to"))
        reach = audience.reach(row)
        some = ", ".join(reach.sample)
        return f"{_people(reach.number)}: {some}{' …' if reach.number > len(reach.sample) else ''}"

    def _recipients(self, row: Mailing, query: str = "") -> str:
        address = reverse("admin:mailings_recipient_changelist")
        return f"{address}?mailing__id__exact={row.pk}&{query}".rstrip("&")

    def named(self, row: Mailing) -> str:
        """In the preview of an action: with how many it goes to."""
        return str(row) if row.is_started else f"{row}: {_people(audience.reach(row).number)}"

    # --- Actions -----------------------------------------------------------------------------

    @confirmed(
        label=_("Send me a test"),
        plural=_("Send me a test of the chosen mailings"),
        will=_("will be sent to you alone, as a test"),
        done=_("on the way to you"),
        reason=_is_started,
    )
    def send_test(self, request: HttpRequest, row: Mailing, *, at: datetime) -> None:
        """With the data of the newest recipient."""
        services.test(mailing=row, to=getattr(request.user, "email", ""), at=at)

    @confirmed(
        label=_("Send it"),
        plural=_("Send the chosen mailings"),
        will=_("will be sent, and cannot be called back"),
        done=_("on the way"),
        reason=_cannot_start,
        permission="send",
    )
    def start(self, request: HttpRequest, row: Mailing, *, at: datetime) -> None:
        """Everybody is written down first; each gets it once."""
        services.start(mailing=row, at=at)

    @confirmed(
        label=_("Pause"),
        will=_("will pause; what is written goes out"),
        done=_("paused"),
        reason=_only(State.SENDING),
        permission="send",
    )
    def pause(self, request: HttpRequest, row: Mailing, *, at: datetime) -> None:
        """It can be taken up again where it was."""
        services.pause(mailing=row, at=at)

    @confirmed(
        label=_("Go on"),
        will=_("will go on where they were"),
        done=_("on the way again"),
        reason=_only(State.PAUSED),
        permission="send",
    )
    def resume(self, request: HttpRequest, row: Mailing, *, at: datetime) -> None:
        """Who has it already does not get it again."""
        services.resume(mailing=row, at=at)

    @confirmed(
        label=_("Stop for good"),
        will=_("will stop for good; who has not got it does not"),
        done=_("stopped"),
        reason=_only(State.SENDING, State.PAUSED),
        permission="send",
    )
    def stop(self, request: HttpRequest, row: Mailing, *, at: datetime) -> None:
        """It cannot be taken up again."""
        services.stop(mailing=row, at=at)

    @confirmed(
        label=_("Copy"),
        plural=_("Copy the chosen mailings"),
        will=_("will be copied as drafts"),
        done=_("copied"),
        permission="add",
    )
    def copy(self, request: HttpRequest, row: Mailing, *, at: datetime) -> None:
        """A draft with the same words for the same people."""
        services.copy(mailing=row, at=at)
