"""The one thing to do on an event's page, named after where the event stands."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event
from events.registration.queries import Offer
from events.stages import Stage, stage
from foundation.base import moments, money


@dataclass(frozen=True, slots=True)
class Action:
    """What the button says and where it leads; without an address it is a plain statement."""

    label: str
    url: str = ""
    note: str = ""


def action(event: Event, offer: Offer, at: datetime, *, can_be_watched: bool) -> Action:
    """What `event` asks its visitor to do at `at`: the first of these that fits.

    Cancelled; watch it; it is over; register with the event it belongs to; wait until it opens;
    sold out; register at the lowest price; wait for the next step; it is closed.
    """
    where = stage(event, at)
    if where is Stage.CANCELLED:
        return Action(_("Cancelled"), note=_("It does not take place. Who ordered hears from us."))
    if where is Stage.OVER:
        return _over(event, can_be_watched=can_be_watched)
    if event.part_of is not None:
        label = _("Covered by the %(name)s ticket") % {"name": event.part_of}
        return Action(label, event.part_of.get_absolute_url())
    if where is Stage.ANNOUNCED:
        return Action(_("Registration is not open yet"), note=_("The date follows here."))
    if where is Stage.SOON:
        return Action(
            _("Registration opens %(when)s")
            % {"when": moments.shown(event.registration_opens_at or at, event.zone)}
        )
    return _selling(event, offer) if where is Stage.OPEN else Action(_("Registration is closed"))


def _over(event: Event, *, can_be_watched: bool) -> Action:
    if can_be_watched:
        return Action(_("Watch the recordings"), reverse("events:recordings", args=[event.slug]))
    return Action(_("This event is over"))


def _selling(event: Event, offer: Offer) -> Action:
    """Registration is open: what is on sale, or what will be."""
    if offer.is_sold_out:
        return Action(
            _("Sold out: join the waiting list"), reverse("waiting:join", args=[event.slug])
        )
    prices = [
        choice.now.price
        for choice in offer.on_sale
        if choice.now and choice.now.price is not None and not choice.is_sold_out
    ]
    if prices:
        price = min(prices)
        label = (
            _("Register from %(price)s") % {"price": money.show(price, event.currency, short=True)}
            if price
            else _("Register for free")
        )
        return Action(label, reverse("registration:register", args=[event.slug]))
    steps = [choice.later for choice in offer.choices if choice.later and choice.later.sales_from]
    opening = min((step.sales_from for step in steps if step.sales_from), default=None)
    if opening is None:
        return Action(_("Registration is closed"))
    return Action(_("On sale from %(when)s") % {"when": moments.shown(opening, event.zone)})
