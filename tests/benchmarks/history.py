"""`python -m tests.benchmarks history`: reading a repository of 50,000 commits and more.

The floor is git itself printing the same history; memory is what the process holds at its most.
"""

import resource
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path

from tests import databases


def run():
    """Make a repository, read it, read it again, and compare with what git itself counts."""
    from foundation.base import clock
    from foundation.pages.seed import histories
    from projects.contributions import authors, git, reading
    from projects.contributions.models import Contribution
    from tests.benchmarks.__main__ import line
    from tests.factories.projects import make_project
    from tests.factories.repositories import make_repository

    teams = tuple(histories.Team(f"team{n}.example", 40, date(2013, 1, 1)) for n in range(12))
    plan = histories.Plan("history", teams, date(2013, 1, 1), date(2022, 9, 30), pace=12)
    with tempfile.TemporaryDirectory() as name, databases.copy("history"):
        folder = Path(name)
        histories.make(folder, plan)
        began = time.perf_counter()
        with git.log(folder, "", git.head(folder)) as commits:
            total = sum(1 for _ in commits)
        floor = total / (time.perf_counter() - began)
        repository = make_repository(folder, project=make_project())
        before, began = _memory(), time.perf_counter()
        added = reading.read(repository=repository, at=clock.now())
        line("history_read", added / (time.perf_counter() - began), "commits/s", floor,
             more=f" | {total} commits, {_memory() - before:.1f} MB more held than before")  # fmt: skip
        began = time.perf_counter()
        again = reading.read(repository=repository, at=clock.now())
        line("history_again", time.perf_counter() - began, "s", 0, more=f" | {again} new commits")
        asked = ["git", "-C", name, "shortlog", "-se", "--no-merges", "HEAD"]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        rows = [row.split("\t") for row in told.splitlines()]
        expected = {}
        for number, who in rows:
            key = authors.key_of(who.rpartition("<")[2].rstrip(">"))
            expected[key] = expected.get(key, 0) + int(number)
        found = {}
        for key, commits in Contribution.objects.values_list("contributor__key", "commits"):
            found[key] = found.get(key, 0) + commits
        same = "as git shortlog counts" if found == expected else "NOT AS GIT SHORTLOG COUNTS"
        line("history_people", len(found), "contributors", len(expected), more=f" | {same}")


def _memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
