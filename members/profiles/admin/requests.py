"""Members that ask for another tier: published, then decided by the board or the director."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, moments, zones
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, confirmed, desk, show
from foundation.base.admin.drafts import COLOURS
from foundation.base.drafts import DraftState
from members.admin.rulings import DecisionForm
from members.dues import books
from members.dues.admin.asking import in_words
from members.models import DecidedBy
from members.profiles import moves, services
from members.profiles.models import TierDecision, TierRequest
from members.rulings import Ruling


class RequestDecisionForm(DecisionForm):
    """A decision, by the body that the request is for."""

    body = "body"


def _does_not_wait(row: TierRequest) -> str:
    return "" if row.state == DraftState.SUBMITTED else _("it does not wait.")


def _not_to_publish(row: TierRequest) -> str:
    if row.published_on:
        return _("it is in public already.")
    if not row.public_days:
        return _("requests for %(tier)s are not shown in public.") % {"tier": row.tier}
    return _does_not_wait(row)


def _not_to_refer(row: TierRequest) -> str:
    if row.body == DecidedBy.BOARD:
        return _("the board decides about it already.")
    return _does_not_wait(row)


def _move(row: TierRequest) -> moves.Move | None:
    every = moves.of(books.of(row.membership, zones.day(clock.now())))
    return next((move for move in every if move.tier == row.tier), None)


def _not_to_grant(row: TierRequest) -> str:
    if against := _does_not_wait(row):
        return against
    if row.public_days and row.decide_from is None:
        return _("publish it first, for %(days)s days.") % {"days": row.public_days}
    if row.decide_from and zones.day(clock.now()) < row.decide_from:
        day = moments.shown(row.decide_from, "UTC")
        return _("it is in public, and can be granted from %(day)s.") % {"day": day}
    move = _move(row)
    if move is None:
        return _("it has that tier already.")
    return move.against[1] if move.against else ""


def _with_price(row: TierRequest) -> str:
    """What a grant leads to today: what is charged, and until when."""
    move = _move(row)
    if move is None or move.quote is None:
        return _("%s, when the term ends") % row
    return f"{row}, {in_words(move.quote)}"


class TurnFilter(admin.SimpleListFilter):
    """Whose turn it is."""

    title = gettext_lazy("whose turn")
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("us", _("Waiting for us")), ("public", _("In public"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: Any = queryset
        if self.value() == "us":
            return rows.ours(zones.day(clock.now()))
        return rows.in_public() if self.value() == "public" else queryset


class DecisionInline(ReadOnly, HouseInline[TierDecision, TierRequest]):
    """What was decided."""

    model = TierDecision
    fields = ("outcome", "body", "decided_on", "text", "votes_for", "votes_against",
              "votes_abstained", "conflicts", "recorded_by")  # fmt: skip
    show_change_link = False


@admin.register(TierRequest)
class TierRequestAdmin(ReadOnly, HouseAdmin[TierRequest]):
    """Nobody edits what a member asked for: it is published, and what was decided is recorded."""

    list_display = ("organization", "now", "tier", "body", "state_badge", "submitted_at",
                    "may_decide")  # fmt: skip
    list_filter = (TurnFilter, "state", "tier", "body", "submitted_at")
    list_select_related = ("membership__organization", "membership__tier", "tier", "written_by")
    found_by = ("membership__organization__name", "written_by__email")
    search_fields = ("membership__organization__name", "written_by__email")
    search_help_text = gettext_lazy("By organisation, or the address of who asked.")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    view_on_site = False
    fields = ("organization", "now", "tier", "body", "state_badge", "written_by", "submitted_at",
              "published_on", "may_decide", "decided_on", "decided_by", "decided_at", "note")  # fmt: skip
    readonly_fields = fields
    inlines = (DecisionInline,)
    actions = ("publish", "refer", "grant", "refuse")
    export_columns = ("membership__organization__name", "membership__tier__name", "tier__name",
                      "state", "submitted_at", "published_on", "decide_from", "decided_on",
                      "body", "note")  # fmt: skip

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """It changes the membership too, and charges for it."""
        return request.user.has_perms(("profiles.change_tierrequest", "members.change_membership"))

    @admin.display(
        description=gettext_lazy("organisation"), ordering="membership__organization__name"
    )
    def organization(self, row: TierRequest) -> str:
        return str(row.membership.organization)

    @admin.display(description=gettext_lazy("tier today"), ordering="membership__tier")
    def now(self, row: TierRequest) -> str:
        return str(row.membership.tier)

    @admin.display(description=gettext_lazy("decided not before"), ordering="decide_from")
    def may_decide(self, row: TierRequest) -> str:
        return moments.shown(row.decide_from, "UTC") if row.decide_from else "–"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, row: TierRequest) -> Any:
        return show.state(COLOURS.get(row.state, "closed"), row.get_state_display())

    @confirmed(
        label=gettext_lazy("Publish"),
        plural=gettext_lazy("Publish the chosen requests"),
        will=gettext_lazy("will be public with name and tiers; who asked gets a mail"),
        done=gettext_lazy("published"),
        reason=_not_to_publish,
        permission="decide",
    )
    def publish(self, request: Any, row: TierRequest, *, at: datetime) -> None:
        """Everybody can read that it wishes to move."""
        services.publish(asked=row, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("Refer it to the board"),
        plural=gettext_lazy("Refer the chosen requests to the board"),
        will=gettext_lazy("will be decided by the board"),
        done=gettext_lazy("referred to the board"),
        reason=_not_to_refer,
        permission="decide",
    )
    def refer(self, request: Any, row: TierRequest, *, at: datetime) -> None:
        """The board decides in place of the Executive Director."""
        services.refer(asked=row, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("It was decided for"),
        plural=gettext_lazy("Move the members of the chosen requests"),
        will=gettext_lazy("will be carried out, with an invoice where a tier goes up"),
        done=gettext_lazy("carried out"),
        reason=_not_to_grant,
        form=RequestDecisionForm,
        permission="decide",
        named=_with_price,
    )
    def grant(self, request: Any, row: TierRequest, *, at: datetime, **answers: Any) -> None:
        """Record the decision; up today, down when the term ends."""
        ruling = Ruling(body=row.body, **answers)
        services.grant(asked=row, ruling=ruling, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("Refuse"),
        plural=gettext_lazy("Refuse the chosen requests"),
        will=gettext_lazy("will be refused"),
        done=gettext_lazy("refused"),
        reason=_does_not_wait,
        form=RequestDecisionForm,
        permission="decide",
    )
    def refuse(self, request: Any, row: TierRequest, *, at: datetime, **answers: Any) -> None:
        """Record the decision; the tier stays as it is."""
        ruling = Ruling(body=row.body, **answers)
        services.refuse(asked=row, ruling=ruling, at=at, by=request.user)


@desk.tiles("Members", TierRequest, place=35)
def tier_requests(at: datetime) -> list[desk.Tile]:
    """Requests for tiers on which it is our turn: one query."""
    number = TierRequest.objects.ours(zones.day(at)).count()
    return [desk.tile(number, "requests for a tier", TierRequest, query="turn=us")]
