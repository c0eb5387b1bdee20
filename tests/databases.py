"""The databases of the tests: one is migrated once, and every process works on a copy of it.

Copying takes a quarter of a second, migrating half a minute. The migrated one is kept between runs
and made anew when a migration, or a package that has some, changes. Another holds the data of
October 2022, which takes seven seconds to write; it is made anew when anything changes that may
write it.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection, transaction

from foundation.base import clock
from foundation.pages.demo import moment

TOP = Path(__file__).resolve().parents[1]
LOCK = 20221010
# What the databases that are kept are made of. Data is written by the services, mails by templates.
SOURCES = {"migrated": "migrations/*.py", "seeded": "*.*"}


@contextmanager
def copy(name: str, *, seeded: bool = False) -> Iterator[str]:
    """Work on a fresh copy, called after `name`, and drop it at the end; gives its full name."""
    ordinary = connection.settings_dict["NAME"]
    with server() as run:
        template = with_the_data(run) if seeded else migrated(run)
        full_name = f"{prefix()}_{name}_{os.getpid()}"
        make(run, full_name, template)
    work_on(full_name)
    yield full_name
    work_on(ordinary)
    with server() as run:
        run(f'DROP DATABASE "{full_name}" WITH (FORCE)')


@contextmanager
def standing(blocker) -> Iterator[None]:
    """Write rows that every test of a module finds: each goes back to them, the end to none."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def server():
    """A way to run a statement on the server, outside of any transaction."""
    link = psycopg2.connect(**connection.get_connection_params() | {"dbname": "postgres"})
    link.autocommit = True

    def run(sql, *values):
        with link.cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

    try:
        yield run
    finally:
        link.close()


def migrated(run):
    """The name of the database that holds every migration and no row, made if it is not there."""
    return kept(
        run, name_of("migrated"), "template0", partial(call_command, "migrate", verbosity=0)
    )


def with_the_data(run):
    """The same with the data of October 2022, as the demo begins."""

    def write():
        with clock.seen_from(moment.START):
            call_command("seed", verbosity=0)

    return kept(run, name_of("seeded"), migrated(run), write)


def kept(run, name, template, fill):
    """The name of a database that stays for the next run: `fill` writes it if it is not there."""
    before = connection.settings_dict["NAME"]
    # The first process writes it; the others wait here until it is done.
    run("SELECT pg_advisory_lock(%s)", LOCK)
    try:
        if not run("SELECT 1 FROM pg_database WHERE datname = %s", name):
            sweep(run)
            make(run, f"{prefix()}_unfinished", template)
            work_on(f"{prefix()}_unfinished")
            fill()
            work_on(before)
            run(f'ALTER DATABASE "{prefix()}_unfinished" RENAME TO "{name}"')
    finally:
        run("SELECT pg_advisory_unlock(%s)", LOCK)
    return name


def sweep(run):
    """Drop what was kept for other tables or data, and copies whose process was killed."""
    now = {name_of(what) for what in SOURCES}
    for (name,) in run("SELECT datname FROM pg_database WHERE datname LIKE %s", f"{prefix()}_%"):
        if name not in now and not alive(name.rpartition("_")[2]):
            run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def alive(process):
    try:
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def make(run, name, template):
    run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    # Nobody's data is lost when the machine stops in the middle of a test.
    run(f'ALTER DATABASE "{name}" SET synchronous_commit = off')


def empty():
    """Take the rows out of all tables, as a test that commits must leave them.

    Django truncates every table, and writes the rights anew: that takes half a second. Most tables
    are empty, and rights do not change.
    """
    tables = [connection.ops.quote_name(name) for name in tables_to_empty()]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (TABLE {name})" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [name for (name,) in cursor.fetchall()]
        if filled:
            # Neither foreign keys nor the triggers of the history have a say in it.
            cursor.execute(
                "SET session_replication_role = replica;"
                + "".join(f"DELETE FROM {name};" for name in filled)
                + "SET session_replication_role = DEFAULT"
            )


@cache
def tables_to_empty():
    kept = {"django_migrations", "django_content_type", "auth_permission"}
    return sorted(set(connection.introspection.table_names()) - kept)


def work_on(name):
    connection.close()
    connection.settings_dict["NAME"] = name


def prefix():
    return connection.settings_dict["TEST"]["NAME"]


@cache
def name_of(what):
    """The name of a database that is kept: it changes with what the database is made of."""
    digest = hashlib.sha256((TOP / "uv.lock").read_bytes())
    for place in ("foundation", "members", "projects", "events", "templates"):
        for path in sorted((TOP / place).rglob(SOURCES[what])):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.as_posix().encode() + path.read_bytes())
    return f"{prefix()}_{what}_{digest.hexdigest()[:12]}"
