"""The enquiries, and what can be done with each now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, confirmed, show
from projects.hosting import conversation, services
from projects.hosting.admin.asking import PilotForm, WriteForm
from projects.hosting.models import Enquiry, EnquiryState
from projects.models import Project


def _unless(state: EnquiryState) -> Callable[[Enquiry], str]:
    """Why an enquiry cannot go to `state` from where it is; empty when it can."""

    def reason(row: Enquiry) -> str:
        if state in services.NEXT.get(row.state, frozenset()):
            return ""
        return str(_("it is at “%(state)s”.")) % {"state": row.get_state_display()}

    return reason


def _ended(row: Enquiry) -> str:
    if row.is_open:
        return ""
    return str(_("it is at “%(state)s”.")) % {"state": row.get_state_display()}


def _answered(row: Enquiry) -> str:
    return "" if row.waits_since else str(_("it waits for no answer."))


class AnswerFilter(admin.SimpleListFilter):
    """Who has the last word."""

    title = _("conversation")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("us", _("Waits for our answer"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: Any = queryset
        return rows.unanswered() if self.value() == "us" else queryset


@admin.register(Enquiry)
class EnquiryAdmin(HouseAdmin[Enquiry]):
    """What was asked stays as it was asked; the state moves by the buttons."""

    list_display = (
        *("reference", "project", "organization", "backing", "state_badge", "waits", "asked"),
    )
    list_filter = (AnswerFilter, "state", "platinum", "created_at")
    list_select_related = ("platinum_member",)
    found_by = ("project", "name", "organization", "reference")
    search_fields = ("name", "email", "project", "reference", "organization")
    search_help_text = _("By name, e-mail, project, organisation or reference.")
    date_hierarchy = "created_at"
    ordering = ("-pk",)
    actions = ("write", "settle", "take_up", "decline", "accept_as_pilot")
    fieldsets = (
        (None, {"fields": ("state_badge", "waits", "became", "staff_note")}),
        (_("Conversation"), {"fields": ("talk",)}),
        (_("Who asks"), {"fields": ("name", "email", "organization", "title", "phone")}),
        (
            _("The project"),
            {
                "fields": (
                    *("project", "repository", "licence", "contributors"),
                    *("organizations_involved", "backing", "comment"),
                )
            },
        ),
        (_("Record"), {"fields": ("reference", "asked", "since")}),
    )
    readonly_fields = (
        *(
            "state_badge",
            "waits",
            "talk",
            "became",
            "name",
            "email",
            "organization",
            "title",
            "phone",
        ),
        *("project", "repository", "licence", "contributors", "organizations_involved"),
        *("backing", "comment", "reference", "asked", "since"),
    )
    export_columns = (
        *("reference", "created_at", "state", "project", "repository", "licence", "contributors"),
        *("name", "email", "organization", "title", "phone", "organizations_involved"),
        *("backing", "comment", "staff_note"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Enquiries come in by the form."""
        return False

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, row: Enquiry) -> SafeString:
        return show.state(row.state, row.get_state_display())

    @admin.display(description=_("waits for our answer"), ordering="waits_since")
    def waits(self, row: Enquiry) -> SafeString | str:
        if row.waits_since is None:
            return "–"
        return show.state("waiting", _("since %(at)s") % {"at": show.at(row.waits_since)})

    @admin.display(description=_("what happened, what was written"))
    def talk(self, row: Enquiry) -> SafeString:
        told = [
            [
                format_html(
                    "{}<br>{}",
                    show.at(turn.at),
                    turn.who or (_("Our staff") if turn.is_ours else ""),
                ),
                linebreaksbr(turn.title or turn.text or str(_("Erased.")), autoescape=True),
            ]
            for turn in conversation.turns(row)
        ]
        return show.table([_("When and who"), _("What")], told, "")

    @admin.display(description=_("asked at"), ordering="created_at")
    def asked(self, row: Enquiry) -> str:
        return show.at(row.created_at)

    @admin.display(description=_("in this state since"), ordering="state_since")
    def since(self, row: Enquiry) -> str:
        return show.at(row.state_since)

    @admin.display(description=_("Platinum member"), ordering="platinum")
    def backing(self, row: Enquiry) -> str:
        return row.platinum_member.name if row.platinum_member else row.get_platinum_display()

    @admin.display(description=_("became the project"))
    def became(self, row: Enquiry) -> SafeString | str:
        if row.hosted_as is None:
            return "–"
        url = reverse("admin:projects_project_change", args=[row.hosted_as.pk])
        return show.link(url, row.hosted_as)

    @confirmed(
        label=_("Write to them"),
        will=_("will have one more message; whoever asked gets a mail with the link"),
        done=_("written to"),
        reason=_ended,
        form=WriteForm,
        alone=True,
    )
    def write(self, request: Any, row: Enquiry, *, at: datetime, token: str, text: str) -> None:
        """A new enquiry is taken up by it."""
        services.reply(enquiry=row, text=text, token=token, by=request.user, at=at)

    @confirmed(
        label=_("No answer needed"),
        plural=_("The chosen enquiries need no answer"),
        will=_("will wait for no answer until they write again; nobody gets a mail"),
        done=_("settled"),
        reason=_answered,
    )
    def settle(self, request: HttpRequest, row: Enquiry, *, at: datetime) -> None:
        """Their last word was a thank you."""
        services.settle(enquiry=row, at=at)

    @confirmed(
        label=_("Take it up"),
        plural=_("Take up the chosen enquiries"),
        will=_("will be in conversation; whoever asked gets a mail"),
        done=_("taken up"),
        reason=_unless(EnquiryState.IN_CONVERSATION),
    )
    def take_up(self, request: HttpRequest, row: Enquiry, *, at: datetime) -> None:
        """Somebody talks with them now."""
        services.take_up(enquiry=row, at=at)

    @confirmed(
        label=_("Decline"),
        plural=_("Decline the chosen enquiries"),
        will=_("will be declined; whoever asked gets a mail"),
        done=_("declined"),
        reason=_unless(EnquiryState.DECLINED),
    )
    def decline(self, request: HttpRequest, row: Enquiry, *, at: datetime) -> None:
        """Say no."""
        services.decline(enquiry=row, at=at)

    @confirmed(
        label=_("Make it a pilot"),
        plural=_("Make pilots of the chosen enquiries"),
        will=_("will become a pilot with a page in the catalogue; whoever asked gets a mail"),
        done=_("hosted as a pilot: complete its page now"),
        reason=_unless(EnquiryState.PILOT),
        form=PilotForm,
    )
    def accept_as_pilot(
        self, request: HttpRequest, row: Enquiry, *, at: datetime, existing: Project | None
    ) -> None:
        """Create the project, or tie one that is there."""
        services.accept_as_pilot(enquiry=row, at=at, existing=existing)
