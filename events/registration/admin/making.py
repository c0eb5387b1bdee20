"""Making many codes: a form, a preview with the number, and then all of them or none."""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.registration import pricing
from events.registration.forms.making import MakeCodesForm
from events.registration.models import Code
from events.registration.services import making
from foundation.base.admin import refusals

CONFIRMED = "_confirmed"


class MakingCodes:
    """Mixed into the admin of codes: the page that makes many."""

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the page that makes many codes."""
        view = self.admin_site.admin_view(self.make_view)
        return [path("make/", view, name="registration_code_make"), *super().get_urls()]  # type: ignore[misc]

    def make_view(self: Any, request: HttpRequest) -> HttpResponse:
        """The form, then what it will make, then the list of what was made."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        # Times are typed on the clocks of the event.
        with timezone.override(ZoneInfo(self.zone_of(request, None) or "UTC")):
            form = MakeCodesForm(sent, request.FILES or None)
            is_valid = form.is_valid()
            if is_valid and CONFIRMED in request.POST:
                try:
                    return self._make(request, form)
                except refusals.REFUSALS as refused:
                    is_valid = False
                    for sentence in refusals.words(refused):
                        form.add_error(None, sentence)
            page: HttpResponse = _page(self, request, form, is_preview=is_valid).render()
            return page

    def _make(self: Any, request: HttpRequest, form: MakeCodesForm) -> HttpResponse:
        answers = form.cleaned_data
        rows = making.make_codes(
            like=form.instance,
            types=list(answers["ticket_types"]),
            prefix=answers["begins"].upper(),
            owners=form.owners(),
        )
        if answers["mail"]:
            making.mail_owners(codes=rows)
        query = urlencode({"event__id__exact": form.instance.event_id, "batch": answers["batch"]})
        text = _("{} codes were made{}. <a href='{}'>Take them along as CSV</a>.")
        mailed = _(" and are on the way to their owners") if answers["mail"] else ""
        file = f"{self.url_of('export', 'csv')}?{query}"
        self.message_user(request, format_html(text, len(rows), mailed, file), messages.SUCCESS)
        return HttpResponseRedirect(f"{self.url_of('changelist')}?{query}")


def _page(desk: Any, request: HttpRequest, form: Any, *, is_preview: bool) -> TemplateResponse:
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Make codes"),
        "subtitle": None,
        "opts": desk.opts,
        "form": form,
        "media": desk.media,
    }
    if is_preview:
        code: Code = form.instance
        owners = form.owners()
        known = making.have_one(code, [owner for owner in owners if owner])
        fresh = [owner for owner in owners if owner not in known]
        context |= {
            "preview": code,
            "number": len(fresh),
            "owners": [owner for owner in fresh if owner],
            "known": len(known),
            "mailed": form.cleaned_data["mail"],
            "effect": pricing.says(code, code.event.currency),
            "types": list(form.cleaned_data["ticket_types"]),
            "button": ngettext("Make %d code", "Make %d codes", len(fresh)) % len(fresh),
            "sent": _again(form),
        }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/registration/code/make.html", context, status=status)


def _again(form: Any) -> list[tuple[str, str]]:
    """What was sent, for the button that means it; a file has become its list."""
    sent = [
        (name, value)
        for name in form.fields
        if name not in {"emails", "file"}
        for value in form.data.getlist(name)
    ]
    return [*sent, ("emails", form.cleaned_data["emails"]), (CONFIRMED, "yes")]
