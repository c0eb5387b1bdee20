"""`python -m tests.benchmarks history`: reading a repository of 50,000 commits and more.

The floor is git itself printing the same history. What is counted is what git counts, a second
reading reads what is new and nothing else, and memory does not grow with the history: else it ends
with 1. Memory is the most that a fresh process held of its own.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

LEAST = 50_000
APPENDED = 100
# Megabytes that the reading of the whole history may hold more than that of its last months.
GROWTH = 8.0
LAST = date(2022, 9, 30)
YEARS = {"short": date(2022, 1, 1), "whole": date(2013, 1, 1)}


def run():
    """Make two repositories, read them, read on, and compare with what git itself says."""
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / size for size in YEARS}
        for size, folder in folders.items():
            _make(folder, YEARS[size])
        wrong = [*_memory(folders), *_counts(folders["whole"])]
    if wrong:
        sys.exit("; ".join(wrong))


def _make(folder, first):
    from foundation.pages.seed import histories

    teams = tuple(histories.Team(f"team{n}.example", 40, first) for n in range(12))
    histories.make(folder, histories.Plan("history", teams, first, LAST, pace=12))


def _memory(folders):
    """The most that a fresh process holds while it reads each; yields what is wrong."""
    from tests.benchmarks.__main__ import line

    found = {}
    for size, folder in folders.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            commits, before, most = fresh.submit(_read_fresh, folder).result()
        found[size] = most
        line(f"history_memory_{size}", most, "MB", before, more=f" | {commits} commits")
    if found["whole"] - found["short"] > GROWTH:
        yield "memory grows with the history"


def _read_fresh(folder):
    """In a process of its own: the commits read, what it held before, and the most it held."""
    import django

    django.setup()
    from foundation.base import clock
    from projects.contributions import reading
    from tests import databases
    from tests.factories.projects import make_project
    from tests.factories.repositories import make_repository

    with databases.copy("memory"):
        repository = make_repository(folder, project=make_project())
        before = _most()
        return reading.read(repository=repository, at=clock.now()), before, _most()


def _most():
    """Megabytes. What `getrusage` says holds the parent's memory as well."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _counts(folder):
    """Read the history, and on; gives what is wrong."""
    from tests import databases
    from tests.benchmarks.__main__ import line
    from tests.factories.projects import make_project
    from tests.factories.repositories import make_repository

    total, floor = _printed(folder)
    with databases.copy("history"):
        repository = make_repository(folder, project=make_project())
        added, took, read = _read(repository)
        line("history_read", added / took, "commits/s", floor, more=f" | {total} commits")
        _append(folder)
        again, took, read_again = _read(repository)
        more = f" | {again} of {APPENDED} new commits, {read_again} read"
        line("history_again", took, "s", 0, more=more)
        found, expected = _found(), _expected(folder)
    same = "as git shortlog counts" if found == expected else "NOT AS GIT SHORTLOG COUNTS"
    line("history_people", len(found), "contributors", len(expected), more=f" | {same}")
    right = {
        f"fewer than {LEAST} commits": added >= LEAST,
        "not every commit was read once": added == read == total,
        "the second reading did not read what is new": again == read_again == APPENDED,
        "not as git shortlog counts": found == expected,
    }
    return [words for words, is_so in right.items() if not is_so]


def _printed(folder):
    """How many commits git prints, and how many a second."""
    from projects.contributions import git

    began = time.perf_counter()
    with git.log(folder, "", git.head(folder)) as commits:
        total = sum(1 for _ in commits)
    return total, total / (time.perf_counter() - began)


def _read(repository):
    """The commits that were counted, the seconds, and the commits that git was asked for."""
    from foundation.base import clock
    from projects.contributions import git, reading

    plain, read = git.log, 0

    def seen(commits):
        nonlocal read
        for commit in commits:
            read += 1
            yield commit

    @contextmanager
    def watched(*asked):
        with plain(*asked) as commits:
            yield seen(commits)

    began = time.perf_counter()
    with patch.object(git, "log", watched):
        added = reading.read(repository=repository, at=clock.now())
    return added, time.perf_counter() - began, read


def _append(folder):
    """Commits of somebody new on top of the history."""
    who = "Late Comer <late.comer@example.org> 1664539200 +0000"
    one = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata 5\nLate\n\n"
    first = one.rstrip("\n") + "\nfrom refs/heads/main^0\n\n"
    subprocess.run(
        ["git", "-C", str(folder), "fast-import", "--quiet"],
        input=(first + one * (APPENDED - 1)).encode(),
        check=True,
    )


def _found():
    """Commits by the key of their author, as they stand in the tables."""
    from projects.contributions.models import Contribution

    found = Counter()
    for key, commits in Contribution.objects.values_list("contributor__key", "commits"):
        found[key] += commits
    return found


def _expected(folder):
    """The same as git itself counts."""
    from projects.contributions import authors

    asked = ["git", "-C", str(folder), "shortlog", "-se", "--no-merges", "HEAD"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    expected = Counter()
    for row in told.splitlines():
        number, who = row.split("\t")
        expected[authors.key_of(who.rpartition("<")[2].rstrip(">").lower())] += int(number)
    return expected
