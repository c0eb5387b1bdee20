"""How a value looks in a list or on a record: states, moments, links, tables of rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.base import moments


def state(value: str, label: object) -> SafeString:
    """A state as a badge: its colour follows from `value`, the word is `label`."""
    return format_html('<span class="state state--{}">{}</span>', value, label)


def link(url: str, text: object) -> SafeString:
    """A link, or the plain text where there is no address."""
    return format_html('<a href="{}">{}</a>', url, text) if url else format_html("{}", text)


def whole(text: object) -> SafeString:
    """A short text that no line breaks: a code with a dash in it."""
    return format_html('<span class="whole">{}</span>', text)


def email(address: str) -> SafeString:
    """An address that a narrow column breaks before its "@" first."""
    name, at_, domain = address.rpartition("@")
    return format_html("{}<wbr>{}{}", name, at_, domain)


def at(moment: datetime | None, zone: str = "UTC") -> str:
    """A moment with its zone, in the short form of lists; a dash for none."""
    return moments.shown(moment, zone) if moment else "–"


def table(headers: Iterable[object], rows: Iterable[Iterable[Any]], empty: str) -> SafeString:
    """A small table on a record; `empty` is said when there are no rows."""
    context = {"headers": list(headers), "rows": [list(row) for row in rows], "empty": empty}
    return render_to_string("admin/house/table.html", context)
