"""What organisations ask of staff: drafts of profiles, word by word, and requests for tiers."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import (
    ActionForm,
    DraftAdmin,
    HouseAdmin,
    ReadOnly,
    confirmed,
    desk,
    show,
)
from foundation.base.admin.drafts import COLOURS
from foundation.base.drafts import DraftState
from foundation.base.fields import LongField
from members.dues import books
from members.dues.admin.asking import in_words
from members.profiles import differences, moves, services
from members.profiles.models import ProfileDraft, TierRequest
from members.profiles.pictures import picture


@admin.register(ProfileDraft)
class ProfileDraftAdmin(DraftAdmin[ProfileDraft]):
    """Nobody edits what an organisation wrote: staff approve it, or return it with a note."""

    list_display = ("organization", "state_badge", "changes", "written_by", "submitted_at")
    list_filter = ("state", "submitted_at")
    list_select_related = ("organization", "written_by")
    search_fields = ("organization__name", "written_by__email")
    search_help_text = gettext_lazy("By organisation, or the address of who wrote it.")
    change_form_template = "admin/profiles/draft.html"
    fields = ("organization", "state_badge", "written_by", "begun_at", "submitted_at",
              "decided_by", "decided_at", "note")  # fmt: skip
    export_columns = ("organization__name", "state", "changes", "submitted_at", "decided_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Lists do not carry the logos about."""
        return super().get_queryset(request).defer("logo_content")

    @admin.display(description=gettext_lazy("changes"))
    def changes(self, row: ProfileDraft) -> str:
        names = [each.label for each in differences.of(row)]
        return ", ".join([*names, _("Logo")] if row.changes_logo else names) or "–"

    def get_urls(self) -> list[URLPattern]:
        """Also the new logo."""
        view = self.admin_site.admin_view(self.logo)
        return [
            path("<int:pk>/logo/", view, name="profiles_profiledraft_logo"),
            *super().get_urls(),
        ]

    def beside(self, row: ProfileDraft) -> dict[str, Any]:
        """What it changes, and what was changed by somebody else since it was begun."""
        return {"differences": differences.of(row), "clashes": differences.clashes(row)}

    def approve(self, row: ProfileDraft, given: dict[str, Any], *, overwrites: bool) -> str:
        services.approve(**given, overwrites=overwrites)
        return _("Approved: the page of %s shows it.") % row.organization

    def send_back(self, row: ProfileDraft, given: dict[str, Any], note: str) -> str:
        services.send_back(**given, note=note)
        return _("Returned. %s has got your note.") % row.organization

    def logo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The new logo."""
        return picture(self.readable(request, pk))


@desk.tiles("Members", ProfileDraft, place=40)
def tiles(at: Any) -> list[desk.Tile]:
    """Drafts that wait for approval: one query."""
    number = ProfileDraft.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "drafts of profiles to look at", ProfileDraft, state=state)]


class RefusalForm(ActionForm):
    """Why not."""

    note = LongField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        help_text=gettext_lazy("Who asked reads it, in a mail and on the page of the tiers."),
    )


def _does_not_wait(row: TierRequest) -> str:
    return "" if row.state == DraftState.SUBMITTED else _("it does not wait.")


def _move(row: TierRequest) -> moves.Move | None:
    every = moves.of(books.of(row.membership, zones.day(clock.now())))
    return next((move for move in every if move.tier == row.tier), None)


def _cannot(row: TierRequest) -> str:
    if against := _does_not_wait(row):
        return against
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


@admin.register(TierRequest)
class TierRequestAdmin(ReadOnly, HouseAdmin[TierRequest]):
    """Members that ask for another tier, which the board or the Executive Director decides."""

    list_display = ("organization", "now", "tier", "body", "state_badge", "submitted_at")
    list_filter = ("state", "tier", "submitted_at")
    list_select_related = ("membership__organization", "membership__tier", "tier", "written_by")
    search_fields = ("membership__organization__name", "written_by__email")
    search_help_text = gettext_lazy("By organisation, or the address of who asked.")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    view_on_site = False
    fields = ("organization", "now", "tier", "body", "state_badge", "written_by", "submitted_at",
              "decided_by", "decided_at", "note")  # fmt: skip
    readonly_fields = fields
    actions = ("grant", "refuse")
    export_columns = ("membership__organization__name", "membership__tier__name", "tier__name",
                      "state", "submitted_at", "decided_at", "note")  # fmt: skip

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

    @admin.display(description=gettext_lazy("decided by"), ordering="tier__decided_by")
    def body(self, row: TierRequest) -> str:
        return row.tier.get_decided_by_display()

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, row: TierRequest) -> Any:
        return show.state(COLOURS.get(row.state, "closed"), row.get_state_display())

    @confirmed(
        label=gettext_lazy("It was decided for"),
        plural=gettext_lazy("Move the members of the chosen requests"),
        will=gettext_lazy("will be carried out, with an invoice where a tier goes up"),
        done=gettext_lazy("carried out"),
        reason=_cannot,
        permission="decide",
        named=_with_price,
    )
    def grant(self, request: HttpRequest, row: TierRequest, *, at: datetime) -> None:
        """Up today, down when the term ends."""
        services.grant(asked=row, at=at, by=request.user)  # type: ignore[arg-type]

    @confirmed(
        label=gettext_lazy("Refuse"),
        plural=gettext_lazy("Refuse the chosen requests"),
        will=gettext_lazy("will be refused"),
        done=gettext_lazy("refused"),
        reason=_does_not_wait,
        form=RefusalForm,
        permission="decide",
    )
    def refuse(self, request: HttpRequest, row: TierRequest, *, at: datetime, note: str) -> None:
        """The tier stays as it is."""
        services.refuse(asked=row, note=note, at=at, by=request.user)  # type: ignore[arg-type]


@desk.tiles("Members", TierRequest, place=35)
def tier_requests(at: Any) -> list[desk.Tile]:
    """Requests for tiers that wait for a decision: one query."""
    number = TierRequest.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "requests for a tier", TierRequest, state=state)]
