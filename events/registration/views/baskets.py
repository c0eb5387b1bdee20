"""Which order a browser is filling. Two tabs, the back button and a double click find the same.

A basket is a random word that names one order of one event. The page carries it in its form and
the browser in a cookie, both signed, so nobody can name a basket that was not given out here.
"""

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from events.models import Event
from foundation.base import tokens

DAYS = 3
# How the cookies of all events begin.
COOKIE = "basket-"


def new() -> str:
    """A basket nobody has used."""
    return tokens.secret()


def sign(event: Event, basket: str) -> str:
    """The basket as it travels."""
    return _signer(event).sign(basket)


def named(request: HttpRequest, event: Event) -> str | None:
    """The basket the form was made for, else that of the browser; None if it has none yet."""
    for sent in (request.POST.get("basket"), request.COOKIES.get(_cookie(event))):
        try:
            return _signer(event).unsign(sent or "")
        except BadSignature:
            continue
    return None


def remember(response: HttpResponse, event: Event, basket: str) -> HttpResponse:
    """Have the browser know the basket for some days, on the tickets page of this event only."""
    response.set_cookie(
        _cookie(event),
        sign(event, basket),
        max_age=DAYS * 24 * 3600,
        path=reverse("registration:register", args=[event.slug]),
        httponly=True,
        samesite="Lax",
    )
    return response


def _signer(event: Event) -> Signer:
    return Signer(salt=f"basket of event {event.pk}")


def _cookie(event: Event) -> str:
    return f"{COOKIE}{event.pk}"
