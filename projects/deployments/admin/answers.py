"""Answers: what was told, and whose it is. The right to see answers does not open confidential
ones, nor anybody's address: that is a right of its own."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import (
    ActionForm,
    HouseAdmin,
    HouseInline,
    ReadOnly,
    confirmed,
    show,
)
from members import finding
from members.accounts.models import User
from members.models import Organization
from projects.deployments.models import Answer, Deployment, Standing
from projects.deployments.services import matching

CONFIDENTIAL = "deployments.see_confidential_answer"
STYLES = {
    Standing.WAITING: "waiting",
    Standing.KNOWN: "valid",
    Standing.ACCEPTED: "valid",
    Standing.SET_ASIDE: "cancelled",
}
# What tells who somebody is.
PERSONAL = ("name", "email")


def sees_all(request: HttpRequest) -> bool:
    """Whether this member of staff may see what was told in confidence."""
    return bool(request.user.has_perm(CONFIDENTIAL))


def visible(rows: QuerySet[Any], request: HttpRequest, path: str = "") -> QuerySet[Any]:
    """Of `rows` those that this member of staff may see; `path` leads to the answer."""
    if sees_all(request):
        return rows
    return rows.filter(**{f"{path}is_public": True, f"{path}sent_at__isnull": False})


class DeploymentInline(ReadOnly, HouseInline[Deployment, Answer]):
    """What it runs."""

    model = Deployment
    fields = ("project", "kind", "region", "stage", "bracket", "version")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deployment]:
        rows = super().get_queryset(request)
        return visible(rows, request, "answer__").select_related("project", "bracket")


class MatchForm(ActionForm):
    """Which organisation it is; those whose names are like what was typed are told."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("Organisation of the register")
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        field: Any = self.fields["organization"]
        field.queryset = Organization.objects.only("name").order_by("name")
        if len(rows) == 1:
            typed = rows[0].organization_name.strip().lower()
            near = finding.find(typed).names
            found = list(Organization.objects.filter(pk__in=near).order_by("name")[:8])
            # Only what is typed letter by letter is chosen: a likeness is for staff to judge.
            field.initial = next((row.pk for row in found if row.name.lower() == typed), None)
            if found:
                names = ", ".join(row.name for row in found)
                field.help_text = _("Like “%(typed)s”: %(names)s.") % {
                    "typed": rows[0].organization_name,
                    "names": names,
                }

    def clean(self) -> dict[str, Any]:
        """One organisation answers once, so one answer is matched at a time."""
        if len(self.rows) > 1:
            raise forms.ValidationError(_("Match one answer at a time."), code="one")
        return super().clean() or self.cleaned_data


def closed_for_staff(row: Answer) -> str:
    """Why an answer cannot be matched any more; empty when it can."""
    return _("the figures of its round are out.") if row.round.published_at else ""


