"""Doors: an answer opens to whoever knows the secret in its address."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from foundation.base.errors import RuleError
from projects.deployments.models import Answer
from projects.deployments.steps import STEPS, Step

type View[**P] = Callable[Concatenate[HttpRequest, Answer, P], HttpResponse]

UNPROCESSABLE = 422


def keep_private(response: HttpResponse) -> HttpResponse:
    """Neither kept by a cache, nor found by a search, nor told to other sites."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def url_of(row: Answer, step: Step) -> str:
    """The page of a step."""
    return reverse(f"deployments:{step.slug}", args=[row.reference, row.secret])


def stations(row: Answer) -> list[tuple[str, str]]:
    """The steps with their pages."""
    return [(str(step.name), url_of(row, step)) for step in STEPS]


def door[**P](view: View[P]) -> Callable[..., HttpResponse]:
    """Give the view the answer of this address. A wrong secret, a wrong reference and an answer
    that was withdrawn are 404; a change that comes too late leads to the page of the answer."""

    @wraps(view)
    def opened(
        request: HttpRequest, reference: str, secret: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        rows = Answer.objects.select_related("round", "organization", "industry")
        row = rows.filter(reference=reference.upper(), secret=secret).first()
        if row is None:
            raise Http404
        try:
            return keep_private(view(request, row, *args, **kwargs))
        except RuleError as refusal:
            if refusal.code == "gone":
                raise Http404 from refusal
            if refusal.code != "closed":
                raise
            messages.warning(request, refusal.messages[0])
            return keep_private(redirect(row))

    return opened
