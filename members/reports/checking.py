"""Whether what the public is shown equals the register, row by row.

The pages are asked for as a visitor would, through everything that may keep or change them. What
they should say is asked of the tables directly, not of the code that the pages use.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit
from urllib.request import urlopen

from foundation.base import inside
from members.models import Membership, NameKind, Organization, OrganizationName
from members.reports import reading
from members.reports.reading import SUPPORTER, Fetch, Row

SECONDS = 20
# Of so many organisations a day the own page is read, and the register as of one past day: all of
# them, and the days of five years, have their turn.
OWN_PAGES = 60
PAST_DAYS = 5 * 365
STRIDE = 397


@dataclass(frozen=True)
class Outcome:
    """How many rows were compared, and a sentence for each that differs."""

    rows: int
    differences: list[str]


@dataclass(frozen=True)
class Part:
    """A page, how its rows are read, and which they should be."""

    path: str
    read: Callable[[Fetch], set[Row]]
    expected: set[Row]

    def compared(self, fetch: Fetch) -> Iterator[str]:
        """A sentence for each row that is missing or too many."""
        shown = self.read(fetch)
        for where, slug, name in sorted(self.expected - shown):
            yield f"{self.path}: {name} ({slug}) is missing under {where}."
        for where, slug, name in sorted(shown - self.expected):
            yield (
                f"{self.path}: {name} ({slug}) stands under {where}, "
                "and the register does not say so."
            )


@dataclass(frozen=True)
class Numbers:
    """A page, how its numbers are read, and which they should be; where there is nobody it may say
    nothing."""

    path: str
    read: Callable[[Fetch], dict[str, int]]
    expected: Counter[str]

    def compared(self, fetch: Fetch) -> Iterator[str]:
        """A sentence for each number that is another."""
        shown = self.read(fetch)
        for where in sorted({*shown, *self.expected}):
            said, true = shown.get(where, 0), self.expected[where]
            if said != true:
                yield f"{self.path}: it counts {said} under {where}, and the register has {true}."


def check(day: date, fetch: Fetch) -> Outcome:
    """Compare directory, wall, agreements, `members.json`, the numbers beside filters and in the
    statistics, and pages of organisations with the memberships and signatures of `day`; directory
    and `members.json` also as of a past day.

    `fetch` gives the text at a path; what it raises is a difference too.
    """
    parts = list(_parts(day))
    found: list[str] = []
    for part in parts:
        try:
            found += part.compared(fetch)
        except (OSError, ValueError, KeyError) as failed:
            found.append(f"{part.path}: it could not be read ({failed}).")
    return Outcome(sum(len(part.expected) for part in parts), found)


def _parts(day: date) -> Iterator[Part | Numbers]:
    truth = register_on(day)
    members = {row for row in truth if row[0] != SUPPORTER}
    yield Part("/members/", reading.directory, truth)
    yield Part("/members.json", reading.for_programs, truth)
    yield Part("/members/wall/", reading.wall, members)
    yield Part("/members/agreements/", reading.agreements, truth - members)
    yield Numbers("/members/", reading.choices, Counter(row[0] for row in truth))
    yield Numbers("/members/statistics/", reading.bars, Counter(row[0] for row in members))
    past = day - timedelta(days=day.toordinal() * STRIDE % PAST_DAYS + 1)
    query = f"?as_of={past}"
    before = register_on(past)
    yield Part(f"/members/{query}", partial(reading.directory, query=query), before)
    yield Part(f"/members.json{query}", partial(reading.for_programs, query=query), before)
    for slug, name in _in_turn(day):
        own = {(where, slug, name) for where, each, _name in truth if each == slug}
        yield Part(f"/members/{slug}/", partial(_own, slug=slug, name=name), own)


def register_on(day: date) -> set[Row]:
    """Every membership and every signature of `day`, as the tables have them, by the name that the
    organisation had then. Three queries."""
    former = OrganizationName.objects.filter(kind=NameKind.FORMER, until__gt=day)
    names = dict(former.order_by("-until").values_list("organization__slug", "name"))
    held = Membership.objects.on(day).values_list(
        "tier__slug", "organization__slug", "organization__name"
    )
    signed = Organization.objects.supporters_on(day).values_list("slug", "name")
    every = [*held, *((SUPPORTER, slug, name) for slug, name in signed)]
    return {(where, slug, names.get(slug, name)) for where, slug, name in every}


def _in_turn(day: date) -> Iterable[tuple[str, str]]:
    """Slug and name of the organisations whose turn it is on `day`. Two queries."""
    rows = Organization.objects.order_by("pk").values_list("slug", "name")
    turns = max(-(-rows.count() // OWN_PAGES), 1)
    first = day.toordinal() % turns * OWN_PAGES
    return list(rows[first : first + OWN_PAGES])


def _own(fetch: Fetch, *, slug: str, name: str) -> set[Row]:
    return {(where, slug, name) for where in reading.own_page(fetch, slug)}


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
    answer = inside.page(path)
    if answer.status_code != HTTPStatus.OK:
        message = f"it answers {answer.status_code}"
        raise ValueError(message)
    return bytes(answer.content).decode()
