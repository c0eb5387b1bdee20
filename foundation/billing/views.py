"""Where the card provider sends its messages, and its payers."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from foundation.base import clock
from foundation.billing import services
from foundation.billing.models import Payment
from foundation.billing.providers import Forged, Unreachable

# Stripe's messages are a few kB.
MOST_BYTES = 256 * 1024
LOOK_AGAIN_SECONDS = 4


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """A message of Stripe: kept if Stripe has signed it, whatever can be made of it."""
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return HttpResponse("Too large.", status=413, content_type="text/plain")
    signature = request.headers.get("Stripe-Signature", "")
    try:
        services.take_event(body=request.body, signature=signature, at=clock.now())
    except Unreachable:
        raise Http404 from None
    except Forged:
        return HttpResponse("Not signed.", status=400, content_type="text/plain")
    return HttpResponse("Kept.", content_type="text/plain")


@never_cache
@require_safe
def returned(request: HttpRequest, token: UUID) -> HttpResponse:
    """The payer is back: on to what was paid for, as soon as the provider says that it was."""
    payment = get_object_or_404(Payment.objects.select_related("account"), token=str(token))
    payment = services.back_from_card(payment=payment, at=clock.now())
    if not payment.is_open:
        return redirect(payment.get_success_url())
    page = render(request, "foundation/billing/waiting.html", {"payment": payment})
    page["Refresh"] = str(LOOK_AGAIN_SECONDS)
    page["X-Robots-Tag"] = "noindex, nofollow"
    return page
