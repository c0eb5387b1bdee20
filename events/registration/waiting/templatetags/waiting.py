"""The waiting list on the pages of the sale, which do not know it."""

from typing import Any

from django import template
from django.forms import Form
from django.template.context import Context

from events.registration.queries import Choice, Offer
from events.registration.waiting import queries
from events.registration.waiting.forms import JoinForm

register = template.Library()


@register.inclusion_tag("events/registration/waiting/box.html", takes_context=True)
def waiting_list(context: Context, offer: Offer) -> dict[str, Any]:
    """`{% waiting_list offer %}`: one field to join with, if something of `offer` is sold out.

    Who typed an address into the `form` of the page finds it in that field.
    """
    choices = queries.sold_out(offer)
    return {
        "event": offer.event,
        "offer": offer,
        "choices": choices,
        "form": _form(choices, context.get("form")) if choices else None,
        "csrf_token": context.get("csrf_token"),
    }


def _form(choices: list[Choice], sent: Form | None) -> JoinForm:
    typed = sent.data.get("attendee_email", "") if sent is not None and sent.is_bound else ""
    initial = {"email": typed} if typed else {}
    return JoinForm(choices=choices, auto_id="waiting_%s", initial=initial)
