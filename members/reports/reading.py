"""What public pages say, read as a visitor's browser reads them: no code of theirs is used."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

# (where it is listed: a tier or "supporter", slug, name)
type Row = tuple[str, str, str]
type Fetch = Callable[[str], str]

SUPPORTER = "supporter"
SLUG = re.compile(r"/members/([a-z0-9_-]+)/$")
MOST_PAGES = 200
# The badges on the page of an organisation, the choices of the directory's filter with how many
# there are of each, and the bars of the statistics with theirs.
BADGE = re.compile(r'<a class="badge badge--([a-z0-9_-]+)" href="/members/')
CHOICE = re.compile(r'<option value="([a-z0-9_-]+)"[^>]*>[^<]*\((\d+)\)</option>')
BAR = re.compile(r'\?tier=([a-z0-9_-]+)&amp;.*?class="bars__number">([^<]+)<', re.DOTALL)


def directory(fetch: Fetch, query: str = "") -> set[Row]:
    """Every page of the directory, as of today or with `?as_of=` of another day."""
    return set(_listed(fetch, "/members/", query))


def agreements(fetch: Fetch) -> set[Row]:
    """Every page of the register of agreements."""
    return set(_listed(fetch, "/members/agreements/", "", where=SUPPORTER))


def wall(fetch: Fetch) -> set[Row]:
    """The marks of members, as other sites show them."""
    reader = Reader(wall=True)
    reader.feed(fetch("/members/wall/"))
    return reader.rows


def for_programs(fetch: Fetch, query: str = "") -> set[Row]:
    """The same as JSON."""
    said = json.loads(fetch(f"/members.json{query}"))
    members = {(row["tier"], _slug(row["url"]), row["name"]) for row in said["members"]}
    return members | {(SUPPORTER, _slug(row["url"]), row["name"]) for row in said["supporters"]}


def own_page(fetch: Fetch, slug: str) -> set[str]:
    """What the page of an organisation says it is: tiers, and "supporter"."""
    page = fetch(f"/members/{slug}/")
    return set(BADGE.findall(page.partition("</h1>")[2].partition("<h2")[0]))


def choices(fetch: Fetch) -> dict[str, int]:
    """How many there are of each tier, and of supporters, says the filter of the directory."""
    _before, _tier, after = fetch("/members/").partition('name="tier"')
    return {where: int(number) for where, number in CHOICE.findall(after.partition("</select>")[0])}


def bars(fetch: Fetch) -> dict[str, int]:
    """How many members each tier has, say the statistics."""
    page = fetch("/members/statistics/")
    return {where: int(re.sub(r"\D", "", number)) for where, number in BAR.findall(page)}


def _listed(fetch: Fetch, path: str, query: str, *, where: str = "") -> Iterator[Row]:
    for number in range(1, MOST_PAGES):
        reader = Reader(where=where)
        more = f"page={number}" if number > 1 else ""
        words = "&".join(filter(None, (query.removeprefix("?"), more)))
        reader.feed(fetch(f"{path}?{words}" if words else path))
        yield from reader.rows
        if not reader.goes_on:
            return
    message = "its pages do not end"
    raise ValueError(message)


def _slug(url: str) -> str:
    found = SLUG.search(urlsplit(url).path)
    return found[1] if found else ""


class Reader(HTMLParser):
    """The organisations of a page under the tier whose section they stand in; in a table, under
    `where`."""

    def __init__(self, *, wall: bool = False, where: str = "") -> None:
        super().__init__()
        self.rows: set[Row] = set()
        self.goes_on = False
        self._wall, self._table = wall, where
        self._where = self._slug = self._name = ""
        self._is_name = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        label = given.get("aria-labelledby", "")
        if tag == "section" and label.startswith("tier-"):
            self._where = label.removeprefix("tier-")
        elif tag == "section":
            self._where = SUPPORTER if label == "wall" else ""
        elif tag == "th" and given.get("scope") == "row":
            self._where = self._table
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
        if tag == "section" or (tag == "th" and self._table):
            self._where = ""
        if tag == "a" and self._slug and self._where:
            self.rows.add((self._where, self._slug, self._name.strip()))
            self._slug = ""
