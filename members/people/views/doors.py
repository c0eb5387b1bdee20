"""Who may come in: somebody logged in, and a profile of theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from members.accounts.models import User
from members.people import queries

type View = Callable[..., HttpResponse]


def logged_in(view: View) -> View:
    """The view gets `user`; whoever is not logged in logs in first, and nothing is cached."""

    @never_cache
    @login_required
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, cast("User", request.user), *args, **kwargs)

    return door


def with_profile(view: View) -> View:
    """The view gets `person`; whoever has no profile yet is led to joining."""

    @logged_in
    @wraps(view)
    def door(request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> HttpResponse:
        person = queries.person_of(user)
        if person is None:
            return redirect("people:individual")
        return view(request, person, *args, **kwargs)

    return door
