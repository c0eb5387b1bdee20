"""The page of an invitation: what is offered, yes or no; and its place in the browser.

Whoever accepts goes on to the tickets with the invitation in a cookie, for this event only.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.registration import queries
from events.registration.models import Invitation, InvitationState, Order
from events.registration.services import invitations
from foundation.base import clock

from .doors import is_being_filled, keep_private

# The button that goes on without the invitation, and those of its own page.
LEAVE = "uninvited"
DECLINE, REOPEN = "decline", "reopen"
DAYS = 3
GONE = {InvitationState.WITHDRAWN, InvitationState.OVER}


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Say what is offered and take the answer. Only a button answers: programs that follow the
    links of a mail do not."""
    at = clock.now()
    row = queries.invitation_for(slug, secret)
    if row is None:
        raise Http404
    if request.method != "POST":
        return keep_private(_show(request, row, at))
    try:
        if DECLINE in request.POST:
            row = invitations.decline(invitation=row, at=at)
        elif REOPEN in request.POST:
            row = invitations.reopen(invitation=row, at=at)
        elif row.state(at) in {InvitationState.WRITTEN, InvitationState.SENT}:
            return keep_private(_go_on(row))
    except ValidationError as refusal:
        row.refresh_from_db()
        return keep_private(_show(request, row, at, refusal))
    if row.state(at) in {InvitationState.ACCEPTED, *GONE}:
        return keep_private(_show(request, row, at))
    return keep_private(redirect(row))


def secret_of(request: HttpRequest, event: Event, order: Order | None) -> str:
    """The secret of the invitation this browser or the order on its way keeps, or nothing."""
    if LEAVE in request.POST:
        return ""
    if sent := kept_secret(request, event):
        return sent
    if order is None or order.invitation is None or not is_being_filled(order):
        return ""
    return order.invitation.secret


def kept_secret(request: HttpRequest, event: Event) -> str:
    """The secret of the invitation this browser has accepted, or nothing."""
    return request.COOKIES.get(_cookie(event), "")


def cookie_path(event: Event) -> str:
    """Where the browser shows what it keeps: the tickets and the steps after them."""
    return event.get_absolute_url()


def forget(response: HttpResponse, event: Event) -> None:
    """Have the browser keep no invitation to this event."""
    response.delete_cookie(_cookie(event), path=cookie_path(event), samesite="Lax")


def _go_on(row: Invitation) -> HttpResponse:
    response = redirect(_tickets(row.event))
    response.set_cookie(
        _cookie(row.event),
        row.secret,
        max_age=DAYS * 24 * 3600,
        path=cookie_path(row.event),
        httponly=True,
        samesite="Lax",
    )
    return response


def _show(
    request: HttpRequest, row: Invitation, at: datetime, refusal: ValidationError | None = None
) -> HttpResponse:
    state = row.state(at)
    context: dict[str, Any] = {
        "event": row.event,
        "invitation": row,
        "state": state,
        "choices": queries.invited_to(row, at),
        "is_open": row.event.registration_is_open(at),
        "is_over": row.event.is_over(at),
        "refusal": refusal,
    }
    status = HTTPStatus.GONE if state in GONE or row.event.is_over(at) else HTTPStatus.OK
    if refusal is not None and status == HTTPStatus.OK:
        status = HTTPStatus.CONFLICT
    return render(request, "events/registration/invitation.html", context, status=status)


def _tickets(event: Event) -> str:
    return reverse("registration:register", args=[event.slug])


def _cookie(event: Event) -> str:
    return f"invitation-{event.pk}"
