"""Letters: written and looked at here, sent from the list of representatives."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock
from foundation.base.admin import HouseAdmin, confirmed, show
from members.care import services
from members.care.models import Letter


@admin.register(Letter)
class LetterAdmin(HouseAdmin[Letter]):
    """A mail to representatives: write it, send yourself a copy, then choose who gets it."""

    list_display = ("subject", "written_by", "written_at", "number")
    list_select_related = ("written_by",)
    list_filter = ("written_at",)
    found_by = ("subject",)
    search_fields = ("subject", "body")
    search_help_text = gettext_lazy("By a word of the subject or of the text.")
    ordering = ("-pk",)
    view_on_site = False
    save_on_top = False
    actions = ("send_me",)
    export_columns = ("subject", "body", "written_by", "written_at", "number")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        """With how many have got it."""
        return super().get_queryset(request).annotate(copies_number=Count("copies"))

    def get_fieldsets(self, request: HttpRequest, obj: Letter | None = None) -> Any:
        """What it says, and then who got it."""
        own = [(None, {"fields": ("subject", "body")})]
        return [*own, (gettext_lazy("Sent"), {"fields": ("sent",)})] if obj else own

    def get_readonly_fields(self, request: HttpRequest, obj: Letter | None = None) -> Any:
        """What somebody has got stays as it is."""
        return ("sent", "subject", "body") if obj and obj.copies.exists() else ("sent",)

    def has_delete_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        """What somebody has got is kept."""
        gone = obj is not None and obj.copies.exists()
        return not gone and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Letter, form: Any, change: bool) -> None:
        """Who wrote it is kept."""
        if not change:
            obj.written_by, obj.written_at = request.user, clock.now()  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("sent to"), ordering="copies_number")
    def number(self, row: Any) -> int:
        number: int = row.copies_number
        return number

    @admin.display(description=gettext_lazy("sent to"))
    def sent(self, row: Letter) -> SafeString:
        copies = row.copies.select_related("representative", "organization", "mail")
        rows = [
            (copy.representative or "–", copy.organization, show.at(copy.sent_at),
             show.state(copy.mail.state, copy.mail.get_state_display()))
            for copy in copies[:500]
        ]  # fmt: skip
        choose = show.link(
            reverse("admin:members_representative_changelist") + "?when=today",
            _("Choose representatives, then “Send a letter”"),
        )
        headers = (_("To"), _("Organisation"), _("When"), _("Mail"))
        return format_html("{}<p>{}</p>", show.table(headers, rows, _("To nobody yet.")), choose)

    @confirmed(
        label=gettext_lazy("Send me a copy"),
        plural=gettext_lazy("Send me a copy of the chosen letters"),
        will=gettext_lazy("will be sent to you, with an invented organisation"),
        done=gettext_lazy("on the way to you"),
    )
    def send_me(self, request: HttpRequest, row: Letter, *, at: datetime) -> None:
        """To look at it before anybody else does."""
        services.send_me(letter=row, by=request.user, at=at)
