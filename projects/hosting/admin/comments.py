"""Comments of other projects, which staff read before everybody does."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show
from projects.hosting import mails, services
from projects.hosting.models import Comment, CommentState

STYLES = {
    CommentState.WAITING: "waiting",
    CommentState.APPROVED: "valid",
    CommentState.REFUSED: "closed",
}


def _already(state: CommentState) -> Any:
    def reason(row: Comment) -> str:
        if row.state != state:
            return ""
        return _("it is at “%(state)s” already.") % {"state": row.get_state_display()}

    return reason


@admin.register(Comment)
class CommentAdmin(ReadOnly, HouseAdmin[Comment]):
    """Nobody changes the words of others: they are shown or not."""

    list_display = ("name", "project", "reviewed", "shown_state", "sent", "beginning")
    list_filter = ("state", "sent_at")
    list_select_related = ("project", "review__project")
    found_by = ("name", "email", "text")
    search_fields = ("name", "email", "project__name", "review__project__name", "text")
    search_help_text = gettext_lazy("By name, e-mail, either project or a word of the comment.")
    actions = ("approve", "refuse")
    fields = (
        "reviewed",
        "project",
        "name",
        "role",
        "email",
        "text",
        "shown_state",
        "sent",
        "read_by",
    )
    export_columns = (
        *("review__project__name", "project__name", "name", "email", "role", "text", "state"),
        *("sent_at",),
    )

    def has_judge_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm("hosting.change_comment"))

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return mails.path_of(obj.review.project) if obj else None

    @admin.display(description=gettext_lazy("about"), ordering="review__project__name")
    def reviewed(self, row: Comment) -> str:
        return row.review.project.name

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Comment) -> SafeString:
        return show.state(STYLES[CommentState(row.state)], row.get_state_display())

    @admin.display(description=gettext_lazy("sent at"), ordering="sent_at")
    def sent(self, row: Comment) -> str:
        return show.at(row.sent_at)

    @admin.display(description=gettext_lazy("comment"))
    def beginning(self, row: Comment) -> str:
        return row.text if len(row.text) < 100 else f"{row.text[:100]}…"

    @confirmed(
        label=gettext_lazy("Show it"),
        plural=gettext_lazy("Show the chosen comments"),
        will=gettext_lazy("will be in public; who wrote it gets a mail"),
        done=gettext_lazy("in public"),
        reason=_already(CommentState.APPROVED),
        permission="judge",
    )
    def approve(self, request: Any, row: Comment, *, at: datetime) -> None:
        """Everybody can read it."""
        services.judge(comment=row, approved=True, by=request.user, at=at)

    @confirmed(
        label=gettext_lazy("Do not show it"),
        plural=gettext_lazy("Do not show the chosen comments"),
        will=gettext_lazy("will not be shown; who wrote it gets a mail"),
        done=gettext_lazy("kept back"),
        reason=_already(CommentState.REFUSED),
        permission="judge",
    )
    def refuse(self, request: Any, row: Comment, *, at: datetime) -> None:
        """Only staff can read it."""
        services.judge(comment=row, approved=False, by=request.user, at=at)
