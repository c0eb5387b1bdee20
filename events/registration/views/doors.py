"""Doors: an order and a ticket open to whoever knows the secret in their address."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from events.registration import queries
from events.registration.models import Order, OrderState, Ticket

type OrderView[**P] = Callable[Concatenate[HttpRequest, Order, P], HttpResponse]
type TicketView[**P] = Callable[Concatenate[HttpRequest, Ticket, P], HttpResponse]


def address(order: Order) -> list[str]:
    """What stands in the addresses of an order's pages."""
    return [order.event.slug, order.code, order.secret]


def is_being_filled(order: Order) -> bool:
    """Whether the order is still on its way: held, or held until a while ago."""
    return order.state in {OrderState.HELD, OrderState.EXPIRED}


def agreed_total(request: HttpRequest) -> Decimal | None:
    """The total on the button that was pressed: another tab may have changed it since."""
    try:
        total = Decimal(request.POST["total"])
    except (KeyError, InvalidOperation):
        return None
    # What is no number is no total that anything costs.
    return total if total.is_finite() else Decimal(-1)


def keep_private(response: HttpResponse, *, was_sent: bool = False) -> HttpResponse:
    """Neither kept by a cache nor found by a search. That its address does not travel to other
    sites is the policy of all pages (`no-referrer` would take the Origin from our own forms).

    What answers a form that `was_sent` the browser itself may keep, to show it when somebody goes
    back to it: else it says an error of its own there, and what was typed is lost.
    """
    response["Cache-Control"] = "no-cache, private" if was_sent else "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def order_door[**P](view: OrderView[P]) -> Callable[..., HttpResponse]:
    """Give the view the order of this address. A wrong secret and a wrong code are both 404."""

    @wraps(view)
    def opened(
        request: HttpRequest, slug: str, code: str, secret: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        order = queries.order_for(slug, code, secret)
        if order is None:
            raise Http404
        was_sent = request.method == "POST"
        return keep_private(view(request, order, *args, **kwargs), was_sent=was_sent)

    return opened


def ticket_door[**P](view: TicketView[P]) -> Callable[..., HttpResponse]:
    """Give the view the ticket of this address; a link that opens nothing says why it may be."""

    @wraps(view)
    def opened(
        request: HttpRequest, slug: str, secret: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        ticket = queries.ticket_for(slug, secret)
        # Before its order is sent off, nobody has been given the link of a ticket.
        if ticket is None or is_being_filled(ticket.order):
            return keep_private(render(request, "events/registration/no_ticket.html", status=404))
        was_sent = request.method == "POST"
        return keep_private(view(request, ticket, *args, **kwargs), was_sent=was_sent)

    return opened
