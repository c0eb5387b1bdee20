"""Commits become counts: by repository, contributor, month and organisation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from projects.contributions.authors import Bots, Known, key_of
from projects.contributions.git import Commit
from projects.contributions.models import Contributor, Repository

# Before git, and so before any commit that was written with it.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Clocks go wrong by hours, not by days.
AHEAD = timedelta(days=2)

ADD = """
    INSERT INTO contributions_contribution
        (repository_id, contributor_id, organization_id, month, commits)
    SELECT %(repository)s, * FROM
        unnest(%(people)s::bigint[], %(organizations)s::bigint[], %(months)s::date[], %(commits)s::int[])
    ON CONFLICT ON CONSTRAINT contribution_once
        DO UPDATE SET commits = contributions_contribution.commits + EXCLUDED.commits
"""


@dataclass(slots=True)
class Batch:
    """Counts of some commits, by the contributor's key, organisation and month."""

    counts: Counter[tuple[str, int | None, date]] = field(default_factory=Counter)
    bots: int = 0

    @property
    def commits(self) -> int:
        return self.counts.total()


class Counting:
    """Counts commits; knows the bots, the people and the keys of addresses it has met."""

    def __init__(self, at: datetime) -> None:
        self._latest = at + AHEAD
        self._bots = Bots.load()
        self._known = Known()
        self._keys: dict[str, str] = {}
        self._robots: dict[tuple[str, str], bool] = {}

    def count(self, commits: Iterable[Commit]) -> Batch:
        """The counts of these commits, without those of bots."""
        batch = Batch()
        for commit in commits:
            email = commit.email.strip().lower()
            if self._is_bot(email, commit.name):
                batch.bots += 1
                continue
            day = self._day(commit)
            batch.counts[
                self._key(email), self._known.employer(email, day), day.replace(day=1)
            ] += 1
        return batch

    def _is_bot(self, email: str, name: str) -> bool:
        who = (email, name)
        if who not in self._robots:
            self._robots[who] = self._bots.wrote(email, name)
        return self._robots[who]

    def _key(self, email: str) -> str:
        if email not in self._keys:
            self._keys[email] = key_of(self._known.same(email))
        return self._keys[email]

    def _day(self, commit: Commit) -> date:
        """The day it was written; if that cannot be, the day it was committed, or the latest."""
        for moment in (commit.written_at, commit.committed_at):
            if moment is not None and EARLIEST <= moment <= self._latest:
                return moment.date()
        return self._latest.date()


def add(repository: Repository, batch: Batch) -> None:
    """Add the counts of `batch` to what is there; three statements, whatever their number."""
    keys = sorted({key for key, _, _ in batch.counts})
    Contributor.objects.bulk_create([Contributor(key=key) for key in keys], ignore_conflicts=True)
    people = dict(Contributor.objects.filter(key__in=keys).values_list("key", "pk"))
    rows = sorted(batch.counts.items(), key=lambda row: (people[row[0][0]], row[0][2]))
    with connection.cursor() as cursor:
        cursor.execute(
            ADD,
            {
                "repository": repository.pk,
                "people": [people[key] for (key, _, _), _ in rows],
                "organizations": [organization for (_, organization, _), _ in rows],
                "months": [month for (_, _, month), _ in rows],
                "commits": [number for _, number in rows],
            },
        )
