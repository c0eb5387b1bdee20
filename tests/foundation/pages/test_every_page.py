"""Every public page of every wing, on the real data, held to what `pages.md` promises for all."""

import gzip
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from foundation.base import clock
from tests import databases

STATIC = Path(settings.STATICFILES_DIRS[0])
MOST_BYTES = 100_000
# Pages of a kind are made by one template: of the 530 organisations every twentieth is looked at.
EVERY = 20

INLINE = re.compile(r"\s(?:style|on[a-z]+)=[\"']|<style\b|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
SOURCE = re.compile(
    r"<(?:script|img|iframe|source|video|audio|use|image)\b[^>]*?\b(?:src|href)=\"([^\"]+)\""
)
LINKED = re.compile(r"<link\b[^>]*>")
FONT = "fonts/archivo-latin.woff2"


@dataclass(frozen=True)
class Page:
    """A page as a visitor without cookies gets it."""

    path: str
    status: int
    headers: dict[str, str]
    cookies: list[str]
    html: str

    def one(self, pattern: str) -> str:
        """What `pattern` captures, if it occurs exactly once; else nothing."""
        found = re.findall(pattern, self.html, re.DOTALL)
        return unescape(" ".join(found[0].split())) if len(found) == 1 else ""

    @property
    def has_form(self) -> bool:
        return "csrfmiddlewaretoken" in self.html


def fetch(path):
    response = Client().get(path)
    return Page(
        path,
        response.status_code,
        dict(response.headers),
        list(response.cookies),
        response.content.decode(),
    )


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """What the site map lists, fetched once from the seeded database."""
    moment = datetime(2022, 10, 10, 9, tzinfo=UTC)
    with (
        django_db_blocker.unblock(),
        databases.copy("every_page", seeded=True),
        clock.seen_from(moment),
    ):
        site_map = Client().get("/sitemap.xml").content.decode()
        paths = re.findall(rf"<loc>{re.escape(settings.SITE_URL)}([^<]*)</loc>", site_map)
        rows = [path for path in paths if re.fullmatch(r"/members/[^/]+/", path)]
        skipped = set(rows) - set(rows[::EVERY])
        yield [fetch(path) for path in paths if path not in skipped]


def wrong(pages, rule):
    return [page.path for page in pages if not rule(page)]


def test_every_wing_is_on_the_map(pages):
    wings = Counter(page.path.split("/")[1] for page in pages)

    assert wings["members"] > 20
    assert wings["projects"] > 8
    assert wings["events"] > 5


def test_every_page_is_there(pages):
    assert {page.path: page.status for page in pages if page.status != 200} == {}


def test_every_title_is_its_own(pages):
    titles = Counter(page.one(r"<title>(.*?)</title>") for page in pages)

    assert [title for title, times in titles.items() if times > 1] == []


def test_every_page_has_one_heading_of_the_first_order(pages):
    assert wrong(pages, lambda page: len(re.findall(r"<h1\b", page.html)) == 1) == []


def test_every_page_describes_itself(pages):
    describes = r'<meta name="description" content="([^"]+)">'

    assert wrong(pages, lambda page: len(page.one(describes)) > 20) == []


def test_every_page_names_its_own_address(pages):
    assert (
        wrong(
            pages,
            lambda page: (
                page.one(r'<link rel="canonical" href="([^"]+)">')
                == f"{settings.SITE_URL}{page.path}"
            ),
        )
        == []
    )


def test_no_page_sets_a_cookie_unless_it_holds_a_form(pages):
    assert wrong(pages, lambda page: not page.cookies or page.has_form) == []
    assert wrong(pages, lambda page: set(page.cookies) <= {"csrftoken"}) == []


def test_pages_without_a_form_may_be_cached_by_everybody(pages):
    # What a person closes must be closed at once: their pages are kept by nobody.
    people = "/members/people/"
    open_ones = [page for page in pages if not page.has_form and not page.path.startswith(people)]

    assert wrong(open_ones, lambda page: "public" in page.headers.get("Cache-Control", "")) == []
    assert wrong(open_ones, lambda page: "ETag" in page.headers) == []
    assert wrong(open_ones, lambda page: "Cookie" not in page.headers.get("Vary", "")) == []


def test_pages_with_a_form_are_cached_by_nobody_else(pages):
    forms = [page for page in pages if page.has_form]

    assert wrong(forms, lambda page: "public" not in page.headers.get("Cache-Control", "")) == []


def test_the_policy_allows_nothing_unsafe(pages):
    policies = {page.headers.get("Content-Security-Policy", "") for page in pages}

    assert all("script-src 'self'" in policy for policy in policies)
    assert not any("unsafe" in policy or "*" in policy for policy in policies)


def test_nothing_is_written_inline(pages):
    assert wrong(pages, lambda page: not INLINE.search(page.html)) == []
    assert wrong(pages, lambda page: all(map(is_file_or_data, SCRIPT.findall(page.html)))) == []


def is_file_or_data(script):
    attributes, body = script
    return (
        " src=" in attributes and not body.strip()
    ) or 'type="application/ld+json"' in attributes


def test_nothing_comes_from_elsewhere(pages):
    def is_ours(page):
        links = [tag for tag in LINKED.findall(page.html) if "canonical" not in tag]
        sources = SOURCE.findall(page.html)
        sources += [address for tag in links for address in re.findall(r'href="([^"]+)"', tag)]
        return all(
            source.startswith(("/", "#", "data:")) and source[:2] != "//" for source in sources
        )

    assert wrong(pages, is_ours) == []


def test_no_first_load_is_over_a_hundred_kilobytes(pages):
    heavy = {page.path: weight(page) for page in pages if weight(page) > MOST_BYTES}

    assert heavy == {}


def weight(page):
    """Bytes of the page with its styles, scripts and pictures compressed, and its font."""
    files = {name.partition("#")[0] for name in re.findall(r'"/static/([^"]+)"', page.html)}
    files = {name for name in files if name.endswith((".css", ".js", ".svg"))}
    packed = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in files)
    return packed + len(gzip.compress(page.html.encode())) + (STATIC / FONT).stat().st_size


def test_links_inside_the_site_lead_somewhere(pages, django_db_blocker):
    """Only what several pages share: the header, the footer and the home page."""
    home = next(page for page in pages if page.path == "/")
    links = {unescape(link) for link in re.findall(r'<a\b[^>]*\bhref="(/[^"]*)"', home.html)}

    with (
        django_db_blocker.unblock(),
        clock.seen_from(datetime(2022, 10, 10, 9, tzinfo=UTC)),
    ):
        dead = [link for link in sorted(links) if Client().get(link).status_code >= 400]

    assert dead == []
