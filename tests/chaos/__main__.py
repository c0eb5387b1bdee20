"""`make chaos`: buyers on the real pages while processes are killed and the database restarts.

Web workers and background workers are killed with SIGKILL at random moments, PostgreSQL as if the
power failed. Buyers leave at the card and their bank pays too late, staff give money back, and in
the middle one of the two events is called off, its workers killed half-way. In the end it prints
what happened, and how much was lost, doubled or is unexplained; the exit code is 1 unless all of
that is 0.
"""

import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.chaos import options as read_options
from tests.chaos.processes import House, free_port, meanwhile
from tests.chaos.server import Server

# When so much of the orders is sold, staff call one of the events off.
CALL_OFF_AT = 0.6


class Story:
    """Everything that happens until the last order has been sold."""

    def __init__(self, options, house, events, seen, counts):
        self.options, self.house, self.seen, self.counts = options, house, seen, counts
        self.stays, self.goes = events
        self.sold_out = threading.Event()
        self.was_called_off = False

    def run(self):
        """Buy, kill, give back, call off; the seconds it took."""
        from tests.chaos import staff

        bank = staff.LateBank(self.seen.left)
        acts = [staff.cancel_one, staff.book_a_transfer, bank.let_lapse, bank.pay_late]
        seeds = [(act, self.options.seed + number) for number, act in enumerate(acts)]
        began = time.monotonic()
        dice = random.Random(self.options.seed)
        with (
            self.house.in_trouble(dice, self.options.pause),
            staff.at_work(threading.Event(), seeds, self.counts),
            meanwhile(self._call_off),
        ):
            self._sell(began)
        return time.monotonic() - began

    def _sell(self, began):
        def visit(thread):
            number = 0
            while not self._is_over(began):
                number += 1
                self._visit(thread, number)

        with ThreadPoolExecutor(self.options.buyers) as pool:
            list(pool.map(visit, range(self.options.buyers)))
        self.sold_out.set()

    def _visit(self, thread, number):
        from tests.chaos import world
        from tests.chaos.buyers import Buyer

        dice = random.Random(f"{self.options.seed} {thread} {number}")
        event = dice.choice([self.stays] if self.was_called_off else [self.stays, self.goes])
        name = f"{thread}-{number}"
        urls, start = self.house.urls, world.path(event)
        if code := Buyer(urls, start, name, dice, self.counts, self.seen.left).buy():
            self.seen.promised.append(code)

    def _is_over(self, began):
        is_late = time.monotonic() - began > self.options.seconds
        return is_late or len(self.seen.promised) >= self.options.orders

    def _call_off(self, stop):
        """Wait until enough is sold, then call the event off; whatever else goes on."""
        from tests.chaos import calling_off

        enough = self.options.orders * CALL_OFF_AT
        while len(self.seen.promised) < enough and not self.sold_out.wait(0.1):
            pass
        self.was_called_off = True
        if not calling_off.call_off(self.house, self.goes, self.counts):
            self.counts["times nobody went on calling off"] += 1


def say(words):
    """Tell who waits what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def end(*_signal):
    """Who ends us from outside must not leave everything else running."""
    raise SystemExit("Chaos was ended before it was over.")


def main():
    options = read_options.read()
    signal.signal(signal.SIGTERM, end)
    database = Server(free_port(), "chaos")
    house = House(database)
    import django
    from django.conf import settings

    django.setup()
    from tests.chaos import world
    from tests.chaos.checks import count
    from tests.chaos.checks.seen import Seen
    from tests.chaos.telling import tell

    counts, seen = Counter(), Seen()
    try:
        say("making the tables and two events")
        events = world.make(options.orders)
        world.leave()
        house.start()
        with house.supervised():
            say("buying, killing, calling off")
            spent = Story(options, house, events, seen, counts).run()
            say("waiting until everything has settled")
            world.settle(counts)
        seen.worker_kills = house.kills["background worker"]
        seen.database_restarts = house.kills["PostgreSQL"]
        wrong = count(seen)
        for name in ("buyers who gave up", "times nobody went on calling off"):
            wrong[name] = counts.pop(name, 0)
        tell(options, house, counts, seen, spent, wrong)
    finally:
        house.stop()
        world.leave()
        database.cleanup()
        shutil.rmtree(world.MAIL_FOLDER, ignore_errors=True)
        shutil.rmtree(settings.BANK_FOLDER, ignore_errors=True)
    sys.exit(1 if +wrong else 0)


if __name__ == "__main__":
    main()
