"""Pilots and the days they are reviewed by."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, moments, zones
from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show
from projects import licences
from projects.hosting import mails, services
from projects.hosting.admin import asking
from projects.hosting.models import BoardDecision, HostingRules, Pilot, Review, Subject
from projects.hosting.services.reminding import months_before


def near(day: date) -> date:
    """Deadlines up to this day are near on `day`: the nearest distance that is reminded of."""
    months = min([each for each in HostingRules.objects.current().remind_months if each] or [1])
    return months_before(day, -months)


def _in_review(row: Any) -> str:
    return _("a review is open already.") if row.is_reviewed else ""


def _usual(row: Any) -> str:
    if row.is_accepted:
        return _("the board has accepted “%(licence)s”.") % {"licence": row.licence}
    if row.licence == licences.USUAL:
        return _("%(licence)s asks no question to the board.") % {"licence": row.licence}
    if not licences.is_approved(row.licence):
        return _("the OSI has not approved “%(licence)s”.") % {"licence": row.licence}
    return ""


class DeadlineFilter(admin.SimpleListFilter):
    """How near the deadline is."""

    title = gettext_lazy("deadline")
    parameter_name = "deadline"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("near", _("Near or past")), ("past", _("Past")), ("unknown", _("Not known"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        day = zones.day(clock.now())
        if self.value() == "near":
            return queryset.filter(review_by__lte=near(day))
        if self.value() == "past":
            return queryset.filter(review_by__lt=day)
        if self.value() == "unknown":
            return queryset.filter(review_by__isnull=True)
        return queryset


@admin.register(Pilot)
class PilotAdmin(ReadOnly, HouseAdmin[Pilot]):
    """What is on the way to confirmation. Its page is edited under Projects."""

    list_display = ("name", "since", "deadline", "left", "in_review", "licence_ok")
    list_filter = (DeadlineFilter, "licence")
    found_by = ("name", "tagline")
    search_fields = ("name", "tagline", "enquiry__reference", "enquiry__email")
    search_help_text = gettext_lazy("By name, purpose, or reference or e-mail of the enquiry.")
    actions = ("begin_review", "extend", "rule_on_licence", "end")
    fields = ("page", "since", "deadline", "left", "in_review", "licence_ok", "decisions", "told")
    export_columns = ("name", "slug", "pilot_since", "review_by", "licence", "in_review")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pilot]:
        """With deadlines, and whether a review is open."""
        rows: Any = super().get_queryset(request)
        open_one = Review.objects.open().filter(project=OuterRef("pk"))
        months = HostingRules.objects.current().review_months
        accepted = BoardDecision.objects.filter(
            project=OuterRef("pk"), subject=Subject.LICENCE, is_carried=True,
            licence=OuterRef("licence"),
        )  # fmt: skip
        found: QuerySet[Pilot] = rows.with_deadlines(months).annotate(
            is_reviewed=Exists(open_one), is_accepted=Exists(accepted)
        )
        return found

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("hosting.decide_project")

    def has_begin_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("hosting.add_review")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """That of the project, which a pilot is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:projects_project_history", object_id)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return mails.path_of(obj) if obj else None

    @admin.display(description=gettext_lazy("page"))
    def page(self, row: Pilot) -> SafeString:
        return show.link(reverse("admin:projects_project_change", args=[row.pk]), row.name)

    @admin.display(description=gettext_lazy("pilot since"), ordering="pilot_since")
    def since(self, row: Pilot) -> str:
        return moments.shown(row.pilot_since, "UTC") if row.pilot_since else "–"

    @admin.display(description=gettext_lazy("to be reviewed by"), ordering="review_by")
    def deadline(self, row: Pilot) -> str:
        return moments.shown(row.review_by, "UTC") if row.review_by else _("not known")

    @admin.display(description=gettext_lazy("left"))
    def left(self, row: Pilot) -> SafeString | str:
        if row.review_by is None:
            return "–"
        days = (row.review_by - zones.day(clock.now())).days
        if days < 0:
            return show.state("failed", _("%(days)s days past") % {"days": -days})
        return _("%(days)s days") % {"days": days}

    @admin.display(description=gettext_lazy("review"), ordering="is_reviewed")
    def in_review(self, row: Any) -> SafeString | str:
        return show.state("pending", _("Under review")) if row.is_reviewed else "–"

    @admin.display(description=gettext_lazy("licence"), ordering="licence")
    def licence_ok(self, row: Any) -> str:
        if row.licence == licences.USUAL:
            return row.licence
        if row.is_accepted:
            return _("%(licence)s: accepted by the board") % {"licence": row.licence}
        if licences.is_approved(row.licence):
            return _("%(licence)s: asks the board") % {"licence": row.licence}
        return _("%(licence)s: not approved by the OSI") % {"licence": row.licence or "–"}

    @admin.display(description=gettext_lazy("decisions of the board"))
    def decisions(self, row: Pilot) -> SafeString:
        told = [
            [
                moments.shown(each.decided_on, "UTC"),
                each.get_subject_display(),
                show.state("valid", _("Carried"))
                if each.is_carried
                else show.state("cancelled", _("Not carried")),
                f"{each.votes_for} : {each.votes_against}",
                each.text,
            ]
            for each in row.board_decisions.all()
        ]
        return show.table(
            [_("Day"), _("About"), _("Outcome"), _("Votes"), _("Text")], told, _("None yet.")
        )

    @admin.display(description=gettext_lazy("reminded"))
    def told(self, row: Pilot) -> SafeString:
        told = [
            [show.at(each.at), moments.shown(each.deadline, "UTC"), each.months]
            for each in row.deadline_notices.all()
        ]
        return show.table([_("When"), _("Of the day"), _("Months before")], told, _("Not yet."))

    # --- What can be done --------------------------------------------------------------------

    @confirmed(
        label=gettext_lazy("Begin the review"),
        plural=gettext_lazy("Begin the reviews of the chosen pilots"),
        will=gettext_lazy("will be reviewed; who writes for the project gets the link by mail"),
        done=gettext_lazy("under review"),
        reason=_in_review,
        form=asking.BeginForm,
        permission="begin",
    )
    def begin_review(
        self, request: Any, row: Pilot, *, at: datetime, name: str, email: str
    ) -> None:
        """Ask the project for evidence."""
        services.begin(project=row, name=name, email=email, by=request.user, at=at)

    @confirmed(
        label=gettext_lazy("Give it more time"),
        plural=gettext_lazy("Give the chosen pilots more time"),
        will=gettext_lazy("will have the decision of the board on record; the project gets a mail"),
        done=gettext_lazy("decided about"),
        form=asking.ExtensionForm,
        permission="decide",
    )
    def extend(
        self, request: Any, row: Pilot, *, at: datetime, until: date, **answers: Any
    ) -> None:
        """The board moves the deadline, for a reason."""
        ruling = asking.ruling(answers)
        services.extend(project=row, until=until, ruling=ruling, by=request.user, at=at)

    @confirmed(
        label=gettext_lazy("Decide about the licence"),
        plural=gettext_lazy("Decide about the licences of the chosen pilots"),
        will=gettext_lazy("will have the decision of the board about the licence on record"),
        done=gettext_lazy("decided about"),
        reason=_usual,
        form=asking.RulingForm,
        permission="decide",
    )
    def rule_on_licence(self, request: Any, row: Pilot, *, at: datetime, **answers: Any) -> None:
        """Whether another licence than the usual one is accepted."""
        ruling = asking.ruling(answers)
        services.rule_on_licence(project=row, ruling=ruling, by=request.user, at=at)

    @confirmed(
        label=gettext_lazy("End the pilot"),
        plural=gettext_lazy("End the chosen pilots"),
        will=gettext_lazy("will be retired if the vote carries it; the project gets a mail"),
        done=gettext_lazy("decided about"),
        form=asking.RulingForm,
        permission="decide",
    )
    def end(self, request: Any, row: Pilot, *, at: datetime, **answers: Any) -> None:
        """The board ends it."""
        services.end(project=row, ruling=asking.ruling(answers), by=request.user, at=at)
