"""The demo itself, on a database and a port of its own, for as long as the browser tests run."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from foundation.base import postgres
from tests import databases

SERVES_WITHIN = 120


@contextmanager
def opened(log):
    """Start it; give its address; end it as Ctrl-C would, and see that it ended."""
    with databases.copy("browser") as name, log.open("w") as output:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=databases.TOP,
            env=os.environ
            | {"FOUNDATION_ENV": "demo", "DATABASE_NAME": name, "PORT": str(port)}
            | {"DATABASE_FOLDER": postgres.FOLDER}
            # The demo knows what time it is.
            | {"FOUNDATION_AS_OF": "", "DJANGO_SETTINGS_MODULE": "foundation.settings"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, process, log)
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0, log.read_text()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process, log):
    end = time.monotonic() + SERVES_WITHIN
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{url}/readyz/", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())
