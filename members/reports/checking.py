"""Whether what the public is shown equals the register, row by row.

The pages are asked for as a visitor would, through everything that may keep or change them. What
they should say is asked of the tables directly, not of the code that the pages use.
"""

import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from members.models import Membership, Organization

# (where it is listed: a tier or "supporter", slug, name)
type Row = tuple[str, str, str]
type Fetch = Callable[[str], str]

SUPPORTER = "supporter"
SLUG = re.compile(r"/members/([a-z0-9_-]+)/$")
SECONDS = 20
MOST_PAGES = 200


@dataclass(frozen=True)
class Outcome:
    """How many rows were compared, and a sentence for each that differs."""

    rows: int
    differences: list[str]


def check(day: date, fetch: Fetch) -> Outcome:
    """Compare directory, wall and `members.json` with the memberships and signatures of `day`.

    `fetch` gives the text at a path; what it raises is a difference too.
    """
    truth = register_on(day)
    members = {row for row in truth if row[0] != SUPPORTER}
    parts: list[tuple[str, Callable[[Fetch], set[Row]], set[Row]]] = [
        ("/members/", _directory, truth),
        ("/members.json", _json, truth),
        ("/members/wall/", _wall, members),
    ]
    found: list[str] = []
    for path, read, expected in parts:
        try:
            shown = read(fetch)
        except (OSError, ValueError, KeyError) as failed:
            found.append(f"{path}: it could not be read ({failed}).")
        else:
            found += _compared(path, shown, expected)
    return Outcome(2 * len(truth) + len(members), found)


def register_on(day: date) -> set[Row]:
    """Every membership and every signature of `day`, as the tables have them. Two queries."""
    held = Membership.objects.on(day).values_list(
        "tier__slug", "organization__slug", "organization__name"
    )
    signed = Organization.objects.supporters_on(day).values_list("slug", "name")
    return {*held, *((SUPPORTER, slug, name) for slug, name in signed)}


def _compared(path: str, shown: set[Row], expected: set[Row]) -> Iterable[str]:
    for where, slug, name in sorted(expected - shown):
        yield f"{path}: {name} ({slug}) is missing under {where}."
    for where, slug, name in sorted(shown - expected):
        yield f"{path}: {name} ({slug}) stands under {where}, and the register does not say so."


def _directory(fetch: Fetch) -> set[Row]:
    rows: set[Row] = set()
    for number in range(1, MOST_PAGES):
        reader = _Reader()
        reader.feed(fetch(f"/members/?page={number}" if number > 1 else "/members/"))
        rows |= reader.rows
        if not reader.goes_on:
            return rows
    message = "its pages do not end"
    raise ValueError(message)


def _wall(fetch: Fetch) -> set[Row]:
    reader = _Reader(wall=True)
    reader.feed(fetch("/members/wall/"))
    return reader.rows


def _json(fetch: Fetch) -> set[Row]:
    said = json.loads(fetch("/members.json"))
    members = {(row["tier"], _slug(row["url"]), row["name"]) for row in said["members"]}
    return members | {(SUPPORTER, _slug(row["url"]), row["name"]) for row in said["supporters"]}


def _slug(url: str) -> str:
    found = SLUG.search(url)
    return found[1] if found else ""


class _Reader(HTMLParser):
    """The organisations of a page under the tier whose section they stand in."""

    def __init__(self, *, wall: bool = False) -> None:
        super().__init__()
        self.rows: set[Row] = set()
        self.goes_on = False
        self._wall = wall
        self._where = self._slug = self._name = ""
        self._is_name = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        label = given.get("aria-labelledby", "")
        if tag == "section" and label.startswith("tier-"):
            self._where = label.removeprefix("tier-")
        elif tag == "section":
            self._where = SUPPORTER if label == "wall" else ""
        elif tag == "a":
            self.goes_on |= given.get("rel") == "next"
            listed = self._where or self._wall
            self._slug = _slug(given.get("href", "")) if listed else ""
            self._name, self._is_name = "", self._where == SUPPORTER
        elif tag == "li" and self._wall:
            self._where = given.get("data-tier", "")
        elif tag == "span":
            self._is_name = "class" not in given
        elif tag == "i":
            self._is_name = False

    def handle_data(self, data: str) -> None:
        if self._slug and self._is_name:
            self._name += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._where = ""
        if tag == "a" and self._slug and self._where:
            self.rows.add((self._where, self._slug, self._name.strip()))
            self._slug = ""


def over_the_net(base: str) -> Fetch:
    """Pages of the site at `base`, as any visitor gets them."""
    if urlsplit(base).scheme not in {"http", "https"}:
        message = f"“{base}” is no address of a site: write it as https://foundation.example."
        raise ValueError(message)

    def fetch(path: str) -> str:
        with urlopen(base.rstrip("/") + path, timeout=SECONDS) as answer:  # noqa: S310 -- looked at
            text: str = answer.read().decode()
            return text

    return fetch


def in_this_process(path: str) -> str:
    """A page as this process makes it, through all its middleware."""
    site = urlsplit(settings.SITE_URL)
    where, _, query = path.partition("?")
    environ = {
        "PATH_INFO": where, "QUERY_STRING": query, "HTTP_HOST": site.netloc,
        "SERVER_NAME": site.hostname or "localhost", "HTTP_X_FORWARDED_PROTO": site.scheme,
        "wsgi.url_scheme": site.scheme, "wsgi.input": io.BytesIO(),
    }  # fmt: skip
    setup_testing_defaults(environ)
    # Not called as a server would: what begins and ends a request would close our connection.
    answer: Any = _handler().get_response(WSGIRequest(environ))
    if answer.status_code != HTTPStatus.OK:
        message = f"it answers {answer.status_code}"
        raise ValueError(message)
    return bytes(answer.content).decode()


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()
