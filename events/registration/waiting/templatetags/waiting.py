"""The waiting list on the pages of the sale, which do not know it."""

from typing import Any

from django import template
from django.template.context import Context

from events.registration.queries import Offer
from events.registration.waiting import queries
from events.registration.waiting.forms import JoinForm

register = template.Library()


@register.inclusion_tag("events/registration/waiting/box.html", takes_context=True)
def waiting_list(context: Context, offer: Offer) -> dict[str, Any]:
    """`{% waiting_list offer %}`: one field to join with, if something of `offer` is sold out."""
    choices = queries.sold_out(offer)
    return {
        "event": offer.event,
        "offer": offer,
        "choices": choices,
        "form": JoinForm(choices=choices, auto_id="waiting_%s") if choices else None,
        "csrf_token": context.get("csrf_token"),
    }
