"""Members that ask to use a benefit: the queue, in which staff write down the day or say why not."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import ActionForm, HouseAdmin, ReadOnly, confirmed, desk, show
from foundation.base.admin.drafts import COLOURS
from foundation.base.drafts import DraftState
from foundation.base.fields import LongField
from members.profiles import services
from members.profiles.models import BenefitRequest


class UseForm(ActionForm):
    """On which day."""

    used_on = forms.DateField(
        label=gettext_lazy("Used on"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The day it is used; it may lie ahead."),
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        self.initial["used_on"] = zones.day(clock.now())


class RefusalForm(ActionForm):
    """Why not."""

    note = LongField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        help_text=gettext_lazy("Who asked reads it, in a mail and beside the benefit."),
    )


def _does_not_wait(row: BenefitRequest) -> str:
    return "" if row.state == DraftState.SUBMITTED else _("it does not wait.")


@admin.register(BenefitRequest)
class BenefitRequestAdmin(ReadOnly, HouseAdmin[BenefitRequest]):
    """Nobody edits what a member asked for. What is used is counted against what was agreed."""

    list_display = ("organization", "benefit", "quantity", "text", "state_badge", "submitted_at")
    list_filter = ("state", "agreed__group", "agreed__membership__tier", "submitted_at")
    list_select_related = ("agreed__membership__organization", "written_by", "use")
    found_by = ("text", "agreed__name", "agreed__membership__organization__name")
    search_fields = (
        *("text", "agreed__name", "agreed__membership__organization__name", "written_by__email"),
    )
    search_help_text = gettext_lazy("By organisation, benefit, purpose, or who asked.")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    view_on_site = False
    fields = ("organization", "benefit", "quantity", "text", "state_badge", "written_by",
              "submitted_at", "use", "decided_by", "decided_at", "note")  # fmt: skip
    readonly_fields = fields
    actions = ("write_down", "refuse")
    export_columns = (
        *("agreed__membership__organization__name", "agreed__name", "quantity", "text", "state"),
        *("submitted_at", "use__used_on", "decided_at", "note"),
    )

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """It writes down a use, too."""
        return request.user.has_perms(("profiles.change_benefitrequest", "members.add_benefituse"))

    @admin.display(
        description=gettext_lazy("organisation"),
        ordering="agreed__membership__organization__name",
    )
    def organization(self, row: BenefitRequest) -> str:
        return str(row.agreed.membership.organization)

    @admin.display(description=gettext_lazy("benefit"), ordering="agreed__name")
    def benefit(self, row: BenefitRequest) -> SafeString:
        return show.link(
            reverse("admin:members_agreedbenefit_change", args=[row.agreed_id]), row.agreed
        )

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, row: BenefitRequest) -> SafeString:
        return show.state(COLOURS.get(row.state, "closed"), row.get_state_display())

    @confirmed(
        label=gettext_lazy("Write down the day"),
        plural=gettext_lazy("Write down the day of the chosen requests"),
        will=gettext_lazy("will count as used; who asked gets a mail"),
        done=gettext_lazy("written down"),
        reason=_does_not_wait,
        form=UseForm,
        permission="decide",
    )
    def write_down(self, request: Any, row: BenefitRequest, *, at: datetime, used_on: date) -> None:
        """It is used on a day."""
        services.use_benefit(asked=row, used_on=used_on, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("Refuse"),
        plural=gettext_lazy("Refuse the chosen requests"),
        will=gettext_lazy("will be refused; who asked gets a mail"),
        done=gettext_lazy("refused"),
        reason=_does_not_wait,
        form=RefusalForm,
        permission="decide",
    )
    def refuse(self, request: Any, row: BenefitRequest, *, at: datetime, note: str) -> None:
        """It does not count as used."""
        services.refuse_benefit(asked=row, note=note, at=at, by=request.user)


@desk.tiles("Members", BenefitRequest, place=36)
def benefit_requests(at: datetime) -> list[desk.Tile]:
    """Requests for benefits that wait: one query."""
    number = BenefitRequest.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "requests for a benefit", BenefitRequest, state=state)]
