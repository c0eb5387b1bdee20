"""The voting right: rules, votes, notices, and who would lose it tonight."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import ActionForm, HouseAdmin, ReadOnly, confirmed, show
from members.people import voting
from members.people.models import NoticeOutcome, Turnout, Vote, VotingNotice, VotingRule
from members.people.services import voting as services

SHOWN = 200
STYLES = {
    NoticeOutcome.OPEN: "waiting",
    NoticeOutcome.ANSWERED: "valid",
    NoticeOutcome.ENOUGH: "valid",
    NoticeOutcome.LOST: "failed",
    NoticeOutcome.ENDED: "closed",
}


@admin.register(VotingRule)
class VotingRuleAdmin(HouseAdmin[VotingRule]):
    """A change of the bylaws is a row more, from its day on."""

    list_display = (
        *("in_force_from", "wait_days", "window_months", "least_percent", "answer_days"),
    )
    search_fields = ("in_force_from",)
    view_on_site = False


@admin.register(Vote)
class VoteAdmin(HouseAdmin[Vote]):
    """Elections and ballots, with how many could vote and did."""

    list_display = ("name", "closed_on", "could", "did")
    found_by = ("name",)
    search_fields = ("name",)
    search_help_text = gettext_lazy("By name.")
    date_hierarchy = "closed_on"
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vote]:
        """With the turnout."""
        taken = Count("turnout", filter=Q(turnout__voted=True))
        return super().get_queryset(request).annotate(invited=Count("turnout"), taken=taken)

    @admin.display(description=gettext_lazy("could vote"), ordering="invited")
    def could(self, row: Any) -> int:
        return int(row.invited)

    @admin.display(description=gettext_lazy("voted"), ordering="taken")
    def did(self, row: Any) -> int:
        return int(row.taken)


@admin.register(Turnout)
class TurnoutAdmin(ReadOnly, HouseAdmin[Turnout]):
    """Who took part in which vote. Nobody knows what they voted for."""

    list_display = ("user", "vote", "voted")
    list_filter = ("voted", "vote")
    list_select_related = ("user", "vote")
    search_fields = ("user__full_name", "user__email", "vote__name")
    search_help_text = gettext_lazy("By person or vote.")
    export_columns = ("user__full_name", "user__email", "vote__name", "vote__closed_on", "voted")


class ReasonForm(ActionForm):
    """Why the right is given back."""

    because = forms.CharField(label=gettext_lazy("Why"), max_length=300)


def _not_lost(row: VotingNotice) -> str:
    if row.lost_on is None:
        return str(_("no right is lost by it."))
    return str(_("it is given back already.")) if row.restored_on else ""


@admin.register(VotingNotice)
class VotingNoticeAdmin(ReadOnly, HouseAdmin[VotingNotice]):
    """What was sent, and what came of it."""

    list_display = ("who", "sent_on", "took_part", "answer_until", "shown_outcome", "answered_on")
    list_filter = ("outcome", "sent_on")
    list_select_related = ("membership__user",)
    search_fields = ("membership__user__full_name", "membership__user__email")
    search_help_text = gettext_lazy("By name or e-mail.")
    actions = ("restore",)
    fields = (
        *("who", "sent_on", "took_part", "answer_until", "shown_outcome", "answered_on"),
        *("lost_on", "restored_on", "restored_because"),
    )
    readonly_fields = fields
    export_columns = (
        *("membership__user__full_name", "membership__user__email", "sent_on", "votes", "taken"),
        *("answer_until", "outcome", "answered_on", "lost_on", "restored_on", "restored_because"),
    )

    def get_urls(self) -> list[URLPattern]:
        """Also what the next night would bring."""
        view = self.admin_site.admin_view(self.tonight_view)
        own = path("tonight/", view, name="people_votingnotice_tonight")
        return [own, *super().get_urls()]

    def tonight_view(self, request: HttpRequest) -> HttpResponse:
        """Who would be written to, and who would lose the right, tonight. It changes nothing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        tonight = clock.now() + timedelta(days=1)
        losing = voting.to_lose(tonight).select_related("membership__user")
        told = voting.to_notify(tonight).select_related("user")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Voting rights tonight"),
            "opts": self.opts,
            "day": zones.day(tonight),
            "rule": VotingRule.objects.in_force(zones.day(tonight)),
            "losing": losing[:SHOWN],
            "losing_count": losing.count(),
            "told": told[:SHOWN],
            "told_count": told.count(),
        }
        return TemplateResponse(request, "admin/people/votingnotice/tonight.html", context)

    def has_restore_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("people.change_votingnotice")

    @admin.display(description=gettext_lazy("member"), ordering="membership__user__full_name")
    def who(self, row: VotingNotice) -> str:
        return str(row.membership.user)

    @admin.display(description=gettext_lazy("took part in"))
    def took_part(self, row: VotingNotice) -> str:
        return _("%(taken)d of %(votes)d") % {"taken": row.taken, "votes": row.votes}

    @admin.display(description=gettext_lazy("outcome"), ordering="outcome")
    def shown_outcome(self, row: VotingNotice) -> SafeString:
        if row.restored_on:
            return show.state("valid", _("Given back"))
        return show.state(STYLES[NoticeOutcome(row.outcome)], row.get_outcome_display())

    @confirmed(
        label=gettext_lazy("Give the right back"),
        plural=gettext_lazy("Give the right back for the chosen notices"),
        will=gettext_lazy("will be undone: their members may vote again, from today on"),
        done=gettext_lazy("undone: their members may vote again"),
        reason=_not_lost,
        form=ReasonForm,
        permission="restore",
    )
    def restore(
        self, request: HttpRequest, row: VotingNotice, *, at: datetime, because: str
    ) -> None:
        """With the reason, which stays on record."""
        services.restore(notice=row, because=because, at=at)
