"""The databases of the tests: one is migrated once, and every process works on a copy of it.

Copying takes a quarter of a second, migrating six. The migrated one is kept between runs and made
anew when a migration, or a package that has some, changes.
"""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection, transaction

TOP = Path(__file__).resolve().parents[1]
LOCK = 20221010


@contextmanager
def copy(name: str, *, seeded: bool = False) -> Iterator[str]:
    """Work on a fresh copy, called after `name`, and drop it at the end; gives its full name."""
    ordinary = connection.settings_dict["NAME"]
    prefix = connection.settings_dict["TEST"]["NAME"]
    with server() as run:
        template = migrated(run, prefix, ordinary)
        full_name = f"{prefix}_{name}_{os.getpid()}"
        make(run, full_name, template)
    work_on(full_name)
    if seeded:
        call_command("seed", stdout=io.StringIO())
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


def migrated(run, prefix, ordinary):
    """The name of the database that holds every migration and no row, made if it is not there."""
    name = f"{prefix}_{fingerprint()}"
    # The first process migrates; the others wait here until it is done.
    run("SELECT pg_advisory_lock(%s)", LOCK)
    try:
        if not run("SELECT 1 FROM pg_database WHERE datname = %s", name):
            sweep(run, prefix)
            make(run, f"{prefix}_unfinished", "template0")
            work_on(f"{prefix}_unfinished")
            call_command("migrate", verbosity=0)
            work_on(ordinary)
            run(f'ALTER DATABASE "{prefix}_unfinished" RENAME TO "{name}"')
    finally:
        run("SELECT pg_advisory_unlock(%s)", LOCK)
    return name


def sweep(run, prefix):
    """Drop what was migrated for other tables, and copies whose process was killed."""
    for (name,) in run("SELECT datname FROM pg_database WHERE datname LIKE %s", f"{prefix}_%"):
        if not alive(name.rpartition("_")[2]):
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


def fingerprint():
    """A short word that changes with what the tables are made of."""
    digest = hashlib.sha256((TOP / "uv.lock").read_bytes())
    for wing in ("foundation", "members", "projects", "events"):
        for path in sorted((TOP / wing).rglob("migrations/*.py")):
            digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]
