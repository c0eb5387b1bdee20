"""Unsubscribing: a page that shows, a click that does, and the way back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.mailings import services
from events.mailings.models import Reason, Recipient, Unsubscription
from foundation.base import clock


# Mail programs send the click themselves, without a cookie or a token (RFC 8058): the secret in
# the address is what says whose it is, and all it can do is to stop mails and let them come again.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """GET shows what would happen; POST does it: `all` for every event, `again` takes it back."""
    rows = Recipient.objects.select_related("mailing__event")
    found = rows.filter(
        secret=secret, mailing__event__slug=slug, mailing__reason=Reason.NEWS
    ).first()
    if found is None:
        raise Http404
    event = found.mailing.event
    if request.method == "POST":
        if "again" in request.POST:
            services.subscribe_again(email=found.email, event=event)
        else:
            whole = "all" in request.POST
            services.unsubscribe(email=found.email, event=None if whole else event, at=clock.now())
    kept_away = Unsubscription.objects.about(event).filter(email=found.email)
    scopes = [row.event_id for row in kept_away]
    context = {
        "event": event,
        "address": _masked(found.email),
        "is_out": bool(scopes),
        "is_out_of_all": None in scopes,
        "done": request.method == "POST",
    }
    return render(request, "events/mailings/unsubscribe.html", context)


def _masked(email: str) -> str:
    """Enough to know one's own address by, when the mail was handed on."""
    name, _, domain = email.rpartition("@")
    return f"{name[:2]}…@{domain}"
