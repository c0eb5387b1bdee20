"""The web server as production runs it, on a PostgreSQL that waits for the disk."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import psutil

from tests.chaos.processes import free_port

WEB = "granian --interface wsgi --workers 2 --blocking-threads 1 --log-level critical --no-ws"


def environment(server, port):
    """What the processes of a production server are given."""
    return {
        "FOUNDATION_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "foundation.settings",
        "SECRET_KEY": "only-for-the-benchmark-" * 3,
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": server.url(),
        "FOUNDATION_AS_OF": "2022-10-10T09:00:00Z",
        "LOG_LEVEL": "CRITICAL",
    }


class Site:
    """A web server with two workers; `application` is the module that it serves."""

    def __init__(self, application, port=None):
        self.port = port or free_port()
        words = [*WEB.split(), "--host", "127.0.0.1", "--port", str(self.port), application]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words], stdin=subprocess.DEVNULL, start_new_session=True
        )
        self._wait()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def cpu(self):
        """Seconds of processor time that the server and its workers have used."""
        return cpu_of(self.process.pid)

    def _wait(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz/", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The web server did not answer within 60 seconds.")


def cpu_of(pid):
    """Seconds of processor time of a process and of its children, those that ended included."""
    parent = psutil.Process(pid)
    times = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
    own = parent.cpu_times()
    ended = own.children_user + own.children_system
    return sum(spent.user + spent.system for spent in times) + ended
