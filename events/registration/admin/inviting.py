"""Inviting many: a form, a preview with the number, and then all of them or none."""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.registration.forms.inviting import InviteForm
from events.registration.services import invitations
from foundation.base import clock
from foundation.base.admin import refusals

CONFIRMED = "_confirmed"


class InvitingPeople:
    """Mixed into the admin of invitations: the page that invites many."""

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the page that invites many."""
        view = self.admin_site.admin_view(self.make_view)
        own = path("make/", view, name="registration_invitation_make")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def make_view(self: Any, request: HttpRequest) -> HttpResponse:
        """The form, then whom it will invite, then the list of those invited."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        # Times are typed on the clocks of the event.
        with timezone.override(ZoneInfo(self.zone_of(request, None) or "UTC")):
            form = InviteForm(sent, request.FILES or None)
            is_valid = form.is_valid()
            if is_valid and CONFIRMED in request.POST:
                try:
                    return self._invite(request, form)
                except refusals.REFUSALS as refused:
                    is_valid = False
                    for sentence in refusals.words(refused):
                        form.add_error(None, sentence)
            page: HttpResponse = _page(self, request, form, is_preview=is_valid).render()
            return page

    def _invite(self: Any, request: HttpRequest, form: InviteForm) -> HttpResponse:
        at = clock.now()
        rows = invitations.invite(
            like=form.instance,
            types=list(form.cleaned_data["ticket_types"]),
            people=list(form.people.items()),
            at=at,
        )
        if form.cleaned_data["mail"]:
            invitations.send_all(rows=rows, at=at)
        text = ngettext("%d person is invited.", "%d people are invited.", len(rows))
        self.message_user(request, text % len(rows), messages.SUCCESS)
        asked = {"event__id__exact": form.instance.event_id}
        if form.cleaned_data["batch"]:
            asked["batch"] = form.cleaned_data["batch"]
        return HttpResponseRedirect(f"{self.url_of('changelist')}?{urlencode(asked)}")


def _page(desk: Any, request: HttpRequest, form: Any, *, is_preview: bool) -> TemplateResponse:
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Invite many"),
        "subtitle": None,
        "opts": desk.opts,
        "form": form,
        "media": desk.media,
    }
    if is_preview:
        event = form.instance.event
        known = set(invitations.invited_already(event, list(form.people)))
        fresh = [(email, name) for email, name in form.people.items() if email not in known]
        text = ngettext("Invite %d person", "Invite %d people", len(fresh))
        context |= {
            "preview": form.instance,
            "types": list(form.cleaned_data["ticket_types"]),
            "number": len(fresh),
            "fresh": fresh,
            "known": len(known),
            "mailed": form.cleaned_data["mail"],
            "button": text % len(fresh),
            "sent": _again(form),
        }
    status = 422 if form.errors else 200
    name = "admin/registration/invitation/make.html"
    return TemplateResponse(request, name, context, status=status)


def _again(form: Any) -> list[tuple[str, str]]:
    """What was sent, for the button that means it; a file has become its list."""
    sent = [
        (name, value)
        for name in form.fields
        if name not in {"emails", "file"}
        for value in form.data.getlist(name)
    ]
    return [*sent, ("emails", form.cleaned_data["emails"]), (CONFIRMED, "yes")]
