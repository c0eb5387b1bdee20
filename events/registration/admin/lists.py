"""Lists that stay fast at 100,000 rows: what they find, page by page, and what they filter by."""

import re
from typing import Any

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from events.registration.models import Order, Ticket

# Words beyond these say no more about whom somebody looks for.
MOST_WORDS = 6


def words_of(typed: str) -> list[str]:
    """The words somebody looks for. A NUL is no letter to the database."""
    return typed.replace("\0", "").split()[:MOST_WORDS]


def orders_with(rows: QuerySet[Order], typed: str) -> QuerySet[Order]:
    """Those of `rows` where each word is part of the code, name, e-mail or organisation, or of
    the name of an attendee.

    `icontains` would compare in capitals, which the trigram indexes do not know; `~*` they do.
    Orders and tickets are asked one after the other: over a join no index would serve.
    """
    for word in words_of(typed):
        part = re.escape(word)
        own = Order.objects.order_by().filter(
            Q(name__iregex=part)
            | Q(email__iregex=part)
            | Q(organization__iregex=part)
            | Q(code__contains=word.upper())
        )
        coming = Ticket.objects.order_by().filter(attendee_name__iregex=part)
        rows = rows.filter(pk__in=own.values("pk").union(coming.values("order"), all=True))
    return rows


def tickets_with(rows: QuerySet[Ticket], typed: str) -> QuerySet[Ticket]:
    """Those of `rows` where each word is part of the attendee's name or e-mail, or is the code of
    the order."""
    words = words_of(typed)
    codes = [word.upper().partition("-")[0] for word in words]
    found = dict(Order.objects.filter(code__in=codes).values_list("code", "pk")) if words else {}
    for word, code in zip(words, codes, strict=True):
        part = re.escape(word)
        hit = Q(attendee_name__iregex=part) | Q(attendee_email__iregex=part)
        if code in found:
            hit |= Q(order_id=found[code])
        rows = rows.filter(hit)
    return rows


class Pages(Paginator[Any]):
    """Finds the keys of a page first, and asks for columns, joins and sums of these rows alone.

    The database would work them out for every row before the page, to leave them out again.
    """

    def page(self, number: int | str) -> Page[Any]:
        """The page, as two questions."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows: Any = self.object_list
        keys = list(rows.values_list("pk", flat=True)[start : start + self.per_page])
        return self._get_page(rows.filter(pk__in=keys), number, self)


class Used(admin.RelatedFieldListFilter):
    """Filter by what at least one row refers to, looked up by index: Django's own reads them all."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[Any, str]]:
        """Key and name of each."""
        rows = field.model._base_manager.filter(**{field.name: OuterRef("pk")})
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[tuple[Any, str]] = field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to=Q(Exists(rows))
        )
        return choices
