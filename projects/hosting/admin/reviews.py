"""Reviews: what the project wrote, what staff think of it, and the decision."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet, TextField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, moments, zones
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, confirmed, show
from projects.hosting import mails, services
from projects.hosting.admin import asking
from projects.hosting.models import BoardDecision, Comment, Finding, Review, ReviewState

STYLES = {
    ReviewState.WRITING: "pending",
    ReviewState.SENT: "waiting",
    ReviewState.PUBLIC: "pending",
    ReviewState.CONFIRMED: "valid",
    ReviewState.DECLINED: "cancelled",
    ReviewState.WITHDRAWN: "closed",
}


def _unless(*states: ReviewState) -> Any:
    """Why a review is not in one of `states`; empty when it is."""

    def reason(row: Review) -> str:
        if row.state in states:
            return ""
        return _("it is at “%(state)s”.") % {"state": row.get_state_display()}

    return reason


def _not_to_decide(row: Review) -> str:
    until = row.comments_until
    if row.state == ReviewState.PUBLIC and until and zones.day(clock.now()) <= until:
        return _("comments are open until %(day)s.") % {"day": moments.shown(until, "UTC")}
    return str(_unless(ReviewState.PUBLIC)(row))


class FindingInline(HouseInline[Finding, Review]):
    """What was written to each criterion, and the assessment of the staff."""

    model = Finding
    # Long texts stand below each other: a table of them scrolls sideways on a phone.
    template = "admin/edit_inline/stacked.html"
    fields = ("evidence", "verdict", "assessment", "assessed_by")
    readonly_fields = ("evidence", "assessed_by")
    show_change_link = False
    formfield_overrides = {TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})}}

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Once handed in, until the end."""
        open_now = obj is None or obj.state in {ReviewState.SENT, ReviewState.PUBLIC}
        return open_now and super().has_change_permission(request, obj)


class CommentInline(ReadOnly, HouseInline[Comment, Review]):
    """What other projects said."""

    model = Comment
    template = "admin/edit_inline/stacked.html"
    fields = ("text", "state", "sent_at")


class DecisionInline(ReadOnly, HouseInline[BoardDecision, Review]):
    """What the board decided."""

    model = BoardDecision
    template = "admin/edit_inline/stacked.html"
    fields = (
        *("is_carried", "decided_on", "votes_for", "votes_against", "votes_abstained"),
        *("conflicts", "text", "recorded_by"),
    )
    show_change_link = False


class TurnFilter(admin.SimpleListFilter):
    """Whose turn it is."""

    title = gettext_lazy("whose turn")
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("us", _("Waiting for us")), ("them", _("Waiting for the project"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: Any = queryset
        if self.value() == "us":
            return rows.waiting(zones.day(clock.now()))
        if self.value() == "them":
            return rows.filter(state=ReviewState.WRITING)
        return queryset


@admin.register(Review)
class ReviewAdmin(HouseAdmin[Review]):
    """Begun under Pilots. The state moves by the buttons."""

    list_display = ("project", "shown_state", "assessed", "comments_until", "name", "begun")
    list_filter = (TurnFilter, "state", "comments_until")
    list_select_related = ("project",)
    found_by = ("project__name", "name", "email")
    search_fields = ("project__name", "name", "email", "reference")
    search_help_text = gettext_lazy("By project, who writes for it, e-mail or reference.")
    actions = ("publish", "send_back", "decide", "withdraw")
    inlines = (FindingInline, CommentInline, DecisionInline)
    fieldsets = (
        (None, {"fields": ("project_page", "shown_state", "note", "comments_from", "comments_until")}),
        (gettext_lazy("Who writes for the project"), {"fields": ("name", "email")}),
        (gettext_lazy("Record"), {"fields": ("reference", "begun", "begun_by", "since")}),
    )  # fmt: skip
    readonly_fields = (
        *("project_page", "shown_state", "note", "comments_from", "comments_until", "name"),
        *("email", "reference", "begun", "begun_by", "since"),
    )
    export_columns = (
        *("reference", "project__name", "state", "comments_from", "comments_until", "name"),
        *("email", "begun_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        """With how many criteria are assessed."""
        rows = super().get_queryset(request)
        done = Count("findings", filter=~Q(findings__verdict=""))
        return rows.annotate(done=done, all=Count("findings"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reviews are begun under Pilots."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was begun stays."""
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("hosting.decide_project")

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The public path; the review's own address is a secret."""
        return mails.path_of(obj.project) if obj else None

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Assessments go through the service."""
        for line in formset.forms:
            if line.changed_data:
                told = {name: line.cleaned_data[name] for name in ("verdict", "assessment")}
                services.assess(finding=line.instance, by=request.user, at=clock.now(), **told)
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    @admin.display(description=gettext_lazy("project"))
    def project_page(self, row: Review) -> SafeString:
        url = reverse("admin:projects_project_change", args=[row.project_id])
        return show.link(url, row.project)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Review) -> SafeString:
        return show.state(STYLES[ReviewState(row.state)], row.get_state_display())

    @admin.display(description=gettext_lazy("assessed"))
    def assessed(self, row: Any) -> str:
        return _("%(done)s of %(all)s") % {"done": row.done, "all": row.all}

    @admin.display(description=gettext_lazy("begun at"), ordering="begun_at")
    def begun(self, row: Review) -> str:
        return show.at(row.begun_at)

    @admin.display(description=gettext_lazy("in this state since"))
    def since(self, row: Review) -> str:
        return show.at(row.state_since)

    @confirmed(
        label=gettext_lazy("Open it for comments"),
        plural=gettext_lazy("Open the chosen reviews for comments"),
        will=gettext_lazy("will be public with evidence and assessments; the project gets a mail"),
        done=gettext_lazy("open for comments"),
        reason=_unless(ReviewState.SENT),
        form=asking.PublishForm,
    )
    def publish(self, request: Any, row: Review, *, at: datetime, until: date) -> None:
        """Everybody can read it, other projects comment."""
        services.publish(review=row, until=until, at=at)

    @confirmed(
        label=gettext_lazy("Ask the project for more"),
        plural=gettext_lazy("Ask the chosen projects for more"),
        will=gettext_lazy("will be written on by the project, which gets a mail"),
        done=gettext_lazy("sent back"),
        reason=_unless(ReviewState.SENT),
        form=asking.NoteForm,
    )
    def send_back(self, request: Any, row: Review, *, at: datetime, note: str) -> None:
        """The project writes more."""
        services.send_back(review=row, note=note, at=at)

    @confirmed(
        label=gettext_lazy("Record the decision"),
        plural=gettext_lazy("Record the decision about the chosen reviews"),
        will=gettext_lazy("will end: confirmed if the vote carries it, else declined"),
        done=gettext_lazy("decided"),
        reason=_not_to_decide,
        form=asking.RulingForm,
        permission="decide",
    )
    def decide(self, request: Any, row: Review, *, at: datetime, **answers: Any) -> None:
        """Confirm the project, or not."""
        services.decide(review=row, ruling=asking.ruling(answers), by=request.user, at=at)

    @confirmed(
        label=gettext_lazy("Withdraw it"),
        plural=gettext_lazy("Withdraw the chosen reviews"),
        will=gettext_lazy("will end without a decision; the project stays a pilot and gets a mail"),
        done=gettext_lazy("withdrawn"),
        reason=_unless(ReviewState.WRITING, ReviewState.SENT, ReviewState.PUBLIC),
    )
    def withdraw(self, request: Any, row: Review, *, at: datetime) -> None:
        """When the project asks for it in another way than by its page."""
        services.withdraw_review(review=row, at=at)
