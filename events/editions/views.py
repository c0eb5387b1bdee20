"""Staff set up the next edition of an event in one step."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.editions import services
from events.editions.forms import EditionForm
from events.models import Event
from foundation.base.admin import refusals

# It makes events and what is sold for them.
MAY = ("events.add_event", "registration.add_tickettype")
# What the page of an event at a glance asks.
SEES = ("registration.view_sale", "registration.view_order")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required
@permission_required(MAY, raise_exception=True)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What comes along and what does not; then the new edition at a glance."""
    source = get_object_or_404(Event, pk=pk)
    form = EditionForm(request.POST if request.method == "POST" else None, source=source)
    if form.is_valid():
        try:
            made = services.copy_event(source=source, **form.cleaned_data)
        except refusals.REFUSALS as refused:
            for sentence in refusals.words(refused):
                form.add_error(None, sentence)
        else:
            text = _("%(event)s is set up and nobody sees it yet. Look at days and prices first.")
            messages.success(request, text % {"event": made})
            at_a_glance = request.user.has_perms(SEES)
            page = "registration_sale_overview" if at_a_glance else "events_event_change"
            return redirect(f"admin:{page}", made.pk)
    context = {
        **admin.site.each_context(request),
        "title": _("Next edition of %(event)s") % {"event": source},
        "subtitle": None,
        "opts": Event._meta,
        "source": source,
        "form": form,
        "parts": _parts(source),
    }
    status = 422 if form.errors else 200
    return render(request, "admin/editions/copy.html", context, status=status)


def _parts(source: Event) -> list[str]:
    """What comes along, with how many there are of each."""
    counts: list[tuple[int, Any, Any]] = [
        (source.ticket_types.count(), "%d ticket type", "%d ticket types"),
        (source.stocks.count(), "%d stock of places", "%d stocks of places"),
        (source.questions.count(), "%d question", "%d questions"),
        (source.texts.count(), "%d section of the page", "%d sections of the page"),
        (source.tracks.count(), "%d track", "%d tracks"),
        (source.answers.count(), "%d question and answer", "%d questions and answers"),
        (source.refund_rules.count(), "%d refund rule", "%d refund rules"),
        (source.reminders.count(), "%d reminder", "%d reminders"),
        (source.sponsor_levels.count(), "%d sponsor level", "%d sponsor levels"),
    ]
    return [ngettext(one, many, number) % number for number, one, many in counts if number]
