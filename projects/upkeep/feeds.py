"""Feeds of releases: Atom (RFC 4287) and RSS 2.0, as strangers write them.

The parser knows no document type, so no entities: nothing unfolds to a thousand times its size, and
nothing is read from elsewhere.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError

MOST_ENTRIES = 500
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """Something announced: its key at the source, what it is called, where, when."""

    key: str
    title: str
    url: str = ""
    at: datetime | None = None


def read(content: bytes) -> list[Entry]:
    """The entries of a feed. Refusals: "xml" for what cannot be read, "feed" for what is no feed."""
    root = _tree(content)
    if root.tag == "feed":
        rows = [_atom(entry) for entry in root.findall("entry")]
    elif root.tag in {"rss", "RDF"}:
        rows = [_rss(item) for item in root.iter("item")]
    else:
        raise RuleError(_("This is no feed: give the address of the Atom or RSS."), code="feed")
    return [row for row in rows if row.key and row.title][:MOST_ENTRIES]


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

    def doctype(*_words: object) -> None:
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
