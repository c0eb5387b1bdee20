"""Inviting many people."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy, ngettext

from events.registration.admin.many import MakingMany
from events.registration.forms.inviting import InviteForm
from events.registration.services import invitations
from foundation.base import clock


class InvitingPeople(MakingMany):
    """Mixed into the admin of invitations: the page that invites many."""

    many_form = InviteForm
    many_template = "admin/registration/invitation/make.html"
    many_title = gettext_lazy("Invite many")

    def make(self: Any, request: HttpRequest, form: InviteForm) -> HttpResponse:
        """Invite them all, mail them if asked, and show the list of them."""
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

    def preview(self, form: InviteForm) -> dict[str, Any]:
        """Whom it will invite; whoever is invited already is left out."""
        known = set(invitations.invited_already(form.instance.event, list(form.people)))
        fresh = [(email, name) for email, name in form.people.items() if email not in known]
        text = ngettext("Invite %d person", "Invite %d people", len(fresh))
        return {
            "preview": form.instance,
            "types": list(form.cleaned_data["ticket_types"]),
            "number": len(fresh),
            "fresh": fresh,
            "known": len(known),
            "mailed": form.cleaned_data["mail"],
            "button": text % len(fresh),
        }
