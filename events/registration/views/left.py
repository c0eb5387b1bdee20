"""How many are left, for a page that has been open for a while: a number, and only if it is small."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from events.registration import queries
from foundation.base import clock
from foundation.base.caching import public_page

# A tenth of a minute: who asks once a minute is told the truth of six seconds ago.
KEPT = 0.1


@public_page(minutes=KEPT)
@require_safe
def left(request: HttpRequest, slug: str) -> JsonResponse:
    """By the key of a ticket type that everybody may buy now: how many, if few or none are left.

    What only a code or an invitation opens is not in it, nor the number of what there is plenty of.
    """
    offer = queries.offer(queries.event_at(slug), clock.now())
    found = {
        str(choice.now.pk): choice.remaining
        for choice in offer.on_sale
        if offer.is_open and choice.now and (choice.is_sold_out or choice.left_if_few)
    }
    return JsonResponse({"left": found})
