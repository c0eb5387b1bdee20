"""Mails that came back: to which addresses, why, and whether they are reachable again."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import bounces
from foundation.base.admin import show
from foundation.base.admin.actions import confirmed
from foundation.base.admin.house import HouseAdmin
from foundation.base.admin.parts import ReadOnly
from foundation.base.models import Bounce


def _marks_nothing(row: Bounce) -> str:
    if not row.is_permanent:
        return str(_("it came back for a time only."))
    return str(_("it is cleared already.")) if row.cleared_at else ""


@admin.register(Bounce)
class BounceAdmin(ReadOnly, HouseAdmin[Bounce]):
    """What other mail servers reported. Nobody edits it; an address can be cleared."""

    list_display = ("email", "code", "kind", "reason", "at", "cleared_at")
    list_filter = ("is_permanent", ("cleared_at", admin.EmptyFieldListFilter), "at")
    search_fields = ("email", "code", "reason")
    search_help_text = _("By address, code or what the other side said.")
    date_hierarchy = "at"
    ordering = ("-pk",)
    view_on_site = False
    actions = ("works_again",)
    fields = ("email", "code", "kind", "reason", "at", "cleared_at", "mail_subject")
    export_columns = ("email", "code", "is_permanent", "reason", "at", "cleared_at")

    @admin.display(description=_("kind"), ordering="is_permanent")
    def kind(self, row: Bounce) -> SafeString:
        if row.is_permanent and row.cleared_at is None:
            return show.state("failed", _("For good"))
        return show.state("closed", _("Cleared") if row.cleared_at else _("For a time"))

    @admin.display(description=_("mail that came back"))
    def mail_subject(self, row: Bounce) -> str:
        return row.mail.subject if row.mail else "–"

    @confirmed(
        label=_("The address works again"),
        plural=_("The chosen addresses work again"),
        will=_("will mark their addresses no more"),
        done=_("cleared"),
        reason=_marks_nothing,
        permission="clear",
    )
    def works_again(self, request: HttpRequest, row: Bounce, *, at: datetime) -> None:
        """Staff have learnt that mails arrive."""
        bounces.clear(email=row.email, at=at)

    def has_clear_permission(self, request: HttpRequest) -> Any:
        return request.user.has_perm("base.change_bounce")
