"""Reading a repository: only what is new, from where the last reading stopped (domain 5)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import batched, islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from projects.contributions import counting, git
from projects.contributions.authors import key_mark
from projects.contributions.models import Contribution, Reading, Repository
from projects.contributions.reckoning import is_reckoned, reckon

# Commits that are counted in one transaction.
BATCH = 5000


class _Overtaken(Exception):  # noqa: N818 -- it is news, no error
    """Another worker has read on meanwhile."""


def read(*, repository: Repository, at: datetime) -> int:
    """Count the commits of `repository` that have not been counted; returns how many there were.

    Reads on where a broken reading stopped. A history that was rewritten is counted anew. Two who
    read at once count every commit once: who comes second stops, and returns what it had added.
    Refused: "unreadable" with git's words, which are kept on the reading for staff.
    """
    reading, _made = Reading.objects.get_or_create(repository=repository)
    try:
        folder = git.fetch(repository.address, f"repository-{repository.pk}.git")
        reading = _aimed(reading, folder)
        added = _read_on(reading, folder, at)
    except git.GitError as error:
        Reading.objects.filter(pk=reading.pk).update(error=str(error)[:500], read_at=at)
        raise RuleError(
            _("%(name)s could not be read: %(why)s."),
            code="unreadable",
            params={"name": repository, "why": error},
        ) from error
    if added or not is_reckoned(project=repository.project, at=at):
        reckon(project=repository.project, at=at)
    return added


@transaction.atomic
def _aimed(reading: Reading, folder: Path) -> Reading:
    """The reading with a target: an unfinished one keeps its own, as long as that is still there."""
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    newest = git.head(folder)
    mark = key_mark()
    known = [sha for sha in (reading.tip, reading.target) if sha]
    rewritten = any(not git.leads_to(folder, sha, newest) for sha in known)
    if rewritten or (known and reading.key_mark != mark):
        forget(reading)
    if not reading.target:
        reading.target, reading.done = newest, 0
    reading.key_mark = mark
    reading.save(update_fields=["target", "done", "key_mark"])
    return reading


def forget(reading: Reading) -> None:
    """Take back what was counted, in the caller's transaction: the row of `reading` is locked."""
    Contribution.objects.filter(repository=reading.repository_id).delete()
    reading.tip = reading.target = ""
    reading.done = reading.commits = reading.bots = 0
    reading.save(update_fields=["tip", "target", "done", "commits", "bots"])


def _read_on(reading: Reading, folder: Path, at: datetime) -> int:
    """Count from `done` to the target; returns how many commits were counted."""
    counter, added = counting.Counting(at), 0
    try:
        if reading.target and reading.target != reading.tip:
            with git.log(folder, reading.tip, reading.target) as commits:
                for some in _batches(commits, reading.done):
                    batch = counter.count(some)
                    _add(reading, batch, len(some))
                    added += batch.commits
        _finish(reading, at)
    except _Overtaken:
        pass
    return added


def _batches(commits: Iterator[git.Commit], done: int) -> Iterator[tuple[git.Commit, ...]]:
    return batched(islice(commits, done, None), BATCH, strict=False)


@transaction.atomic
def _add(reading: Reading, batch: counting.Batch, number: int) -> None:
    """Write the counts and how far they go, together; `reading` knows it afterwards."""
    _hold(reading)
    counting.add(reading.repository, batch)
    reading.done += number
    reading.commits += batch.commits
    reading.bots += batch.bots
    reading.save(update_fields=["done", "commits", "bots"])


@transaction.atomic
def _finish(reading: Reading, at: datetime) -> None:
    _hold(reading)
    reading.tip, reading.target, reading.done = reading.target, "", 0
    reading.read_at, reading.error = at, ""
    reading.save(update_fields=["tip", "target", "done", "read_at", "error"])


def _hold(reading: Reading) -> None:
    """Lock the row; if it is not as `reading` left it, somebody else reads this repository."""
    now = Reading.objects.select_for_update().get(pk=reading.pk)
    if (now.tip, now.target, now.done) != (reading.tip, reading.target, reading.done):
        raise _Overtaken
