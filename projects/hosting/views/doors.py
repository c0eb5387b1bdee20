"""Pages whose address is a secret."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponse

from projects.hosting import queries
from projects.hosting.models import Review

type ReviewView[**P] = Callable[Concatenate[HttpRequest, Review, P], HttpResponse]


def keep_private(response: HttpResponse) -> HttpResponse:
    """Keep a page whose address is a secret out of caches, indexes and other sites' logs.

    "same-origin" and not "no-referrer", which would take the form's own Origin away.
    """
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def door[**P](view: ReviewView[P]) -> Callable[..., HttpResponse]:
    """Give the view the review of this address; a wrong secret or reference is 404."""

    @wraps(view)
    def opened(
        request: HttpRequest, reference: str, secret: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        review = queries.behind(reference, secret)
        if review is None:
            raise Http404
        return keep_private(view(request, review, *args, **kwargs))

    return opened
