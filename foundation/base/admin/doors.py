"""Links of the admin lead nowhere that their reader may not go: such a link is plain text."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def opens(request: HttpRequest, url: str) -> bool:
    """Whether the reader may open `url`; yes for what is no page of a table in the admin."""
    root = reverse("admin:index")
    if not url.startswith(root):
        return True
    app, _, rest = url.removeprefix(root).partition("?")[0].partition("/")
    model, _, page = rest.partition("/")
    try:
        desk: Any = admin.site.get_model_admin(apps.get_model(app, model))
    except (LookupError, ValueError, NotRegistered):
        return True
    if not hasattr(desk, "may_open"):
        return bool(desk.has_view_or_change_permission(request))
    return bool(desk.may_open(request, page.strip("/").rpartition("/")[2]))


def plain(request: HttpRequest, page: str) -> str:
    """`page` (HTML) with the words of each link that the reader may not open."""
    may: Callable[[str], bool] = cache(lambda url: opens(request, url))
    return _LINK.sub(lambda link: link[0] if may(link[1]) else link[2], page)


# What a room puts beside the buttons of a record of a room below: a label and an address.
type Beside = Callable[[Any], tuple[str, str]]
_beside: list[tuple[type[Model], Beside]] = []


def beside(model: type[Model]) -> Callable[[Beside], Beside]:
    """Decorator: offer what `link(row)` answers on every record of `model`."""

    def add(link: Beside) -> Beside:
        _beside.append((model, link))
        return link

    return add


def links_beside(request: HttpRequest, row: Any) -> list[tuple[str, str]]:
    """Label and address of what other rooms offer on the record `row`, and the reader may open."""
    links = (link(row) for model, link in _beside if isinstance(row, model))
    return [(label, url) for label, url in links if opens(request, url)]


class OpenDoors:
    """Mixed into the admin of the house: records and lists offer no link that answers with 403.

    A room whose pages ask for more than to see the rows says so in `may_open`.
    """

    def may_open(self: Any, request: HttpRequest, page: str) -> bool:
        """Whether the reader may open the pages of this table that end in `page`."""
        may = self.has_add_permission if page == "add" else self.has_view_or_change_permission
        return bool(may(request))

    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The record, once it is written out."""
        return sifted(request, super().render_change_form(request, *args, **kwargs))  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The list, once it is written out."""
        return sifted(request, super().changelist_view(request, *args, **kwargs))  # type: ignore[misc]


def sifted(request: HttpRequest, response: Any) -> Any:
    """`response`, whose closed links become plain text once it is written out."""
    if isinstance(response, TemplateResponse) and not getattr(request.user, "is_superuser", False):
        response.add_post_render_callback(lambda drawn: _sift(request, drawn))
    return response


def _sift(request: HttpRequest, drawn: Any) -> None:
    drawn.content = plain(request, drawn.content.decode())
