"""Git repositories with an invented history, for the demo: nobody in them exists.

The commits of the real projects cannot be had without a network, and figures that nobody counted
must not be written into tables. So a repository is made with git itself, and the importer that
reads real repositories reads it. What is shown from it says so.
"""

import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

FIRST = ("Ada", "Bo", "Chi", "Dara", "Emre", "Farah", "Goro", "Hana", "Ines", "Jun", "Kofi", "Lena")
LAST = ("Abara", "Brandt", "Castro", "Dudek", "Eriksen", "Fujita", "Gupta", "Holm", "Ito", "Jansen")
MERGE_EVERY = 12
BOT_EVERY = 25
BOT = ("Proposal Bot", "proposal-bot@example.org")


@dataclass(frozen=True)
class Team:
    """People with addresses of one domain who work on a project for some years."""

    domain: str
    people: int
    since: date
    until: date = date.max


@dataclass(frozen=True)
class Plan:
    """A project: its teams, how busy a person is in a month, and from when until when."""

    name: str
    teams: tuple[Team, ...]
    first: date
    last: date
    pace: float = 3.0


def make(folder: Path, plan: Plan) -> None:
    """Make the repository of `plan` in `folder`, the same each time; nothing if it is there."""
    if (folder / "HEAD").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--bare", "--quiet", "--initial-branch=main"], check=True)  # noqa: S603 -- words of our own
    subprocess.run(  # noqa: S603 -- words of our own
        [*git, "fast-import", "--quiet"], input=b"".join(_stream(plan)), check=True
    )


def _stream(plan: Plan) -> Iterator[bytes]:
    """What git fast-import reads: one commit after the other, now and then a merge."""
    dice = random.Random(plan.name)  # noqa: S311 -- the same history each time
    for number, (at, name, email) in enumerate(_commits(plan, dice), start=1):
        parents = [number - 1] if number > 1 else []
        if number > 2 and number % MERGE_EVERY == 0:
            parents.append(number - 2)
        yield _commit(number, at, name, email, parents)


def _commit(number: int, at: datetime, name: str, email: str, parents: list[int]) -> bytes:
    who = f"{name} <{email}> {int(at.timestamp())} +0000"
    text = f"Change {number}\n"
    lines = [
        *("commit refs/heads/main", f"mark :{number}", f"author {who}", f"committer {who}"),
        f"data {len(text)}\n{text}",
        *(f"{word} :{parent}" for word, parent in zip(("from", "merge"), parents, strict=False)),
    ]
    return ("\n".join(lines) + "\n\n").encode()


def _commits(plan: Plan, dice: random.Random) -> Iterator[tuple[datetime, str, str]]:
    """When, by whom: in order of time."""
    crew = [_person(dice, team, plan) for team in plan.teams for _ in range(team.people)]
    month, count = plan.first, 0
    while month <= plan.last:
        after = (month + timedelta(days=32)).replace(day=1)
        days = (min(after, plan.last + timedelta(days=1)) - month).days
        busy = [
            (month + timedelta(days=dice.randrange(days)), name, email)
            for name, email, energy, since, until in crew
            if since <= month < until
            for _ in range(int(dice.expovariate(1 / (plan.pace * energy))))
        ]
        for day, name, email in sorted(busy):
            count += 1
            at = datetime(day.year, day.month, day.day, dice.randrange(24), tzinfo=UTC)
            yield (at, *BOT) if count % BOT_EVERY == 0 else (at, name, email)
        month = after


def _person(dice: random.Random, team: Team, plan: Plan) -> tuple[str, str, float, date, date]:
    """Somebody with a name, an address, an energy, a first and a last day; some come every year."""
    name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    email = f"{name.lower().replace(' ', '.')}.{dice.randrange(10_000)}@{team.domain}"
    start = team.since + timedelta(days=dice.randrange((plan.last - team.since).days))
    end = start + timedelta(days=int(dice.expovariate(1 / 900)) + 60)
    return name, email, dice.paretovariate(1.6) / 2, start, min(end, team.until)