@admin.register(Answer)
class AnswerAdmin(HouseAdmin[Answer]):
    """What was told stays as it was told; whose it is, staff find out."""

    list_display = ("__str__", "round", "standing_badge", "industry", "size", "shares", "sent")
    list_filter = ("standing", "round", "is_public", "industry", "deployments__project", "sent_at")
    list_select_related = ("round", "organization", "industry")
    search_fields = ("organization_name", "organization__name", "reference", "name", "email")
    search_help_text = gettext_lazy("By organisation or reference; by person, if you may see them.")
    date_hierarchy = "sent_at"
    ordering = ("-pk",)
    actions = ("match", "accept", "set_aside")
    inlines = (DeploymentInline,)
    fieldsets = (
        (None, {"fields": ("standing_badge", "round", "organization", "organization_name")}),
        (gettext_lazy("Told"), {"fields": ("industry", "shares", "name", "email")}),
        (
            gettext_lazy("Record"),
            {"fields": ("reference", "created_at", "sent", "reminded_at", "matched_at")},
        ),
    )
    # Its page is that of whoever answers.
    view_on_site = False
    save_on_top = False
    export_columns = (
        *("round__year", "reference", "organization__name", "organization_name", "standing"),
        *("industry__name", "is_public", "name", "email", "sent_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        rows = super().get_queryset(request).annotate(number=Count("deployments", distinct=True))
        return visible(rows, request)

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Who may not see addresses cannot try them out either."""
        if sees_all(request):
            return self.search_fields
        return [name for name in self.search_fields if name not in PERSONAL]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the person for who may not see them."""
        if sees_all(request):
            return self.fieldsets
        told = {"fields": ("industry", "shares")}
        return (self.fieldsets[0], (self.fieldsets[1][0], told), self.fieldsets[2])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for _title, part in self.fieldsets for name in part["fields"]]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Answers come in by the form."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who answered withdraws; staff set aside."""
        return False

    def has_export_permission(self, request: HttpRequest) -> bool:
        """An export holds what was told in confidence."""
        return sees_all(request) and super().has_export_permission(request)

    @admin.display(description=gettext_lazy("standing"), ordering="standing")
    def standing_badge(self, row: Answer) -> SafeString:
        return show.state(STYLES[Standing(row.standing)], row.get_standing_display())

    @admin.display(description=gettext_lazy("deployments"), ordering="number")
    def size(self, row: Any) -> int:
        return int(row.number)

    @admin.display(description=gettext_lazy("may be named"), ordering="is_public")
    def shares(self, row: Answer) -> str:
        """Both are fine, so neither is a cross."""
        return {True: _("yes"), False: _("no, confidential"), None: "–"}[row.is_public]

    @admin.display(description=gettext_lazy("sent at"), ordering="sent_at")
    def sent(self, row: Answer) -> str:
        return show.at(row.sent_at)

    @confirmed(
        label=gettext_lazy("Match to an organisation"),
        will=gettext_lazy("will count as this organisation’s"),
        done=gettext_lazy("matched"),
        reason=closed_for_staff,
        form=MatchForm,
    )
    def match(
        self, request: HttpRequest, row: Answer, *, at: datetime, organization: Organization
    ) -> None:
        """It is this one."""
        matching.match(answer=row, organization=organization, by=_who(request), at=at)

    @confirmed(
        label=gettext_lazy("Count it, not in the register"),
        will=gettext_lazy("will count, without being tied to an organisation"),
        done=gettext_lazy("accepted"),
        reason=closed_for_staff,
    )
    def accept(self, request: HttpRequest, row: Answer, *, at: datetime) -> None:
        """It exists."""
        matching.accept(answer=row, by=_who(request), at=at)

    @confirmed(
        label=gettext_lazy("Set aside"),
        will=gettext_lazy("will not count"),
        done=gettext_lazy("set aside"),
        reason=closed_for_staff,
    )
    def set_aside(self, request: HttpRequest, row: Answer, *, at: datetime) -> None:
        """It does not count."""
        matching.set_aside(answer=row, by=_who(request), at=at)


def _who(request: HttpRequest) -> User:
    return cast("User", request.user)


@admin.register(Deployment)
class DeploymentAdmin(ReadOnly, HouseAdmin[Deployment]):
    """What is run, by all who told it."""

    list_display = ("project", "kind", "region", "stage", "bracket", "version", "whose")
    list_filter = ("project", "stage", "kind", "region", "bracket", "answer__round")
    list_select_related = ("project", "bracket", "answer__organization")
    search_fields = ("answer__organization_name", "answer__organization__name", "version")
    search_help_text = gettext_lazy("By organisation or version.")
    ordering = ("-pk",)
    view_on_site = False
    export_columns = (
        *("answer__round__year", "answer__reference", "answer__organization_name"),
        *("project__name", "kind", "region", "stage", "bracket__lower", "version"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deployment]:
        return visible(super().get_queryset(request), request, "answer__")

    def has_export_permission(self, request: HttpRequest) -> bool:
        """An export holds what was told in confidence."""
        return sees_all(request) and super().has_export_permission(request)

    @admin.display(description=gettext_lazy("organisation"))
    def whose(self, row: Deployment) -> str:
        return row.answer.called
