"""The page for consulates: is this letter ours, and does it hold?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.letters import queries
from events.letters.forms import CheckForm
from events.letters.services import guessing
from events.registration.views.doors import keep_private
from foundation.base import clock


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Number and code come from the form or from the QR on the letter.

    Asked by GET, so that the QR leads straight to the answer and nobody needs a cookie. Whatever
    was wrong, the answer is the same sentence.
    """
    at = clock.now()
    address = request.META.get("REMOTE_ADDR", "")
    form = CheckForm(request.GET or None)
    if not form.is_bound or not form.is_valid():
        return _page(request, {"form": form}, status=422 if form.errors else 200)
    if not guessing.may_ask(address=address, at=at):
        page = _page(request, {"form": form, "too_often": True}, status=429)
        page["Retry-After"] = str(guessing.seconds_left(at))
        return page
    found = queries.check(form.cleaned_data["number"], form.cleaned_data["code"], at)
    if found.standing is queries.Standing.UNKNOWN:
        guessing.count_wrong(address=address, at=at)
        return _page(request, {"form": form, "found": found}, status=404)
    return _page(request, {"form": form, "found": found, "now": at})


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return keep_private(render(request, "events/letters/check.html", context, status=status))
