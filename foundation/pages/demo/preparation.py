"""Everything that must be in place before the demo serves, done only where it is not yet."""

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from foundation.base import clock
from foundation.base.models import Foundation
from foundation.pages import roles
from foundation.pages.seed.representation import ROBIN

STAFF_EMAIL = "staff@openinfra.example"
# Printed at every start and refused outside the demo: it protects nothing.
STAFF_PASSWORD = "four-opens-2022"  # noqa: S105
DONE = Path(settings.BASE_DIR) / ".data" / "demo.json"


def database() -> bool:
    """Bring the tables up to date; returns whether there was anything to do."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        call_command("migrate", verbosity=0)
    return bool(waiting)


def static_files() -> bool:
    """Collect and compress the static files when one of them has changed."""
    return _once("static", _fingerprint(_static_sources()), ("collectstatic", "--no-input"))


def data(at: datetime) -> bool:
    """Write the real data, as of `at`, when it is not there or the seed has changed."""
    sources = Path(__file__).parents[1] / "seed"
    mark = _fingerprint(
        path for path in sorted(sources.rglob("*")) if "__pycache__" not in str(path)
    )
    if not Foundation.objects.exists():
        _remember(_data_key(), "")
    with clock.seen_from(at):
        return _once(_data_key(), mark, ("seed",))


@transaction.atomic
def staff(at: datetime) -> None:
    """The demo's log-ins with verified addresses: one with every right, and one of each role.

    Refuses a database that has other staff and not this one: it is somebody's real one, and the
    password of the demo is known to everybody.
    """
    people = get_user_model()._default_manager
    user = people.filter(email=STAFF_EMAIL).first()
    if user is None:
        if people.filter(is_staff=True).exists():
            message = (
                "This database has staff of its own: the demo will not add a log-in "
                "whose password everybody knows."
            )
            raise CommandError(message)
        user = people.model(email=STAFF_EMAIL, full_name="Demo Staff", joined_at=at)
    user.is_staff = user.is_superuser = user.is_active = True
    # Checking a password takes half a second by design, so a hash seen before is not checked again.
    if not user.password or _read().get("password") != user.password:
        user.set_password(STAFF_PASSWORD)
        _remember("password", user.password)
    user.save()
    _proven(user)
    for role in roles.ROLES:
        _somebody(role, user.password, at)
    # Somebody of a member, to try what organisations do by themselves.
    people.filter(email=ROBIN[1], is_staff=False).update(password=user.password)


def _somebody(role: roles.Role, password: str, at: datetime) -> None:
    """A log-in with the rights of one role, and the same password."""
    people = get_user_model()._default_manager
    person, _made = people.get_or_create(
        email=email_of(role), defaults={"full_name": f"Demo {role.name}", "joined_at": at}
    )
    people.filter(pk=person.pk).update(password=password, is_staff=True, is_active=True)
    person.groups.set(Group.objects.filter(name=role.name))
    _proven(person)


def email_of(role: roles.Role) -> str:
    """The address that the demo's person of a role logs in with."""
    return f"{role.address}@openinfra.example"


def _proven(person: Any) -> None:
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


def _once(key: str, mark: str, command: tuple[str, ...]) -> bool:
    """Run `command` unless it ran when the mark was the same."""
    done = _read()
    if done.get(key) == mark:
        return False
    call_command(*command, stdout=io.StringIO())
    _remember(key, mark)
    return True


def _data_key() -> str:
    return f"seed of {connection.settings_dict['NAME']}"


def _read() -> dict[str, str]:
    done: dict[str, str] = json.loads(DONE.read_text()) if DONE.exists() else {}
    return done


def _remember(key: str, mark: str) -> None:
    DONE.parent.mkdir(exist_ok=True)
    DONE.write_text(json.dumps(_read() | {key: mark}, indent=1))


def _static_sources() -> Iterator[Path]:
    yield Path(settings.BASE_DIR) / "uv.lock"
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def _fingerprint(paths: Iterator[Path]) -> str:
    """A word that changes with the size or the time of any of the files."""
    digest = hashlib.sha256()
    for path in paths:
        about = path.stat()
        digest.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
