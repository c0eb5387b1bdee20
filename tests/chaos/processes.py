"""Two web servers and the background worker: started, killed at random moments, started again."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import psutil

WEB = "granian --interface wsgi --workers 1 --blocking-threads 1 --log-level critical --no-ws"
KEEP = "--respawn-failed-workers --respawn-interval 0.2 --host 127.0.0.1 --port"
# As behind a balancer: while one is started again, the other serves.
NODES = 2
PAUSE = float(os.environ.get("CHAOS_PAUSE", "3.5"))
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
        self.worker = None
        self.log = LOG.open("w")

    def start(self):
        self.webs = [self._start_web(port) for port in self.ports]
        self._start_worker()
        end = time.monotonic() + 90
        while not all(map(serves, self.urls)):
            if time.monotonic() > end:
                raise SystemExit("The web server did not answer within 90 seconds.")
            time.sleep(0.2)

    def trouble(self, stop: threading.Event, dice: random.Random):
        """Kill something every few seconds until `stop` is set."""
        acts = [self._kill_web, self._kill_worker, self._kill_web, self._restart_database]
        number = 0
        while not stop.wait(dice.uniform(0.3, 1.0) * PAUSE):
            acts[number % len(acts)](dice)
            number += 1

    def supervise(self, stop: threading.Event):
        """Start what has ended, as the service manager of a real server does."""
        while not stop.wait(0.2):
            self.revive()

    def revive(self):
        """Start what has ended. (The web server gives up when a worker dies twice in seconds.)"""
        for node, web in enumerate(self.webs):
            if web.poll() is not None:
                self.restarts["web server"] += 1
                self.webs[node] = self._start_web(self.ports[node])
        if self.worker.poll() is not None:
            self.restarts["background worker"] += 1
            self._start_worker()

    def _kill_web(self, dice):
        web = dice.choice(self.webs)
        if web.poll() is None and (children := psutil.Process(web.pid).children()):
            dice.choice(children).send_signal(signal.SIGKILL)
            self.kills["web worker"] += 1

    def _kill_worker(self, dice):
        if self.worker.poll() is None:
            self.worker.kill()
            self.worker.wait()
            self.kills["background worker"] += 1

    def _restart_database(self, dice):
        self.database.restart()
        self.kills["PostgreSQL"] += 1

    def _start_web(self, port):
        words = [*WEB.split(), *KEEP.split(), str(port), "foundation.wsgi:application"]
        return self._start("-m", *words)

    def _start_worker(self):
        self.worker = self._start("manage.py", "worker", "-v0")

    def stop(self):
        for process in (self.worker, *self.webs):
            if process and process.poll() is None:
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


def serves(url):
    try:
        with urllib.request.urlopen(f"{url}/healthz/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
