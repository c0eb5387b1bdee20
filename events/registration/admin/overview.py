"""The page of one event for those who sell it: all of it at a glance, each number with its list."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.registration import overview
from events.registration.admin.sale import STATES
from events.registration.admin.statistics import asked_for
from events.registration.models import (
    Code,
    Invitation,
    Order,
    OrderState,
    RefundRequest,
    Sale,
    Stock,
    Ticket,
    TicketType,
)
from events.registration.overview import Overview
from events.registration.questions.models import Question
from events.stages import stage
from foundation.base import clock
from foundation.base.admin import desk, show
from foundation.base.admin.desk import Tile

STAGES = {
    "announced": ("waiting", gettext_lazy("Announced, registration has no date")),
    "soon": ("waiting", gettext_lazy("Registration opens later")),
    "open": ("on_sale", gettext_lazy("Registration is open")),
    "closed": ("closed", gettext_lazy("Registration is closed")),
    "over": ("closed", gettext_lazy("The event is over")),
    "cancelled": ("cancelled", gettext_lazy("Cancelled")),
}
# How the lists below name the event in their filter.
LISTS: tuple[tuple[type[Any], str], ...] = (
    (Order, "event"),
    (Ticket, "order__event"),
    (TicketType, "event"),
    (Stock, "event"),
    (Code, "event"),
    (Invitation, "event"),
    (Question, "event"),
    (RefundRequest, "order__event"),
)


class OverviewPage:
    """Mixed into the admin of sales."""

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the event at a glance."""
        view = self.admin_site.admin_view(self.overview_view)
        own = path("<int:pk>/overview/", view, name="registration_sale_overview")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def overview_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """Figures, places, sales, what is missing, and the way to every list."""
        sale = asked_for(self, request, pk)
        at = clock.now()
        found = overview.of(sale, at)
        context = {
            **self.admin_site.each_context(request),
            "title": str(sale),
            "subtitle": None,
            "opts": self.opts,
            "media": self.media,
            "object": sale,
            "at": at,
            "standing": show.state(*STAGES[stage(sale, at)]),
            "found": found,
            "tiles": _tiles(sale, found),
            "windows": [(row, show.state(*STATES[row.state])) for row in found.windows],
            "stocks": [
                (row, 100 * row.taken / row.size if row.size else 0) for row in found.stocks
            ],
            "lacks": [(lack.text, _mended(sale, lack.place)) for lack in found.lacks],
            "lists": list(_lists(request, sale)),
            "tickets_page": request.build_absolute_uri(
                reverse("registration:register", args=[sale.slug])
            ),
        }
        return TemplateResponse(request, "admin/registration/sale/overview.html", context)


def _list(model: type[Any], by: str, sale: Sale, **more: object) -> str:
    query = urlencode({f"{by}__id__exact": sale.pk, **more})
    return desk.address(model, f"?{query}")


def _tiles(sale: Sale, found: Overview) -> list[Tile]:
    """What was sold, and what waits for staff."""
    orders = found.orders
    late = _("%d of them late") % orders["late"] if orders["late"] else ""
    today = ngettext("%d today", "%d today", found.today) % found.today if found.today else ""
    state = {"state__exact": OrderState.PENDING.value}
    attendees = _list(Ticket, "order__event", sale, state="valid")
    unpaid = _list(Ticket, "order__event", sale, state="waiting")
    held = _list(Ticket, "order__event", sale, state="held")
    asked = _list(RefundRequest, "order__event", sale, state__exact="asked")
    again = _list(Order, "event", sale, follow_up="due")
    refunds = _list(Order, "event", sale, refund_needed__exact=1)
    waiting = sum(row.waiting for row in found.stocks)
    rows = [
        (found.sold, _("tickets sold"), attendees, "green", today),
        (found.unpaid, _("tickets to be paid"), unpaid, "gold", ""),
        (found.held, _("tickets just being ordered"), held, "green", ""),
        (orders["pending"], _("orders to be paid"), _list(Order, "event", sale, **state), "", late),
        (orders["refunds"], _("refunds to make"), refunds, "red", ""),
        (found.asked, _("refund requests to answer"), asked, "", ""),
        (orders["again"], _("orders to follow up"), again, "", ""),
        (waiting, _("people in line"), _list(Stock, "event", sale), "", ""),
    ]
    return [
        Tile(number, label, url, desk.colour(number, alarm or "gold"), note)
        for number, label, url, alarm, note in rows
    ]


def _mended(sale: Sale, place: str) -> str:
    """The page on which something is put right."""
    if place == "event":
        return reverse("admin:events_event_change", args=[sale.pk])
    return _list({"types": TicketType, "stocks": Stock}[place], "event", sale)


def _lists(request: HttpRequest, sale: Sale) -> Iterable[tuple[str, str]]:
    """Every list of this event that this member of staff may see."""
    for model, by in LISTS:
        if desk.may(request, model):
            yield str(model._meta.verbose_name_plural), _list(model, by, sale)
