"""The processes of the demo: they start together and end together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.client import HTTPException
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

APPLICATION = "foundation.wsgi:application"
HOST = "127.0.0.1"
SERVES_WITHIN = 60.0
STOPS_WITHIN = 8.0
MOST_RESTARTS, RESTARTS_WITHIN = 3, 60.0


def port_from(text: str) -> int:
    """The port that PORT names, if it can be used; otherwise one sentence that says why not."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        message = f"PORT={text} is not a port: choose a number from 1 to 65535."
        raise CommandError(message)
    port = int(text)
    with socket.socket() as probe:
        # A port that was left a moment ago may be taken again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            message = f"Port {port} is kept for the system: choose one above 1023."
            raise CommandError(message) from None
        except OSError:
            other = port + 1 if port < 65535 else port - 1
            message = f"Port {port} is in use: stop what uses it, or run PORT={other} make demo."
            raise CommandError(message) from None
    return port


class Processes:
    """The web server and the worker. They live in sessions of their own, so Ctrl-C reaches only
    the demo itself, which then ends them one after the other."""

    def __init__(self, *, port: int, environment: dict[str, str]) -> None:
        self.url = f"http://{HOST}:{port}"
        # Links in mails lead here, unless somebody has put another address before it.
        self._environment = {"SITE_URL": self.url, **os.environ, **environment}
        self._port = port
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._arguments: dict[str, tuple[str, ...]] = {}
        # When each of them ended by itself.
        self._ends: dict[str, list[float]] = {}

    def start(self, stop: threading.Event) -> None:
        """Start them and return once pages are served, or `stop` is set."""
        web = "granian --interface wsgi --workers 2 --blocking-threads 1 --log-level warning"
        options = f"--host {HOST} --port {self._port} --workers-kill-timeout 3 --no-ws"
        options += " --respawn-failed-workers"
        self._start("web server", "-m", *web.split(), *options.split(), APPLICATION)
        end = time.monotonic() + SERVES_WITHIN
        while not stop.is_set() and not self._serves():
            self.check()
            if time.monotonic() > end:
                message = f"The web server did not answer within {SERVES_WITHIN:.0f} seconds."
                raise CommandError(message)
            time.sleep(0.1)
        # Pages first: a mail may wait a second longer.
        self._start("worker", "manage.py", "worker", "-v0")

    def watch(self, stop: threading.Event) -> None:
        """Start again what ends by itself, until `stop` is set, as a service manager does.

        Raises CommandError when the same one has ended too often within a minute.
        """
        while not stop.wait(0.5):
            for name, process in list(self._running.items()):
                if process.poll() is not None:
                    self._start_again(name)

    def _start_again(self, name: str) -> None:
        now = time.monotonic()
        ends = [at for at in self._ends.get(name, []) if now - at < RESTARTS_WITHIN]
        if len(ends) == MOST_RESTARTS:
            self.check()
        self._ends[name] = [*ends, now]
        self._start(name, *self._arguments[name])

    def check(self) -> None:
        """Raise CommandError when one of them has ended."""
        for name, process in self._running.items():
            if process.poll() is not None:
                message = (
                    f"The {name} ended by itself (exit code {process.returncode}), "
                    "so the demo stops: its last words are above."
                )
                raise CommandError(message)

    def stop(self) -> None:
        """End all of them: a polite word first, then without asking."""
        for process in self._running.values():
            _tell(process, signal.SIGTERM)
        end = time.monotonic() + STOPS_WITHIN
        for process in self._running.values():
            try:
                process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                _tell(process, signal.SIGKILL)
                process.wait()

    def _start(self, name: str, *arguments: str) -> None:
        self._arguments[name] = arguments
        self._running[name] = subprocess.Popen(  # noqa: S603 -- nothing of it is typed by a person
            [sys.executable, *arguments],
            cwd=Path(settings.BASE_DIR),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _serves(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz/", timeout=5) as answer:  # noqa: S310 -- our own
                return bool(answer.status == 200)
        except (OSError, HTTPException):
            return False


def _tell(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send the signal to the process and to those it started."""
    if process.poll() is None:
        os.killpg(process.pid, number)
