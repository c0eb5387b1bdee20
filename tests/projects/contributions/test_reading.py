"""Counting the commits of a repository: all of them, once, whatever happens in between."""

import threading
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from foundation.base.errors import RuleError
from foundation.pages.seed import histories
from projects.contributions import authors, git, reading, services
from projects.contributions.models import Bot, Contribution, Contributor, Reading, Repository
from tests.factories.members import make_mail_domain, make_organization
from tests.factories.people import make_affiliation, make_person, make_user
from tests.factories.repositories import Work, make_repository

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(tmp_path):
    return Work(tmp_path)


def counted(repository):
    """Commits by month, as they stand in the tables."""
    rows = Contribution.objects.filter(repository=repository).values_list("month", "commits")
    total = Counter()
    for month, commits in rows:
        total[month] += commits
    return dict(total)


def test_commits_are_counted_by_month_and_person(work, at):
    work.commit("ada@example.org", at=datetime(2022, 8, 31, 23, tzinfo=UTC))
    work.commit("ADA@example.org", at=datetime(2022, 9, 1, tzinfo=UTC))
    work.commit("bo@example.org", at=datetime(2022, 9, 2, tzinfo=UTC))
    repository = make_repository(work.folder)

    assert reading.read(repository=repository, at=at) == 3

    assert counted(repository) == {date(2022, 8, 1): 1, date(2022, 9, 1): 2}
    assert Contributor.objects.count() == 2


def test_nothing_of_an_address_or_a_name_is_kept(work, at):
    work.commit("ada.lovelace@example.org", "Ada Lovelace")
    reading.read(repository=make_repository(work.folder), at=at)

    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM contributions_contributor c")
        rows = cursor.fetchall()

    assert len(rows) == 1
    assert "ada" not in str(rows).lower()
    assert authors.key_of("ada.lovelace@example.org") in str(rows)


def test_a_second_reading_reads_only_what_is_new(work, at, monkeypatch):
    work.commit()
    repository = make_repository(work.folder)
    reading.read(repository=repository, at=at)
    first = Reading.objects.get().tip
    work.commit()
    spans = []
    real = git.log
    monkeypatch.setattr(git, "log", lambda *asked: spans.append(asked[1:]) or real(*asked))

    assert reading.read(repository=repository, at=at) == 1
    assert reading.read(repository=repository, at=at) == 0

    assert spans == [(first, Reading.objects.get().tip)]
    assert Reading.objects.get().commits == 2


def test_a_reading_that_broke_off_goes_on_where_it_stopped(work, at, monkeypatch):
    for _ in range(5):
        work.commit()
    repository = make_repository(work.folder)
    monkeypatch.setattr(reading, "BATCH", 2)
    real = reading.counting.add
    calls = []

    def breaks_at_the_second(*counts):
        calls.append(counts)
        if len(calls) == 2:
            raise ConnectionResetError
        real(*counts)

    monkeypatch.setattr(reading.counting, "add", breaks_at_the_second)
    with pytest.raises(ConnectionResetError):
        reading.read(repository=repository, at=at)
    assert Reading.objects.get().done == 2
    work.commit()  # what comes meanwhile waits for the next time

    assert reading.read(repository=repository, at=at) == 3
    assert reading.read(repository=repository, at=at) == 1
    assert counted(repository) == {date(2022, 9, 1): 6}


def test_a_rewritten_history_is_counted_anew(work, at):
    work.commit()
    work.commit("bo@example.org")
    repository = make_repository(work.folder)
    reading.read(repository=repository, at=at)
    work.git("reset", "--quiet", "--hard", "HEAD~1")
    work.commit("chi@example.org")

    reading.read(repository=repository, at=at)

    assert counted(repository) == {date(2022, 9, 1): 2}
    assert Reading.objects.get().commits == 2


def test_another_secret_key_counts_anew(work, at, settings):
    work.commit()
    repository = make_repository(work.folder)
    reading.read(repository=repository, at=at)
    settings.SECRET_KEY = "another " * 8

    reading.read(repository=repository, at=at)

    assert counted(repository) == {date(2022, 9, 1): 1}


def test_the_mailmap_says_who_is_the_same(work, at):
    work.write(".mailmap", "Ada <ada@example.org> <ada@old.example>\n")
    work.commit("ada@old.example")
    work.commit("ada@example.org")
    repository = make_repository(work.folder)

    reading.read(repository=repository, at=at)

    assert Contributor.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "name", "pattern"),
    [
        ("zuul@ci.example", "Zuul", "zuul@*"),
        ("bot@example.org", "dependabot[bot]", "*[bot]"),
        ("x@example.org", "OpenStack Proposal Bot", "openstack proposal bot"),
    ],
)
def test_bots_are_not_counted(work, at, email, name, pattern):
    Bot.objects.create(pattern=pattern)
    work.commit(email, name)
    work.commit()
    repository = make_repository(work.folder)

    assert reading.read(repository=repository, at=at) == 1
    assert Reading.objects.get().bots == 1


def test_the_domain_says_whom_somebody_worked_for(work, at):
    acme = make_organization()
    make_mail_domain(acme, "acme.example")
    work.commit("ada@acme.example")
    work.commit("ada@elsewhere.example")
    repository = make_repository(work.folder)

    reading.read(repository=repository, at=at)

    found = Contribution.objects.values_list("organization__name", "commits")
    assert sorted(found, key=str) == [("Acme", 1), (None, 1)]


