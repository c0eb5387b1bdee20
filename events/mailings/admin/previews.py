"""A mail as it would be sent, beside the form it is written in. Nothing has to be saved for it."""

import base64
import re
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from events.mailings import services
from events.mailings.models import content_hash
from foundation.base import clock, mail, words
from foundation.base.admin.mails import PREVIEW_POLICY
from foundation.base.mail import Draft, Rendered
from foundation.base.words import Places, Words

FRAMING: dict[str, Any] = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
# The mail is drawn in a frame of this page, and locked in all the same.
FRAMED_POLICY = f"{PREVIEW_POLICY}; frame-ancestors 'self'"
SEND = "_send"


class Previewing:
    """Mixed into an admin whose form has `subject` and `body`: shows the mail they make."""

    change_form_template: Any = "admin/mailings/change_form.html"
    preview_name: ClassVar[str] = ""

    def draft_of(self, data: QueryDict, about: str) -> tuple[Draft | None, Places, Words | None]:
        """The mail that `data` makes, filled in with `about`; what it may name; the saved words."""
        raise PermissionDenied

    def preview_query(self, form: Any) -> dict[str, Any]:
        """What a frame has to be told to show what is saved; nothing when nothing is."""
        return {}

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the mail, drawn from what was typed."""
        view = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", view, name=self.preview_name), *super().get_urls()]  # type: ignore[misc]

    @method_decorator(csp_override(FRAMING))
    def changeform_view(self, *args: Any, **kwargs: Any) -> Any:
        """The form, which may show one frame of our own."""
        return super().changeform_view(*args, **kwargs)  # type: ignore[misc]

    def render_change_form(self: Any, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With where the preview is."""
        context["preview_url"] = reverse(f"admin:{self.preview_name}")
        context["preview_query"] = urlencode(self.preview_query(context["adminform"].form))
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    @method_decorator(xframe_options_sameorigin)
    def preview_view(self: Any, request: HttpRequest) -> HttpResponse:
        """What was typed as a mail; with the other button it is sent to who looks at it."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else request.GET
        if not data:
            return _page(_("Press “Show the mail” to see what is typed as it would be sent."))
        typed = Words(data.get("subject", ""), data.get("body", "").replace("\r\n", "\n"))
        try:
            draft, places, saved = self.draft_of(data, data.get("about", "").strip()[:40])
            chosen = typed if saved is None or "subject" in data else saved
            words.check(chosen, places)
        except ValidationError as refusal:
            return _page(" ".join(str(text) for text in refusal.messages), status=422)
        if draft is None:
            return _page(_("There is no such order or ticket to fill it in with."), status=404)
        rendered = mail.render(draft, chosen)
        note = _send_it(request, draft, rendered) if SEND in request.POST else ""
        return _page(note, draft=draft, rendered=rendered)


def _send_it(request: HttpRequest, draft: Draft, rendered: Rendered) -> str:
    """To the minute: a double click is one mail."""
    at = clock.now()
    to = getattr(request.user, "email", "")
    mark = content_hash(draft.kind, rendered.subject, rendered.text)
    key = f"sample:{request.user.pk}:{mark}:{at:%Y-%m-%dT%H:%M}"
    services.post_test(key=key, draft=draft, rendered=rendered, to=to, at=at)
    return _("It is on its way to %(to)s.") % {"to": to}


def _page(
    note: str, *, draft: Draft | None = None, rendered: Rendered | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"note": note, "refused": status >= 400}
    if draft is not None and rendered is not None:
        context |= {
            "draft": draft,
            "rendered": rendered,
            "files": [
                (file.name, len(file.content)) for file in draft.attachments if not file.inline_id
            ],
            "mail": _with_pictures(rendered.html, draft),
        }
    page = render_to_string("mail/preview.html", context)
    return HttpResponse(page, status=status, headers={"Content-Security-Policy": FRAMED_POLICY})


def _with_pictures(html: str, draft: Draft) -> SafeString:
    """The body of the mail, its inline pictures in place: no frame may fetch anything."""
    for file in draft.attachments:
        if file.inline_id:
            data = base64.b64encode(file.content).decode()
            html = html.replace(f"cid:{file.inline_id}", f"data:{file.content_type};base64,{data}")
    body = re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL)
    return mark_safe(body[1] if body else html)  # noqa: S308 -- a mail of ours, already escaped
