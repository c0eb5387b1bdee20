"""`make bench`: what pages and purchases cost, beside the least they could cost.

Each line is `name value unit floor ratio`. Floors are measured in the same run, so that a ratio
means the same on a slow machine as on a fast one. `--profile` says where the time goes.
"""

import io
import os
import subprocess
import sys
from contextlib import contextmanager
from importlib import import_module

from tests.benchmarks import load
from tests.benchmarks.site import Site, cpu_of, environment
from tests.chaos.processes import free_port
from tests.chaos.server import Server

SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))
LANDING = "/events/vancouver-2023/"
FREE = "/events/ptg-october-2022/register/"
PAID = "/events/vancouver-2023/register/"
# A free ticket on one page, a priced one by invoice on one page, and over every page of the way.
PURCHASES = {
    "purchase": ("buy_free", FREE),
    "purchase_one": ("buy_one", PAID),
    "purchase_paid": ("buy_paid", PAID),
}


def line(name, value, unit, floor, *, more=""):
    """`ratio` is the part of the floor's rate that is reached, or how often its cost is paid."""
    ratio = value / floor if floor else 0
    print(f"{name} {value:.2f} {unit} {floor:.2f} {ratio:.2f}{more}", flush=True)


def fill():
    """The seeded database, whose events never sell out while they are measured."""
    from django.core.management import call_command

    from events.registration.models import Stock
    from foundation.pages.demo import preparation

    call_command("migrate", verbosity=0)
    preparation.static_files()
    call_command("seed", stdout=io.StringIO())
    Stock.objects.filter(size__gt=0).update(size=1_000_000)


@contextmanager
def house():
    """A durable PostgreSQL with the data, and a port for the web server."""
    port = free_port()
    server = Server(free_port(), "bench")
    os.environ |= environment(server, port)
    import django
    from django.db import connections

    django.setup()
    try:
        fill()
        connections.close_all()
        yield server, port
    finally:
        connections.close_all()
        server.cleanup()


def measure(site, server, job, path, **options):
    """The outcome of a load, and the milliseconds that web and database spent on one act."""
    load.run(job, site.port, path, each=1, **options)
    web, base = site.cpu(), cpu_of(server.pid)
    outcome = load.run(job, site.port, path, seconds=SECONDS, **options)
    done = max(outcome.done, 1)
    return outcome, (site.cpu() - web) / done * 1000, (cpu_of(server.pid) - base) / done * 1000


def told(outcome, web, base):
    """What stands behind a rate."""
    return (
        f" | web {web:.2f} ms, database {base:.2f} ms of processor time each; "
        f"half within {outcome.wait(0.5):.0f} ms, 95 % within {outcome.wait(0.95):.0f} ms; "
        f"{outcome.requests / max(outcome.done, 1):.0f} requests; "
        f"load {outcome.cpu / outcome.seconds:.2f} cores"
    )


def pages(site, server, floor):
    """A public page that no cache knows, and the same from the cache."""
    for name, fresh in (("landing", True), ("landing_cached", False)):
        outcome, web, base = measure(site, server, "read", LANDING, fresh=fresh)
        line(name, outcome.rate, "req/s", floor, more=told(outcome, web, base))


def purchases(site, server):
    """The orders a second, beside those that pgbench inserts, and what one costs."""
    from django.db import connections

    from tests.benchmarks import floor

    found = []
    for name, (job, path) in PURCHASES.items():
        outcome, web, base = measure(site, server, job, path)
        least = floor.rate(server, SECONDS, load.BUYERS)
        connections.close_all()
        line(name, outcome.rate, "orders/s", least, more=told(outcome, web, base))
        found.append((f"{name}_cpu", web + base))
    for name, value in found:
        line(name, value, "ms", 20)


def race(name, site, *, buyers, each, places, stocks, floor):
    """So many buyers at once, one after the other in each process, on too few places of an event
    whose ticket takes a place of several stocks."""
    from django.db import connections

    from events.registration.models import Stock, Ticket
    from tests.factories.events import make_event, make_stock, make_ticket_type

    event = make_event()
    # The first is the scarce one, and is written first: the others wait for it.
    rows = [make_stock(event=event, size=places + 50 * number) for number in range(stocks)]
    make_ticket_type(stock=rows[0], price=0).stocks.add(*rows)
    connections.close_all()
    path = f"/events/{event.slug}/register/"
    outcome = load.run("buy_free", site.port, path, each=each, buyers=buyers // each)
    sold = Ticket.objects.valid().filter(order__event=event).count()
    taken = set(Stock.objects.filter(event=event).values_list("taken", flat=True))
    connections.close_all()
    is_exact = {sold, outcome.done, *taken} == {places}
    more = (
        f" | {outcome.done + outcome.refused} buyers, {buyers // each} at once, {stocks} stocks, "
        f"{outcome.done} bought, {outcome.refused} refused, {'exact' if is_exact else 'NOT EXACT'}"
    )
    line(name, outcome.seconds, "s", floor, more=more)
    if not is_exact:
        sys.exit(f"{name}: {sold} sold, {outcome.done} bought, {taken} taken of {places} places.")


def statements():
    """What one order says to the database; the floor is the statements of pgbench's script."""
    from tests.benchmarks import floor, inside

    for name, (job, path) in PURCHASES.items():
        said, requests = inside.statements(job, path)
        least = floor.script().count(";") + 1
        line(f"{name}_sql", len(said), "statements", least, more=f" | {requests} requests")
    line("landing_anew", inside.anew(LANDING), "ms", 15)


def profile():
    from tests.benchmarks import inside

    jobs = {
        "landing": ("read", LANDING, {"fresh": True}),
        **{name: (*purchase, {}) for name, purchase in PURCHASES.items()},
    }
    for name, (job, path, options) in jobs.items():
        parts = inside.breakdown(job, path, 20, **options)
        said = ", ".join(f"{part} {value:.2f}" for part, value in sorted(parts.items()))
        print(f"{name} ms: {said}", flush=True)


# What is measured on the tests' server, each alone: with 100,000 attendees, with long histories.
ALONE = ("scale", "history", "register", "projects")


def alone(name):
    """A name of `ALONE` on the command line: only that, in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    import_module(f"tests.benchmarks.{name}").run()


def main():
    for name in ALONE:
        if name in sys.argv:
            alone(name)
            return
    plain = dict(os.environ)
    with house() as (server, port):
        with Site("tests.benchmarks.bare:application") as bare:
            outcome, web, base = measure(bare, server, "read", "/bare/")
        line("bare", outcome.rate, "req/s", outcome.rate, more=told(outcome, web, base))
        with Site("foundation.wsgi:application", port) as site:
            pages(site, server, outcome.rate)
            purchases(site, server)
            race("race", site, buyers=300, each=1, places=100, stocks=1, floor=3)
            race("race_stocks", site, buyers=2000, each=125, places=1000, stocks=3, floor=20)
        statements()
        if "--profile" in sys.argv:
            profile()
    # Staff without a second factor see nothing in production: it has the settings of the tests.
    for name in ALONE:
        subprocess.run([sys.executable, "-m", "tests.benchmarks", name], env=plain, check=True)


if __name__ == "__main__":
    main()
