"""Making many codes."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.registration import pricing
from events.registration.admin.many import MakingMany
from events.registration.forms.making import MakeCodesForm
from events.registration.models import Code
from events.registration.services import making


class MakingCodes(MakingMany):
    """Mixed into the admin of codes: the page that makes many."""

    many_form = MakeCodesForm
    many_template = "admin/registration/code/make.html"
    many_title = gettext_lazy("Make codes")

    def make(self: Any, request: HttpRequest, form: MakeCodesForm) -> HttpResponse:
        """Make them all, mail them if asked, and offer them as CSV."""
        answers = form.cleaned_data
        rows = making.make_codes(
            like=form.instance,
            types=list(answers["ticket_types"]),
            tiers=list(answers["tiers"]),
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

    def preview(self, form: MakeCodesForm) -> dict[str, Any]:
        """How many, for whom, and what they do; whoever has one already gets no second."""
        code: Code = form.instance
        owners = form.owners()
        known = making.have_one(code, [owner for owner in owners if owner])
        fresh = [owner for owner in owners if owner not in known]
        return {
            "preview": code,
            "number": len(fresh),
            "owners": [owner for owner in fresh if owner],
            "known": len(known),
            "mailed": form.cleaned_data["mail"],
            "effect": pricing.says(code, code.event.currency),
            "types": list(form.cleaned_data["ticket_types"]),
            "tiers": list(form.cleaned_data["tiers"]),
            "button": ngettext("Make %d code", "Make %d codes", len(fresh)) % len(fresh),
        }
