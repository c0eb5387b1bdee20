"""Doors: an application opens to whoever knows the secret in its address."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from foundation.base.errors import RuleError
from members.applications import queries
from members.applications.models import Application
from members.applications.steps import Step

type View[**P] = Callable[Concatenate[HttpRequest, Application, P], HttpResponse]

# What a change is refused with because of the state it meets: told on the applicant's page.
ELSEWHERE = {"sent", "not_now", "draft"}
# The pages of steps that have an address of their own.
NAMED = {"documents", "check"}


def address(row: Application) -> list[str]:
    """What stands in the addresses of an application's pages."""
    return [row.reference, row.secret]


def url_of(row: Application, step: Step) -> str:
    """The page of a step."""
    if step.slug in NAMED:
        return reverse(f"applications:{step.slug}", args=address(row))
    return reverse("applications:step", args=[*address(row), step.slug])


def keep_private(response: HttpResponse) -> HttpResponse:
    """Neither kept by a cache nor found by a search."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def door[**P](view: View[P]) -> Callable[..., HttpResponse]:
    """Give the view the application of this address. A wrong secret and a wrong reference are
    both 404, and so is a draft that was erased; a change that comes too late leads to the page."""

    @wraps(view)
    def opened(
        request: HttpRequest, reference: str, secret: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        row = queries.behind(reference, secret)
        if row is None:
            raise Http404
        try:
            return keep_private(view(request, row, *args, **kwargs))
        except RuleError as refusal:
            if refusal.code == "gone":
                raise Http404 from refusal
            if refusal.code not in ELSEWHERE:
                raise
            messages.warning(request, refusal.messages[0])
            return keep_private(redirect(row))

    return opened
