"""The queue of visa letters: what is due first stands on top, and a person looks at each."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.letters import days, papers, queries
from events.letters.admin.questions import IssueForm, ReasonForm
from events.letters.models import LetterState, VisaLetter
from events.letters.services import visa as services
from events.registration.admin import facts
from foundation.base import clock, moments
from foundation.base.admin import HouseAdmin, confirmed, show


class DueFilter(admin.SimpleListFilter):
    """Letters somebody has to do something about."""

    title = _("needs you")
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("Overdue")), ("unfounded", _("Issued, but the ticket is gone"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "overdue":
            return queryset.overdue(clock.now())  # type: ignore[attr-defined]
        return queryset.unfounded() if self.value() == "unfounded" else queryset  # type: ignore[attr-defined]


def _not_waiting(row: VisaLetter) -> str:
    if row.state != LetterState.REQUESTED:
        return str(_("it is decided already."))
    return ""


def _cannot_issue(row: VisaLetter) -> str:
    return _not_waiting(row) or (
        "" if row.is_founded else str(_("its ticket was cancelled or passed on."))
    )


def _not_issued(row: VisaLetter) -> str:
    return "" if row.state == LetterState.ISSUED else str(_("it is not issued."))


@admin.register(VisaLetter)
class VisaLetterAdmin(HouseAdmin[VisaLetter]):
    """Facts are read-only; passport data is shown to those who may see travellers."""

    list_display = ("traveller_name", "event", "shown_state", "due", "asked", "number", "of_ticket")
    list_display_links = ("traveller_name",)
    list_filter = (
        *(DueFilter, "state", ("ticket__order__event", admin.RelatedOnlyFieldListFilter)),
        "requested_at",
    )
    list_select_related = ("ticket__order__event__venue", "traveller")
    found_by = ("number", "ticket__attendee_name", "ticket__order__code")
    search_fields = (
        *("number", "traveller__name", "ticket__attendee_name", "ticket__attendee_email"),
        "ticket__order__code",
    )
    search_help_text = _("By number, name, e-mail or the code of the order.")
    actions = ("issue", "refuse", "revoke")
    view_on_site = False
    save_on_top = False
    fieldsets = (
        (None, {"fields": ("shown_state", "reason", "of_ticket", "event", "due", "asked", "sent")}),
        (
            _("The letter"),
            {"fields": ("shown_paper", "number", "issued_on", "check_link", "decided")},
        ),
        (
            _("The traveller"),
            {
                "fields": ("traveller_name", "passport", "born", "journey", "stay", "consulate"),
                "description": _("Erased some time after the event; see the rules of the event."),
            },
        ),
    )
    export_columns = (
        *("event", "of_order", "number", "state", "worth", "consulate", "requested_at", "due_at"),
        *("decided_at", "issued_on", "reason"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[VisaLetter]:
        """With what the rows show, in the list, on the record and in exports."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits first, by the day it was promised for."""
        waits = Case(When(state=LetterState.REQUESTED, then=Value(0)), default=Value(1))
        return [waits, "due_at", "pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Letters change by what is done to them."""
        return [name for _title, part in self.fieldsets for name in part["fields"]]  # type: ignore[misc]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Letters are asked for by holders of tickets."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Numbers have no holes: a letter is revoked."""
        return False

    def has_issue_permission(self, request: HttpRequest) -> bool:
        """Who decides has to see the passport data."""
        return request.user.has_perm("letters.issue_visaletter") and _may_see(request)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the traveller for those who may not see passport data."""
        return self.fieldsets if _may_see(request) else self.fieldsets[:1]

    def named(self, row: VisaLetter) -> str:
        """Name, event and day."""
        return f"{self.traveller_name(row)}, {self.event(row)}, due {self._due_day(row)}"

    # --- Addresses -----------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Also the paper, issued or as a preview."""
        view = self.admin_site.admin_view(self.paper_view)
        own = path("<int:pk>/letter.pdf", view, name="letters_visaletter_pdf")
        return [own, *super().get_urls()]

    def paper_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The letter as it was printed; before that, as it would be, marked as not valid."""
        if not (self.has_view_permission(request) and _may_see(request)):
            raise PermissionDenied
        row = VisaLetter.objects.with_papers().filter(pk=pk).first()
        printed = _printed(row) if row else None
        if printed is None:
            raise Http404
        response = HttpResponse(papers.letter_pdf(printed), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{printed["number"]}.pdf"'
        response["Cache-Control"] = "no-store, private"
        return response

    # --- Columns -------------------------------------------------------------------------------

    @admin.display(description=_("name"), ordering="ticket__attendee_name")
    def traveller_name(self, row: VisaLetter) -> str:
        traveller = queries.traveller_of(row)
        if traveller:
            return str(traveller.name)
        return row.ticket.attendee_name if row.ticket.code == row.holder_code else "–"

    @admin.display(description=_("event"), ordering="ticket__order__event")
    def event(self, row: VisaLetter) -> str:
        return str(row.ticket.order.event)

    @admin.display(description=_("order"))
    def of_order(self, row: VisaLetter) -> str:
        return str(row.ticket)

    @admin.display(description=_("ticket"), ordering="ticket__order__code")
    def of_ticket(self, row: VisaLetter) -> SafeString:
        return facts.link_to("registration_ticket", row.ticket_id, row.ticket)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: VisaLetter) -> SafeString:
        if row.state == LetterState.ISSUED and not row.is_founded and not row.erased_at:
            return show.state("refund", _("Issued, but the ticket is gone"))
        if row.state == LetterState.REQUESTED and row.due_at <= clock.now():
            return show.state("failed", _("Overdue"))
        styles = {"requested": "waiting", "issued": "valid", "refused": "closed"}
        return show.state(styles.get(row.state, "cancelled"), row.get_state_display())

    @admin.display(description=_("worth now"))
    def worth(self, row: VisaLetter) -> str:
        return queries.standing(row, clock.now())

    @admin.display(description=_("due"), ordering="due_at")
    def due(self, row: VisaLetter) -> str:
        return self._due_day(row) if row.state == LetterState.REQUESTED else "–"

    def _due_day(self, row: VisaLetter) -> str:
        zone = row.ticket.order.event.zone
        return moments.shown(days.last_day(row.due_at, zone), zone)

    @admin.display(description=_("asked at"), ordering="requested_at")
    def asked(self, row: VisaLetter) -> str:
        return show.at(row.requested_at, row.ticket.order.event.zone)

    @admin.display(description=_("data sent"))
    def sent(self, row: VisaLetter) -> str:
        return str(_("once")) if row.version == 1 else str(_("%d times")) % row.version

    @admin.display(description=_("decided at"))
    def decided(self, row: VisaLetter) -> str:
        return show.at(row.decided_at, row.ticket.order.event.zone)

    @admin.display(description=_("paper"))
    def shown_paper(self, row: VisaLetter) -> SafeString | str:
        if not queries.traveller_of(row):
            return str(_("Erased"))
        url = reverse("admin:letters_visaletter_pdf", args=[row.pk])
        words = _("The letter as PDF") if row.number else _("Preview as PDF")
        return show.link(url, words)

    @admin.display(description=_("check page"))
    def check_link(self, row: VisaLetter) -> SafeString | str:
        if not row.number:
            return "–"
        return show.link(papers.check_url(row.number, row.code), _("What the consulate sees"))

    @admin.display(description=_("passport"))
    def passport(self, row: VisaLetter) -> str:
        who = queries.traveller_of(row)
        return f"{who.passport}, {who.nationality.name}" if who else "–"

    @admin.display(description=_("born"))
    def born(self, row: VisaLetter) -> str:
        who = queries.traveller_of(row)
        return moments.shown(who.born_on, "UTC") if who else "–"

    @admin.display(description=_("journey"))
    def journey(self, row: VisaLetter) -> str:
        who = queries.traveller_of(row)
        return moments.day_range(who.arrival, who.departure) if who else "–"

    @admin.display(description=_("stay"))
    def stay(self, row: VisaLetter) -> str:
        who = queries.traveller_of(row)
        return (who.stay if who else "") or "–"

    # --- Actions -------------------------------------------------------------------------------

    @confirmed(
        label=_("Issue the letter"),
        plural=_("Issue the chosen letters"),
        will=_("will be issued and mailed"),
        done=_("issued"),
        reason=_cannot_issue,
        form=IssueForm,
        permission="issue",
    )
    def issue(
        self, request: HttpRequest, row: VisaLetter, *, at: datetime, seen: dict[int, int]
    ) -> None:
        """It gets its number and goes to its holder."""
        services.issue(letter=row, at=at, seen=seen.get(row.pk, 0))

    @confirmed(
        label=_("Refuse it"),
        plural=_("Refuse the chosen letters"),
        will=_("will be refused; their holders get the reason by mail"),
        done=_("refused"),
        reason=_not_waiting,
        form=ReasonForm,
        permission="issue",
    )
    def refuse(self, request: HttpRequest, row: VisaLetter, *, at: datetime, reason: str) -> None:
        """The holder may mend it and ask again."""
        services.refuse(letter=row, reason=reason, at=at)

    @confirmed(
        label=_("Revoke it"),
        plural=_("Revoke the chosen letters"),
        will=_("will be revoked; the check page says so at once"),
        done=_("revoked"),
        reason=_not_issued,
        form=ReasonForm,
        permission="issue",
    )
    def revoke(self, request: HttpRequest, row: VisaLetter, *, at: datetime, reason: str) -> None:
        """It is worth nothing from now on."""
        services.revoke(letter=row, reason=reason, at=at)


def _may_see(request: HttpRequest) -> bool:
    return request.user.has_perm("letters.view_traveller")


def _printed(row: VisaLetter) -> Any:
    """What the paper says, or would say; None once the data is erased, or without rules."""
    paper = getattr(row, "paper", None)
    if paper:
        return paper.printed
    rules = queries.rules_of(row.ticket.order.event)
    if rules is None or not queries.traveller_of(row):
        return None
    return papers.printed(row, rules, at=clock.now())
