"""`make chaos`: buyers on the real pages while processes are killed and the database restarts.

Prints what happened, and how many orders, tickets, invoices and mails were lost, doubled or are
unexplained; the exit code is 1 unless all of them are 0. CHAOS_SECONDS is for how long,
CHAOS_BUYERS how many buy at once, CHAOS_PAUSE the longest pause between two acts: on a slow
machine a longer one leaves a web worker the time to start.
"""

import os
import random
import shutil
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.chaos.processes import House, free_port
from tests.chaos.server import Server

SECONDS = float(os.environ.get("CHAOS_SECONDS", "90"))
BUYERS = int(os.environ.get("CHAOS_BUYERS", "12"))


def shop(house, path, stop, counts, promised):
    """Buyers in several threads, one after the other in each, until `stop` is set."""
    from tests.chaos.buyers import Buyer

    def visit(thread):
        number = 0
        while not stop.is_set():
            number += 1
            dice = random.Random(thread * 1000 + number)
            code = Buyer(house.urls, path, f"{thread}-{number}", dice, counts).buy()
            if code:
                promised.append(code)

    with ThreadPoolExecutor(BUYERS) as pool:
        list(pool.map(visit, range(BUYERS)))


def trade(house, path, counts, promised):
    """Let buyers buy and staff give back while processes are killed; how long it took."""
    from tests.chaos import refunds

    stop_buying, stop_killing = threading.Event(), threading.Event()
    dice = random.Random(20221010)
    others = [
        threading.Thread(target=house.trouble, args=(stop_killing, dice)),
        threading.Thread(
            target=refunds.give_back_until, args=(stop_killing, random.Random(1), counts)
        ),
    ]
    for thread in others:
        thread.start()
    threading.Timer(SECONDS, stop_buying.set).start()
    began = time.monotonic()
    try:
        shop(house, path, stop_buying, counts, promised)
    finally:
        stop_buying.set()
        stop_killing.set()
    for thread in others:
        thread.join()
    return time.monotonic() - began


@contextmanager
def supervised(house):
    """Start what ends, to the last: a worker dies of a database that was switched off a while ago."""
    stop = threading.Event()
    thread = threading.Thread(target=house.supervise, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def main():
    database = Server(free_port(), "chaos")
    house = House(database)
    import django
    from django.conf import settings

    django.setup()
    from tests.chaos import world

    counts, promised = Counter(), []
    try:
        path = world.make()
        house.start()
        with supervised(house):
            spent = trade(house, path, counts, promised)
            wrong = world.settle_and_check(promised)
        if counts["buyers who gave up"]:
            wrong["buyers who gave up"] = counts["buyers who gave up"]
        world.tell(house, counts, spent, promised, wrong)
    finally:
        house.stop()
        world.leave()
        database.cleanup()
        shutil.rmtree(world.MAIL_FOLDER, ignore_errors=True)
        shutil.rmtree(settings.BANK_FOLDER, ignore_errors=True)
    sys.exit(1 if +wrong else 0)


if __name__ == "__main__":
    main()