def test_what_people_said_of_their_employers_comes_before_the_domain(work, at):
    acme, other = make_organization(), make_organization("Other")
    make_mail_domain(acme, "acme.example")
    ada = make_person("Ada Lovelace", "ada@acme.example")
    make_affiliation(ada, other, date(2022, 8, 1), end=date(2022, 9, 1))
    work.commit("ada@acme.example", at=datetime(2022, 7, 31, tzinfo=UTC))
    work.commit("ada@acme.example", at=datetime(2022, 8, 31, tzinfo=UTC))
    work.commit("ada@acme.example", at=datetime(2022, 9, 1, tzinfo=UTC))

    reading.read(repository=make_repository(work.folder), at=at)

    found = Contribution.objects.order_by("month").values_list("organization__name", flat=True)
    assert list(found) == ["Acme", "Other", "Acme"]


def test_addresses_that_one_account_has_proven_are_one_person(work, at):
    ada = make_user("ada@example.org")
    EmailAddress.objects.create(user=ada, email="Ada@Home.example", verified=True)
    EmailAddress.objects.create(user=ada, email="bo@example.org", verified=False)
    for email in ("ada@example.org", "ada@home.example", "bo@example.org"):
        work.commit(email)

    reading.read(repository=make_repository(work.folder), at=at)

    assert Contributor.objects.count() == 2, "what nobody proved is somebody else"


def test_merges_are_not_counted(work, at):
    work.commit()
    work.git("checkout", "--quiet", "-b", "side")
    work.commit("bo@example.org")
    work.git("checkout", "--quiet", "main")
    work.commit()
    work.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    repository = make_repository(work.folder)

    assert reading.read(repository=repository, at=at) == 3


@pytest.mark.parametrize("year", [1971, 2099])
def test_a_commit_from_no_possible_day_counts_when_it_was_committed(work, at, year):
    work.git(
        *("commit", "--allow-empty", "-q", "-m", "Odd", "--author", "Ada <ada@example.org>"),
        *("--date", f"{year}-05-05T00:00:00Z"),
        at=datetime(2022, 7, 3, tzinfo=UTC),
    )
    repository = make_repository(work.folder)

    reading.read(repository=repository, at=at)

    assert counted(repository) == {date(2022, 7, 1): 1}


def test_the_counts_are_those_of_git_shortlog(tmp_path, at):
    teams = (
        histories.Team("one.example", 9, date(2020, 1, 1)),
        histories.Team("two.example", 5, date(2021, 1, 1)),
    )
    plan = histories.Plan("check", teams, date(2020, 1, 1), date(2022, 9, 30))
    histories.make(tmp_path, plan)
    repository = make_repository(tmp_path)

    reading.read(repository=repository, at=at)

    told = git._run(tmp_path, "shortlog", "-se", "--no-merges", "HEAD")
    expected = Counter()
    for line in told.splitlines():
        number, who = line.split("\t")
        expected[authors.key_of(who.rpartition("<")[2].rstrip(">").lower())] += int(number)
    rows = Contribution.objects.values_list("contributor__key", "commits")
    found = Counter()
    for key, commits in rows:
        found[key] += commits
    assert found == expected
    assert found.total() > 300


def test_an_empty_repository_has_nothing_to_count(work, at):
    assert reading.read(repository=make_repository(work.folder), at=at) == 0


def test_what_is_no_repository_is_told_to_staff(tmp_path, at):
    repository = make_repository(tmp_path / "nothing")

    with pytest.raises(RuleError, match="could not be read"):
        reading.read(repository=repository, at=at)

    assert "cannot change to" in Reading.objects.get().error
    assert list(Repository.objects.failing()) == [repository]


@pytest.mark.parametrize(
    "address",
    [
        "--upload-pack=touch /tmp/x",
        "ext::sh -c touch% /tmp/x",
        "ssh://-oProxyCommand=x/y",
        "git@example.org:code",
        "https://user:secret@example.org/code",
        "http://example.org/code",
        "https://example.org/a b",
        "",
    ],
)
def test_an_address_is_nothing_that_git_would_run(address):
    with pytest.raises(IntegrityError, match="repository_address_is_one"), transaction.atomic():
        make_repository(address)


def test_counting_anew_begins_at_the_first_commit(work, at, run_queue):
    work.commit("zuul@ci.example")
    repository = make_repository(work.folder)
    reading.read(repository=repository, at=at)
    Bot.objects.create(pattern="zuul@*")

    services.read_anew(repository=repository)
    run_queue()

    assert counted(repository) == {}
    assert Reading.objects.get().bots == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_read_at_once_count_every_commit_once(work, at, monkeypatch):
    for _ in range(6):
        work.commit()
    repository = make_repository(work.folder)
    Reading.objects.create(repository=repository)
    monkeypatch.setattr(reading, "BATCH", 1)
    together = threading.Barrier(2, timeout=20)
    real = reading._aimed

    def both_aim_first(*asked):
        aimed = real(*asked)
        together.wait()
        return aimed

    monkeypatch.setattr(reading, "_aimed", both_aim_first)
    added = []

    def one():
        try:
            added.append(reading.read(repository=repository, at=at))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(added) == 6
    assert counted(repository) == {date(2022, 9, 1): 6}
    assert Reading.objects.get().commits == 6
