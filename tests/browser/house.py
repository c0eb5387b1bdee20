"""The demo itself, on a database and a port of its own, for as long as the browser tests run.

Its data is written once for all of them; the demo finds it there, and has nothing to write. One
test begins with tables and no row, as a newcomer's demo does.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import fasteners

from foundation.base import postgres
from tests import databases

SERVES_WITHIN = 300
# Of several test processes one demo after the other is prepared: they share what is collected.
PREPARING = postgres.DATA.parent / "browser.lock"


@contextmanager
def opened(log, *, name="browser", seeded=True):
    """Start it; give its address; end it as Ctrl-C would, and see that it ended."""
    with databases.copy(name, seeded=seeded) as database, log.open("w") as output:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        with fasteners.InterProcessLock(PREPARING):
            process = started(database, port, output)
            wait_for(url, process, log)
        try:
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0, log.read_text()


def started(database, port, output):
    """The process of a demo that works on this database."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=databases.TOP,
        env=os.environ
        | {"FOUNDATION_ENV": "demo", "DATABASE_NAME": database, "PORT": str(port)}
        | {"DATABASE_FOLDER": postgres.FOLDER}
        # The demo knows what time it is.
        | {"FOUNDATION_AS_OF": "", "DJANGO_SETTINGS_MODULE": "foundation.settings"},
        stdout=output,
        stderr=subprocess.STDOUT,
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process, log):
    """Return once it serves; what does not is ended, and its log shown."""
    end = time.monotonic() + SERVES_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/readyz/", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    process.kill()
    raise AssertionError(log.read_text())
