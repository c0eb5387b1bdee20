"""Mails: what was written to whom, whether it went out, and sending it once more."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import mail as mails
from foundation.base.admin import desk, show
from foundation.base.admin.actions import confirmed
from foundation.base.admin.house import HouseAdmin
from foundation.base.admin.parts import ReadOnly
from foundation.base.models import Bounce, Mail, MailAttachment, MailState

# A mail is drawn by inline styles, as mail programs want it. The sandbox takes everything else
# from it: no script, no form, no request, and an origin of its own.
PREVIEW_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


def _waits(row: Mail) -> str:
    if row.state in {MailState.QUEUED, MailState.SENDING}:
        return str(_("it is on its way already."))
    return ""


@admin.register(Mail)
class MailAdmin(ReadOnly, HouseAdmin[Mail]):
    """Nobody edits a mail; it can be read, and sent again as it was."""

    list_display = ("subject", "to", "kind", "shown_state", "attempts", "created_at", "sent_at")
    list_filter = ("state", "kind", "created_at")
    search_fields = ("to", "subject", "key")
    search_help_text = _("By address, subject or key.")
    date_hierarchy = "created_at"
    ordering = ("-pk",)
    actions = ("resend",)
    view_on_site = False
    export_columns = (
        *("kind", "to", "subject", "state", "attempts", "error"),
        *("created_at", "due_at", "sent_at"),
    )
    fieldsets = (
        (None, {"fields": ("subject", "to", "reply_to", "kind", "key")}),
        (
            _("What happened"),
            {"fields": ("shown_state", "attempts", "error", "created_at", "sent_at")},
        ),
        (_("What it says"), {"fields": ("files", "as_sent", "shown_text", "headers")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        """Lists do not carry the bodies about; a dead address is marked."""
        dead = Bounce.objects.standing().filter(email=Lower(OuterRef("to")))
        rows = super().get_queryset(request).defer("text", "html")
        return rows.annotate(is_dead=Exists(dead))

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: Any) -> SafeString:
        if row.is_dead:
            label = _("%(state)s, to an address that bounced")
            return show.state("failed", label % {"state": row.get_state_display()})
        return show.state(row.state, row.get_state_display())

    @admin.display(description=_("attachments"))
    def files(self, row: Mail) -> SafeString | str:
        rows = row.attachments.only("mail", "name")
        return (
            format_html_join(
                ", ",
                '<a href="{}">{}</a>',
                ((reverse("admin:base_mail_file", args=[row.pk, file.pk]), file) for file in rows),
            )
            or "–"
        )

    @admin.display(description=_("as sent"))
    def as_sent(self, row: Mail) -> SafeString | str:
        if not row.html:
            return "–"
        address = reverse("admin:base_mail_preview", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Open the mail as it looks"))

    @admin.display(description=_("text"))
    def shown_text(self, row: Mail) -> SafeString:
        return format_html('<pre class="mail-text">{}</pre>', row.text)

    @confirmed(
        label=_("Send again"),
        plural=_("Send the chosen mails again"),
        will=_("will be sent again"),
        done=_("put in the queue"),
        reason=_waits,
        permission="resend",
    )
    def resend(self, request: HttpRequest, row: Mail, *, at: datetime) -> None:
        """Send the very same mail once more."""
        mails.resend(mail=row, at=at)

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("base.change_mail")

    def get_urls(self) -> list[URLPattern]:
        """Also the mail as it looks, and its files."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(self.preview), name="base_mail_preview"),
            path("<int:pk>/files/<int:file>/", view(self.file), name="base_mail_file"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The HTML of a mail as a page of its own, locked in a sandbox."""
        row = self._readable(request, pk)
        return HttpResponse(row.html, headers={"Content-Security-Policy": PREVIEW_POLICY})

    def file(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        """An attachment, to be saved."""
        row = self._readable(request, pk)
        found = MailAttachment.objects.filter(mail=row, pk=file).first()
        if found is None:
            raise Http404
        return HttpResponse(
            bytes(found.content),
            content_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{_plain(found.name)}"'},
        )

    def _readable(self, request: HttpRequest, pk: int) -> Mail:
        row: Any = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        found: Mail = row
        return found


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum() or sign in "-_. ")


@desk.tiles("The house", Mail, place=80)
def tiles(at: datetime) -> list[desk.Tile]:
    """Mails that did not go out: one query."""
    failed = Mail.objects.filter(state=MailState.FAILED).count()
    return [desk.tile(failed, "mails that failed", Mail, "red", state=MailState.FAILED.value)]
