"""The demo's preparations. The browser tests run the demo itself, and end it as Ctrl-C does."""

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError

from foundation.base.configuration import clock_shift
from foundation.base.models import Mail
from foundation.pages import roles
from foundation.pages.demo import moment, preparation, processes
from members.accounts.models import User


@pytest.fixture(autouse=True)
def notes(monkeypatch, tmp_path):
    """What has been done is noted in a file of this test's own."""
    path = tmp_path / "notes" / "demo.json"
    monkeypatch.setattr(preparation, "DONE", path)
    return path


@pytest.fixture
def no_clock(monkeypatch):
    monkeypatch.delenv("FOUNDATION_AS_OF", raising=False)


def test_a_port_in_use_is_said_in_one_sentence():
    with socket.socket() as other:
        other.bind((processes.HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError) as refused:
            processes.port_from(str(port))

    assert str(refused.value).startswith(f"Port {port} is in use: ")


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(CommandError, match="is not a port"):
        processes.port_from(text)


class Soon(threading.Event):
    """Nobody waits, and it is set when it was asked so many times."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    def wait(self, timeout=None):
        self.times -= 1
        return self.times < 0


def test_a_process_that_ends_by_itself_is_started_again():
    running = processes.Processes(port=1, environment={})
    running._start("worker", "-c", "raise SystemExit(3)")
    first = running._running["worker"]
    first.wait()
    running.watch(Soon(1))
    again = running._running["worker"]

    assert again.pid != first.pid
    assert again.wait() == 3


def test_a_process_that_ends_again_and_again_stops_the_demo(monkeypatch):
    running = processes.Processes(port=1, environment={})
    start = running._start
    monkeypatch.setattr(
        running, "_start", lambda *words: (start(*words), running._running["worker"].wait())
    )
    running._start("worker", "-c", "raise SystemExit(3)")

    with pytest.raises(CommandError, match=r"The worker ended by itself \(exit code 3\)"):
        running.watch(Soon(10))


def test_stopping_ends_a_process_and_what_it_started():
    running = processes.Processes(port=1, environment={})
    running._start("web server", "-c", "import subprocess; subprocess.run(['sleep', '60'])")

    running.stop()

    assert running._running["web server"].returncode is not None


@pytest.mark.django_db
@pytest.mark.usefixtures("no_clock")
def test_the_demo_begins_on_the_monday_before_the_gathering():
    assert moment.begin() == datetime(2022, 10, 10, 9, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_clock")
def test_the_demo_goes_on_after_its_newest_row(at):
    User.objects.create_user("ada@example.org", joined_at=at + timedelta(days=2))
    Mail.objects.create(
        key="1",
        kind="ticket",
        to="ada@example.org",
        subject="Later",
        text="",
        created_at=at,
        due_at=at + timedelta(days=30),
    )

    assert moment.begin() == at + timedelta(days=2, seconds=1)


@pytest.mark.django_db
def test_another_moment_can_be_asked_for(monkeypatch):
    monkeypatch.setenv("FOUNDATION_AS_OF", "2023-06-13T16:00:00Z")

    begun = moment.begin()

    assert abs(begun - datetime(2023, 6, 13, 16, tzinfo=UTC)) < timedelta(seconds=5)


def test_processes_that_start_one_after_the_other_share_a_clock():
    shared = moment.anchored(datetime(2022, 10, 10, 9, tzinfo=UTC))

    first, second = clock_shift(shared), clock_shift(shared)

    assert first == second
    assert abs(datetime.now(UTC) + first - moment.START) < timedelta(seconds=5)


@pytest.mark.django_db
def test_the_log_in_of_the_demo_works_and_is_made_once(at):
    preparation.staff(at)
    made = User.objects.get(is_superuser=True)
    preparation.staff(at)

    user = User.objects.get(is_superuser=True)
    assert user.check_password(preparation.STAFF_PASSWORD)
    assert (user.is_staff, user.is_superuser, user.password) == (True, True, made.password)
    assert EmailAddress.objects.get(user=user).verified


@pytest.mark.django_db
def test_each_role_has_somebody_with_the_same_password(at):
    roles.grant()  # as every migration does
    preparation.staff(at)

    finance = User.objects.get(email=preparation.email_of(roles.FINANCE))
    assert finance.check_password(preparation.STAFF_PASSWORD)
    assert (finance.is_staff, finance.is_superuser) == (True, False)
    assert [group.name for group in finance.groups.all()] == ["Finance"]


@pytest.mark.django_db
def test_a_changed_password_is_set_back_to_what_is_printed(at):
    preparation.staff(at)
    user = User.objects.get(is_superuser=True)
    user.set_password("something else")
    user.save()

    preparation.staff(at)

    user.refresh_from_db()
    assert user.check_password(preparation.STAFF_PASSWORD)


@pytest.mark.django_db
def test_a_database_with_staff_of_its_own_is_left_alone(at):
    User.objects.create_superuser("director@example.org")

    with pytest.raises(CommandError, match="has staff of its own"):
        preparation.staff(at)

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_data_is_written_once_and_again_when_it_is_gone(at, monkeypatch):
    written = []
    monkeypatch.setattr(preparation, "call_command", lambda *said, **_: written.append(said))
    monkeypatch.setattr(preparation.Foundation.objects, "exists", lambda: bool(written))

    assert [preparation.data(at) for _ in range(3)] == [True, False, False]
    written.clear()
    assert preparation.data(at)


@pytest.mark.django_db
def test_a_database_with_every_migration_is_left_as_it_is():
    assert preparation.database() is False
