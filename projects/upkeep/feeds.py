"""Feeds of releases: Atom (RFC 4287) and RSS 2.0, as strangers write them.

The parser knows no document type, so no entities: nothing unfolds to a thousand times its size, and
nothing is read from elsewhere.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import NoReturn
from urllib.parse import unquote
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError

MOST_ENTRIES = 500
DEEPEST = 40
BOM = b"\xef\xbb\xbf"
# Where GitHub, GitLab and Gitea keep the page of a tag: what follows is the tag itself.
_TAG_PAGE = re.compile(r"/(?:releases/tag|src/tag|-/tags|-/releases|tags)/([^/?#]+)/?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something announced: its key at the source, what it is called, where, when."""

    key: str
    title: str
    url: str = ""
    at: datetime | None = None

    @property
    def tag(self) -> str:
        """The git tag that its address is the page of; "" if it is no such page."""
        found = _TAG_PAGE.search(self.url)
        return unquote(found[1]) if found else ""


def read(content: bytes) -> list[Entry]:
    """The entries of a feed, of those with the same key the first.

    Refusals: "xml" for what cannot be read, "feed" for what is no feed.
    """
    if content.removeprefix(BOM).lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        _no_feed(_("This is no feed but a web page: give the address of the Atom or RSS."))
    root = _tree(content)
    if root.tag == "feed":
        rows = [_atom(entry) for entry in root.findall("entry")]
    elif root.tag in {"rss", "RDF"}:
        rows = [_rss(item) for item in root.iter("item")]
    else:
        _no_feed(_("This is no feed: give the address of the Atom or RSS."))
    found: dict[str, Entry] = {}
    for row in rows:
        if row.key and row.title:
            found.setdefault(row.key, row)
    return list(found.values())[:MOST_ENTRIES]


def _atom(entry: Element) -> Entry:
    links = {link.get("rel", "alternate"): link.get("href", "") for link in entry.findall("link")}
    when = _text(entry, "published") or _text(entry, "updated")
    key = _text(entry, "id") or links.get("alternate", "")
    return Entry(key[:500], _text(entry, "title"), links.get("alternate", ""), _moment(when))


def _rss(item: Element) -> Entry:
    url = _text(item, "link")
    when = _text(item, "pubDate") or _text(item, "date")
    return Entry((_text(item, "guid") or url)[:500], _text(item, "title"), url, _moment(when))


def _text(parent: Element, name: str) -> str:
    found = parent.find(name)
    text = "".join(found.itertext()) if found is not None else ""
    return " ".join(unescape(text).replace("\0", "").split())


def _moment(text: str) -> datetime | None:
    """A time of Atom or of RSS; None for one that no calendar has."""
    found = None
    with suppress(ValueError):
        found = parse_datetime(text)
    if found is None:
        with suppress(ValueError, TypeError, OverflowError):
            found = parsedate_to_datetime(text)
    if found is None:
        return None
    with suppress(OverflowError, ValueError):
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    return None


def _tree(content: bytes) -> Element:
    builder, depth = TreeBuilder(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            _refuse(_("The feed is nested too deeply."))
        builder.start(_plain(tag), {_plain(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_plain(tag))

    def doctype(name: str, _system: str | None, _public: str | None, has_own: bool) -> None:
        # RSS 0.91 names the document type of Netscape, which nobody fetches; one that is written
        # out in the feed may hold entities.
        if has_own or name != "rss":
            _refuse(_("The feed brings a document type of its own, which is not read."))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
        return builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        return _refuse(_("The feed is broken: it is no whole XML."))


def _plain(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def _refuse(words: str) -> NoReturn:
    raise RuleError(words, code="xml")


def _no_feed(words: str) -> NoReturn:
    raise RuleError(words, code="feed")
