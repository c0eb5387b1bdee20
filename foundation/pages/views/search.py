"""One box that finds everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.base import clock
from foundation.base.caching import public_page
from foundation.pages import search as finding


@public_page(minutes=1)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds, grouped, best first; without it, what can be searched."""
    results = finding.everything(request.GET.get("q", ""), clock.now())
    return render(request, "foundation/pages/search.html", {"results": results})
