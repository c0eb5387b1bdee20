"""`python -m tests.benchmarks register`: the public register of ten thousand organisations.

Twenty years of joining, moving and leaving. Each line is `name value unit floor ratio`: processor
time of this process for one request that no cache of pages knows, beside the least it may cost.
`_cold` is the first request after something was changed, when the register is read anew.
"""

import random
from datetime import date, timedelta
from importlib import import_module
from time import process_time

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext, override_settings

from foundation.base.models import Foundation
from members import register
from members.models import Membership, Organization, Tier
from tests import databases
from tests.benchmarks.inside import Inside

ORGANIZATIONS = 10_000
FIRST = date(2003, 1, 1)
TODAY = date(2022, 10, 10)
BAR = 15.0
TIMES = 20
COUNTRIES = ["US", "DE", "SE", "FR", "JP", "KR", "CN", "IN", "BR", "CA", "GB", "NL", "PL", "ES"]
PAGES = {
    "directory": "/members/",
    "directory_search": "/members/?q=organisation+77",
    "directory_filter": "/members/?country=SE&tier=gold",
    "directory_as_of": "/members/?as_of=2012-06-06",
    "statistics": "/members/statistics/",
    "wall": "/members/wall/?tier=gold",
    "agreements": "/members/agreements/",
    "organization": "/members/organisation-77/",
}


def fill():
    """Organisations, half of them supporters, and what tiers each held when; gives the rows."""
    dice = random.Random(2022)
    tiers = [
        Tier(name=name, slug=name.lower(), rank=rank, text=name, summary=name, logo_size=6 - rank)
        for rank, name in enumerate(("Platinum", "Gold", "Silver", "Associate"), start=1)
    ]
    Tier.objects.bulk_create(tiers)
    organizations = Organization.objects.bulk_create(
        Organization(
            name=f"Organisation {number}",
            slug=f"organisation-{number}",
            country=dice.choice(COUNTRIES),
            industry=f"Industry {dice.randrange(20)}",
            is_supporter=number % 2 == 0,
        )
        for number in range(ORGANIZATIONS)
    )
    rows = [
        Membership(organization=each, tier=tier, span=span)
        for each in organizations
        for tier, span in _held(dice, tiers)
    ]
    Membership.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(rows)


def _held(dice, tiers):
    """One to four tiers, one after the other; two in three are members to this day."""
    start = FIRST + timedelta(days=dice.randrange((TODAY - FIRST).days))
    for number in range(dice.randint(1, 4)):
        end = start + timedelta(days=dice.randint(200, 3000))
        is_last = end >= TODAY or number == 3
        goes = dice.random() < 0.33
        yield dice.choice(tiers), DateRange(start, end if goes or not is_last else None)
        if is_last or goes:
            return
        start = end


def spent(ask):
    """Milliseconds of processor time of one call."""
    began = process_time()
    ask()
    return (process_time() - began) * 1000


def line(name, value, unit, floor, more=""):
    ratio = value / floor if floor else 0
    print(f"{name} {value:.2f} {unit} {floor:.2f} {ratio:.2f}{more}", flush=True)


def floor():
    """What the bare view costs, asked as the pages are: milliseconds."""
    browser = Inside()
    # It changes the settings as it is imported: for as long as this lasts.
    with override_settings():
        browser.application = import_module("tests.benchmarks.bare").application
        costs = sorted(spent(lambda: browser.get("/bare/")) for _ in range(TIMES))
    line("bare", costs[TIMES // 2], "ms", costs[TIMES // 2])
    return costs[TIMES // 2]


def measure(name, path, least):
    """What a page costs: cold, then again and again; and how many statements it takes."""
    browser = Inside()
    register._shelf.clear()
    cold = spent(lambda: browser.get(path))
    with CaptureQueriesContext(connection) as said:
        status, _where, page = browser.get(path)
    # Read at once: the next request forgets them.
    statements = [float(row["time"]) * 1000 for row in said.captured_queries]
    costs = sorted(spent(lambda: browser.get(path)) for _ in range(TIMES))
    more = (
        f" | {status}, {len(page) / 1000:.0f} kB plain, {len(statements)} statements, "
        f"{sum(statements):.0f} ms of waiting for them; a bare view {least:.2f} ms"
    )
    line(name, costs[TIMES // 2], "ms", BAR, more)
    line(f"{name}_cold", cold, "ms", BAR)


def run():
    """All of it, in a database that is thrown away."""
    with databases.copy("register"):
        Foundation.objects.get_or_create(pk=1)
        began = process_time()
        number = fill()
        took = process_time() - began
        line("register", took, "s", 60, f" | {ORGANIZATIONS} organisations, {number} memberships")
        bare = floor()
        for name, path in PAGES.items():
            measure(name, path, bare)
