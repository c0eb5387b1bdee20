"""The first page of the admin, put together from what all wings know."""

from typing import Any

from django import template
from django.apps import apps
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from events.registration.models import Order
from foundation.base import clock, zones
from foundation.base.admin.desk import address, may, waits
from foundation.base.admin.doors import plain
from foundation.billing.models import Entry
from foundation.pages.queries import desk as questions
from members.models import Membership

register = template.Library()

# The wings in the order staff think of them, and what belongs to none of ours.
WINGS = ("events", "members", "projects", "foundation")
LENT = {"account": "members", "auth": "members"}
MACHINE = "The machine room"


@register.inclusion_tag("admin/desk/desk.html", takes_context=True)
def desk(context: Context) -> dict[str, Any]:
    """`{% desk %}`: what this member of staff may know of what waits and what happens."""
    request = context["request"]
    now = clock.now()
    return {
        "now": now,
        "user": request.user,
        "parts": waits(request, now),
        "sales": questions.sales(now) if may(request, Order) else [],
        "takings": questions.takings(now) if may(request, Entry) else None,
        "entries": address(Entry, "?kind__exact=payment"),
        "members": questions.members(zones.day(now)) if may(request, Membership) else None,
        "newest": questions.newest() if may(request, Order) else None,
        "orders": address(Order),
        "wings": _wings(context.get("app_list") or []),
    }


@register.simple_block_tag(takes_context=True)
def doors(context: Context, content: str) -> SafeString:
    """`{% doors %}`: what is inside, its links that the reader may not open being plain text."""
    return mark_safe(plain(context["request"], content))  # noqa: S308 -- written by templates


def _wings(app_list: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The lists this person may open, wing by wing."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in (*WINGS, MACHINE)}
    for app in app_list:
        label = app["app_label"]
        wing = LENT.get(label) or apps.get_app_config(label).name.partition(".")[0]
        found[wing if wing in WINGS else MACHINE] += app["models"]
    return [(name.capitalize(), models) for name, models in found.items() if models]
