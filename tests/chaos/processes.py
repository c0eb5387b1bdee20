"""Two web servers and two background workers: started, killed at random moments, started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil

WEB = "granian --interface wsgi --workers 1 --blocking-threads 1 --log-level critical --no-ws"
KEEP = "--respawn-failed-workers --respawn-interval 0.2 --host 127.0.0.1 --port"
# As behind a balancer: while one is started again, the other serves.
NODES = 2
WORKERS = 2
# What the processes said last, to be read when something is not explained.
LOG = Path(__file__).resolve().parents[2] / ".data" / "chaos.log"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """Everything that runs beside the database."""

    def __init__(self, database):
        self.database = database
        self.hand = threading.Lock()
        # How long a process takes until it works.
        self.takes_seconds = 0.0
        self.ports = [free_port() for _node in range(NODES)]
        self.urls = [f"http://127.0.0.1:{port}" for port in self.ports]
        self.kills = {"web worker": 0, "background worker": 0, "PostgreSQL": 0}
        self.restarts = {"web server": 0, "background worker": 0}
        environment = {
            "DATABASE_URL": database.url(),
            "SITE_URL": self.urls[0],
            "LOG_LEVEL": "CRITICAL",
        }
        os.environ |= environment | {
            "FOUNDATION_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
        }
        self.webs: list[subprocess.Popen] = []
        self.workers: list[subprocess.Popen] = []
        self.log = LOG.open("w")

    def start(self):
        self.webs = [self._start_web(port) for port in self.ports]
        self.workers = [self._start_worker() for _number in range(WORKERS)]
        began = time.monotonic()
        while not all(map(serves, self.urls)):
            if time.monotonic() - began > 90:
                raise SystemExit("The web server did not answer within 90 seconds.")
            time.sleep(0.2)
        self.takes_seconds = time.monotonic() - began

    @contextmanager
    def in_trouble(self, dice, pause):
        """Meanwhile kill something after at most `pause` seconds, and again. Where the machine
        takes longer than that to start a process, wait as long: else nobody gets to work."""
        pause = max(pause, self.takes_seconds)
        acts = [self.kill_web, self.kill_worker, self.kill_web, self.restart_database]

        def trouble(stop):
            number = 0
            while not stop.wait(dice.uniform(0.3, 1.0) * pause):
                acts[number % len(acts)](dice)
                number += 1

        with meanwhile(trouble):
            yield

    @contextmanager
    def supervised(self):
        """Meanwhile start what has ended, as the service manager of a real server does."""

        def supervise(stop):
            while not stop.wait(0.2):
                self.revive()

        with meanwhile(supervise):
            yield

    def revive(self):
        """Start what has ended. (The web server gives up when a worker dies twice in seconds.)"""
        with self.hand:
            for node, web in enumerate(self.webs):
                if web.poll() is not None:
                    self.restarts["web server"] += 1
                    self.webs[node] = self._start_web(self.ports[node])
            for number, worker in enumerate(self.workers):
                if worker.poll() is not None:
                    self.restarts["background worker"] += 1
                    self.workers[number] = self._start_worker()

    def kill_web(self, dice):
        web = dice.choice(self.webs)
        try:
            if web.poll() is None and (children := psutil.Process(web.pid).children()):
                dice.choice(children).send_signal(signal.SIGKILL)
                self.kills["web worker"] += 1
        except psutil.NoSuchProcess:
            return

    def kill_worker(self, dice):
        self._kill_workers([dice.choice(self.workers)])

    def kill_workers(self):
        """SIGKILL to all that run; how many."""
        return self._kill_workers(self.workers)

    def _kill_workers(self, workers):
        with self.hand:
            running = [worker for worker in workers if worker.poll() is None]
            for worker in running:
                worker.kill()
            for worker in running:
                worker.wait()
            self.kills["background worker"] += len(running)
            return len(running)

    def restart_database(self, dice=None):
        with self.hand:
            self.database.restart()
            self.kills["PostgreSQL"] += 1

    def _start_web(self, port):
        words = [*WEB.split(), *KEEP.split(), str(port), "foundation.wsgi:application"]
        return self._start("-m", *words)

    def _start_worker(self):
        return self._start("manage.py", "worker", "-v0")

    def stop(self):
        for process in (*self.workers, *self.webs):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(8)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def _start(self, *words):
        return subprocess.Popen(
            [sys.executable, *words],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )


@contextmanager
def meanwhile(act):
    """Run `act` beside what is within, told by an event when to stop. What it raises is raised."""
    stop, failed = threading.Event(), []

    def run():
        try:
            act(stop)
        except BaseException as error:  # noqa: BLE001 -- it is raised below
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if failed:
        raise failed[0]


def serves(url):
    try:
        with urllib.request.urlopen(f"{url}/healthz/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
