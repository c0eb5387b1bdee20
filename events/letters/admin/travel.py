"""Travel support: what was asked for, what reviewers think, who gets it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Avg, Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.letters.admin.questions import GrantForm, ScoreForm, until
from events.letters.models import Score, TravelApplication, TravelState
from events.letters.services import travel as services
from events.registration.admin import facts
from foundation.base.admin import HouseAdmin, confirmed, show
from foundation.base.money import show as money

STYLES = {
    TravelState.DRAFT: "closed",
    TravelState.SUBMITTED: "waiting",
    TravelState.GRANTED: "pending",
    TravelState.WAITLISTED: "few",
    TravelState.ACCEPTED: "valid",
    TravelState.DECLINED: "cancelled",
}


def _not_open(row: TravelApplication) -> str:
    if row.state in {TravelState.SUBMITTED, TravelState.WAITLISTED}:
        return ""
    if row.state == TravelState.DRAFT:
        return str(_("it has not been sent."))
    return str(_("it is decided already."))


def _not_sent(row: TravelApplication) -> str:
    if row.state == TravelState.WAITLISTED:
        return str(_("it is on the waiting list already."))
    return _not_open(row)


@admin.register(TravelApplication)
class TravelApplicationAdmin(HouseAdmin[TravelApplication]):
    """What others think is seen once one has given points oneself."""

    list_display = ("who", "event", "country", "asked_for", "score", "shown_state", "sent")
    list_display_links = ("who",)
    list_filter = (
        *(("event", admin.RelatedOnlyFieldListFilter), "state", "wants_ticket"),
        "submitted_at",
    )
    list_select_related = ("event", "code")
    search_fields = ("name", "email", "why", "contribution")
    search_help_text = _("By name, e-mail or a word of the application.")
    actions = ("give_points", "grant", "waitlist", "decline")
    view_on_site = False
    save_on_top = False
    fieldsets = (
        (None, {"fields": ("shown_state", "event", "who", "email", "country", "sent")}),
        (_("What they write"), {"fields": ("why", "contribution", "asked_for")}),
        (_("What we think"), {"fields": ("scores", "staff_note")}),
        (_("What came of it"), {"fields": ("granted", "by", "decided", "answered", "of_code")}),
    )
    export_columns = (
        *("event__name", "name", "email", "country", "state", "flight", "nights", "wants_ticket"),
        *("score", "granted_flight", "granted_nights", "granted_ticket", "submitted_at"),
        *("decided_at", "answered_at", "why", "contribution", "staff_note"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TravelApplication]:
        """With the points, and whether this reader has given theirs."""
        mine = Score.objects.filter(application=OuterRef("pk"), reviewer=request.user.pk)
        return (
            super()
            .get_queryset(request)
            .select_related("event", "code")
            .annotate(mean=Avg("scores__points"), given=Count("scores"), is_mine=Exists(mine))
            .order_by("-pk")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All but the note staff keep for themselves."""
        shown: list[Any] = [name for _title, part in self.fieldsets for name in part["fields"]]
        return [name for name in shown if name != "staff_note"]

    def get_sortable_by(self, request: HttpRequest) -> Any:
        """The order of the points would tell reviewers what they may not see yet."""
        return [
            name
            for name in self.list_display
            if name != "score" or self.has_decide_permission(request)
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Applications come from applicants."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was decided stays."""
        return False

    def has_score_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("letters.add_score")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("letters.decide_travelapplication")

    def named(self, row: TravelApplication) -> str:
        """Who asks for what."""
        return f"{row.name or row.email}: {self.asked_for(row)}"

    # --- Columns -----------------------------------------------------------------------------

    @admin.display(description=_("name"), ordering="name")
    def who(self, row: TravelApplication) -> str:
        return row.name or row.email

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: TravelApplication) -> SafeString:
        return show.state(STYLES.get(TravelState(row.state), "closed"), row.get_state_display())

    @admin.display(description=_("asks for"), ordering="flight")
    def asked_for(self, row: TravelApplication) -> str:
        return _what(row, row.flight, row.nights, ticket=row.wants_ticket)

    @admin.display(description=_("granted"))
    def granted(self, row: TravelApplication) -> str:
        return _what(row, row.granted_flight, row.granted_nights, ticket=row.granted_ticket)

    @admin.display(description=_("points"), ordering="mean")
    def score(self, row: Any) -> str:
        if not row.given:
            return "–"
        if not row.is_mine and not _not_open(row):
            return str(_("%d given, yours is missing")) % row.given
        return f"{row.mean:.1f} ({row.given})"

    @admin.display(description=_("points"))
    def scores(self, row: Any) -> SafeString | str:
        if row.given and not row.is_mine and not _not_open(row):
            return str(_("%d given. Give yours, then you see the others.")) % row.given
        rows = row.scores.select_related("reviewer").order_by("pk")
        return show.table(
            [_("Points"), _("By"), _("When"), _("Note")],
            [[each.points, each.reviewer, show.at(each.given_at), each.note] for each in rows],
            str(_("Nobody has given points yet.")),
        )

    @admin.display(description=_("sent at"), ordering="submitted_at")
    def sent(self, row: TravelApplication) -> str:
        return show.at(row.submitted_at, row.event.zone)

    @admin.display(description=_("decided at"))
    def decided(self, row: TravelApplication) -> str:
        return show.at(row.decided_at, row.event.zone)

    @admin.display(description=_("to be accepted until"))
    def by(self, row: TravelApplication) -> str:
        return show.at(row.answer_until, row.event.zone)

    @admin.display(description=_("answered at"))
    def answered(self, row: TravelApplication) -> str:
        return show.at(row.answered_at, row.event.zone)

    @admin.display(description=_("code of the ticket"))
    def of_code(self, row: TravelApplication) -> SafeString | str:
        return facts.link_to("registration_code", row.code_id, row.code) if row.code else "–"

    # --- Actions -----------------------------------------------------------------------------

    @confirmed(
        label=_("Give points"),
        plural=_("Give points to the chosen applications"),
        will=_("will get your points"),
        done=_("scored"),
        reason=_not_open,
        form=ScoreForm,
        permission="score",
    )
    def give_points(
        self, request: Any, row: TravelApplication, *, at: datetime, points: int, note: str
    ) -> None:
        """One's own; given again they replace the first."""
        services.score(application=row, reviewer=request.user, points=points, note=note, at=at)

    @confirmed(
        label=_("Grant it"),
        plural=_("Grant the chosen applications"),
        will=_("will be granted; the applicants get a mail"),
        done=_("granted"),
        reason=_not_open,
        form=GrantForm,
        permission="decide",
    )
    def grant(
        self,
        request: HttpRequest,
        row: TravelApplication,
        *,
        at: datetime,
        flight: Decimal | None,
        nights: int | None,
        ticket: str,
        accept_by: date,
    ) -> None:
        """As asked for, or with other amounts for all that were chosen."""
        what = services.Grant(
            flight=row.flight if flight is None else flight,
            nights=row.nights if nights is None else nights,
            ticket=row.wants_ticket if ticket == "asked" else ticket == "yes",
        )
        end = until(accept_by, row.event.zone)
        services.grant(application=row, what=what, until=end, at=at)

    @confirmed(
        label=_("Put it on the waiting list"),
        plural=_("Put the chosen applications on the waiting list"),
        will=_("will be put on the waiting list; the applicants get a mail"),
        done=_("on the waiting list"),
        reason=_not_sent,
        permission="decide",
    )
    def waitlist(self, request: HttpRequest, row: TravelApplication, *, at: datetime) -> None:
        """Perhaps later."""
        services.waitlist(application=row, at=at)

    @confirmed(
        label=_("Decline it"),
        plural=_("Decline the chosen applications"),
        will=_("will be declined; the applicants get a mail"),
        done=_("declined"),
        reason=_not_open,
        permission="decide",
    )
    def decline(self, request: HttpRequest, row: TravelApplication, *, at: datetime) -> None:
        """Say no."""
        services.decline(application=row, at=at)


def _what(row: TravelApplication, flight: Decimal, nights: int, *, ticket: bool) -> str:
    parts = []
    if flight:
        parts.append(str(_("flight %s")) % money(flight, row.event.currency, short=True))
    if nights:
        parts.append(str(_("%d nights")) % nights if nights > 1 else str(_("1 night")))
    if ticket:
        parts.append(str(_("ticket")))
    return ", ".join(parts) or "–"
