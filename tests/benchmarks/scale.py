"""What lists, searches, statistics and exports of staff cost with 100,000 attendees.

The lines are `name value unit floor ratio`: the floor is what the house allows (12 statements,
50 ms for a search, 200 ms for statistics), for a list the time the smallest page takes.
"""

import gc
import re
import threading
import time
from contextlib import contextmanager

import psutil
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import databases
from tests.admin import enter
from tests.benchmarks import crowd

STATEMENTS, SEARCH, STATISTICS, MEMORY = 12, 50, 200, 40
ORDERS = "/admin/registration/order/"
ATTENDEES = "/admin/registration/ticket/"
LISTS = {
    "orders": f"{ORDERS}?",
    "orders_page": f"{ORDERS}?p=1000",
    "orders_filtered": f"{ORDERS}?state__exact=pending&event__id__exact=%s",
    "attendees": f"{ATTENDEES}?",
    "attendees_page": f"{ATTENDEES}?p=500",
    "attendees_filtered": f"{ATTENDEES}?state=valid&order__event__id__exact=%s",
}
SEARCHES = {
    "orders_by_name": (ORDERS, "okafor 12"),
    "orders_by_common_name": (ORDERS, "okafor"),
    "orders_by_mail": (ORDERS, "hopper4321@"),
    "orders_by_code": (ORDERS, "QXX1F4"),
    "orders_by_organisation": (ORDERS, "telecom 411"),
    "orders_by_two_letters": (ORDERS, "da"),
    "attendees_by_name": (ATTENDEES, "okafor 99"),
    "attendees_by_common_name": (ATTENDEES, "okafor"),
    "attendees_by_mail": (ATTENDEES, "perlman9876@"),
    "attendees_by_order": (ATTENDEES, "QXX1F40-1"),
    "attendees_by_two_letters": (ATTENDEES, "da"),
}


def line(name, value, unit, floor, *, more=""):
    """A figure beside what it may be."""
    print(f"{name} {value:.2f} {unit} {floor:.2f} {value / floor:.2f}{more}", flush=True)


def told(client, address, **sent):
    """The statements of a page, and the milliseconds it takes: the best of three."""
    best, said = 1e9, []
    for _try in range(3):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address, sent)
        best = min(best, (time.perf_counter() - began) * 1000)
        if page.status_code != 200:
            raise SystemExit(f"{address} answered {page.status_code}.")
        said = [row["sql"] for row in captured.captured_queries]
    return said, best


def in_database(statement):
    """The milliseconds the server says it takes, planning included: the best of three."""
    best = 1e9
    with connection.cursor() as cursor:
        for _try in range(3):
            cursor.execute("explain (analyze, timing off) " + statement.replace("%", "%%"), ())
            plan = "\n".join(row[0] for row in cursor.fetchall())
            spent = re.findall(r"(?:Planning|Execution) Time: ([\d.]+)", plan)
            best = min(best, sum(map(float, spent)))
    return best


def slowest(said):
    """The milliseconds of all questions of a page together, and the worst of them."""
    costs = [(in_database(sql), sql) for sql in said if sql.startswith("SELECT")]
    return sum(cost[0] for cost in costs), max(costs)


def lists(client, event):
    """Statements, time in the database and in all, of pages of the two long lists."""
    for name, address in LISTS.items():
        said, spent = told(client, address.replace("%s", str(event.pk)))
        total, worst = slowest(said)
        line(f"{name}_sql", len(said), "statements", STATEMENTS)
        more = f" | {spent:.0f} ms in all; the slowest question {worst[0]:.1f} ms"
        line(f"{name}_db", total, "ms", SEARCH, more=more)


def searches(client):
    """The slowest question of a search: which rows are found, how many, or what they show."""
    for name, (address, words) in SEARCHES.items():
        said, spent = told(client, address, q=words)
        _total, worst = slowest(said)
        more = f" | {len(said)} statements, {spent:.0f} ms in all"
        line(name, worst[0], "ms", SEARCH, more=more)


def statistics(client, event):
    """The page of figures of the event that most come to."""
    said, spent = told(client, f"/admin/registration/sale/{event.pk}/statistics/")
    total, worst = slowest(said)
    line("statistics_sql", len(said), "statements", STATEMENTS)
    more = f" | {spent:.0f} ms in all; the slowest question {worst[0]:.1f} ms"
    line("statistics_db", total, "ms", STATISTICS, more=more)


def exports(client):
    """Seconds of an export of everybody, and how much memory the process took more for it."""
    for kind in ("csv", "xlsx"):
        began = time.perf_counter()
        with held_at_most() as most:
            size = sum(len(part) for part in client.get(f"{ATTENDEES}export/{kind}/"))
        spent = time.perf_counter() - began
        more = f" | {size / 1e6:.1f} MB written"
        line(f"export_{kind}_memory", most[0] / 1e6, "MB", MEMORY, more=more)
        line(f"export_{kind}", spent, "s", 30)


@contextmanager
def held_at_most():
    """Afterwards its first item is the most that this process held more than before, in bytes.

    Looked at every 20 ms: what the process once held before this began says nothing.
    """
    process = psutil.Process()
    gc.collect()
    before, most, over = process.memory_info().rss, [0], threading.Event()

    def look():
        while not over.wait(0.02):
            most[0] = max(most[0], process.memory_info().rss - before)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def run():
    """All of it, in a database that is thrown away."""
    with databases.copy("scale"):
        began = time.perf_counter()
        event = crowd.gather()
        crowd.settle()
        spent = time.perf_counter() - began
        line("crowd", spent, "s", 60, more=f" | {crowd.ORDERS} orders, {crowd.TICKETS} tickets")
        client = enter(Client())
        lists(client, event)
        searches(client)
        statistics(client, event)
        exports(client)
