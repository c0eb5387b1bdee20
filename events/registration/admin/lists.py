"""Lists that stay fast at 100,000 rows: what they find, page by page, and what they filter by."""

import re
from typing import Any

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.registration.models import Order, Ticket
from foundation.base import clock, zones

# Words beyond these say no more about whom somebody looks for.
MOST_WORDS = 6

# The indexes hold every three letters that follow each other.
TRIGRAM = 3


def words_of(typed: str) -> list[str]:
    """The words somebody looks for. A NUL is no letter to the database."""
    return typed.replace("\0", "").split()[:MOST_WORDS]


def part_of(word: str, *fields: str) -> Q:
    """`word` is a part of one of `fields`, whatever its capitals; shorter than three letters, it
    begins a word there.

    ILIKE is what the trigram indexes know: `icontains` compares in capitals, which they do not.
    They hold every three letters, and two spaces before each word.
    """
    safe = re.sub(r"([%_\\])", r"\\\1", word)
    likes = [f"%{safe}%"] if len(word) >= TRIGRAM else [f"{safe}%", f"% {safe}%"]
    found = Q()
    for field in fields:
        for like in likes:
            found |= Q(Like(F(field), Value(like)))
    return found


class Like(Func):
    """`text ILIKE pattern`."""

    template = "%(expressions)s"
    arg_joiner = " ILIKE "
    output_field = BooleanField()


def orders_with(rows: QuerySet[Order], typed: str) -> QuerySet[Order]:
    """Those of `rows` where each word is part of the code, name, e-mail or organisation, or of
    the name of an attendee.

    Orders and tickets are asked one after the other: over a join no index would serve.
    """
    for word in words_of(typed):
        ours = part_of(word, "code", "name", "email", "organization")
        own = Order.objects.order_by().filter(ours).values("pk")
        coming = Ticket.objects.order_by().filter(part_of(word, "attendee_name"))
        rows = rows.filter(pk__in=own.union(coming.values("order"), all=True))
    return rows


def tickets_with(rows: QuerySet[Ticket], typed: str) -> QuerySet[Ticket]:
    """Those of `rows` where each word is part of the attendee's name or e-mail, or is the code of
    the order."""
    words = words_of(typed)
    codes = [word.upper().partition("-")[0] for word in words]
    found = dict(Order.objects.filter(code__in=codes).values_list("code", "pk")) if words else {}
    for word, code in zip(words, codes, strict=True):
        hit = part_of(word, "attendee_name", "attendee_email")
        if code in found:
            hit |= Q(order_id=found[code])
        rows = rows.filter(hit)
    return rows


class Pages(Paginator[Any]):
    """Finds the keys of a page first, and asks for columns, joins and sums of these rows alone.

    The database would work them out for every row before the page, to leave them out again.
    `shown` are all rows in the order of the list, with what it shows of them.
    """

    shown: QuerySet[Any]

    def page(self, number: int | str) -> Page[Any]:
        """The page, as two questions."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows: Any = self.object_list
        keys = list(rows.values_list("pk", flat=True)[start : start + self.per_page])
        return Page(self.shown.filter(pk__in=keys), number, self)


class LongList:
    """Mixed into the admin of what there are many of."""

    def get_paginator(
        self: Any,
        request: HttpRequest,
        queryset: Any,
        per_page: int,
        orphans: int = 0,
        allow_empty_first_page: bool = True,
    ) -> Pages:
        """Searched and filtered once, for the keys."""
        pages = Pages(queryset, per_page, orphans, allow_empty_first_page)
        shown = self.get_queryset(request).select_related(*self.list_select_related)
        pages.shown = shown.order_by(*queryset.query.order_by)
        return pages


class Used(admin.RelatedFieldListFilter):
    """Filter by what at least one row refers to, looked up by index: Django's own reads them all."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, Any]]:
        """Key and name of each."""
        rows = field.model._default_manager.filter(**{field.name: OuterRef("pk")})
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[tuple[str, Any]] = field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to=Q(Exists(rows))
        )
        return choices


class FollowUp(admin.SimpleListFilter):
    """Orders that somebody wanted to look at again."""

    title = _("follow-up")
    parameter_name = "follow_up"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("To follow up now")), ("any", _("To follow up some day"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "due":
            return queryset.filter(follow_up_on__lte=zones.day(clock.now()))
        return queryset.filter(follow_up_on__isnull=False) if self.value() == "any" else queryset
