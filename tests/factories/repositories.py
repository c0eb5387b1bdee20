"""Git repositories made by git itself, and rows that follow them."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from projects.contributions.models import Repository
from projects.models import Project
from tests.factories.projects import make_project


class Work:
    """A repository in a folder, to which commits can be added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, at: datetime | None = None, author: str = "") -> str:
        """Run git here, as nobody in particular."""
        moment = (at or datetime(2022, 9, 5, tzinfo=UTC)).isoformat()
        who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
        done = subprocess.run(
            ["git", *who, "-C", str(self.folder), *words],
            env={
                "PATH": "/usr/bin:/bin",
                "GIT_COMMITTER_DATE": moment,
                "GIT_CONFIG_GLOBAL": "/dev/null",
            },
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(
        self, email: str = "ada@example.org", name: str = "Ada", at: datetime | None = None
    ) -> str:
        """Add a commit written by `name`; its key."""
        at = at or datetime(2022, 9, 5, tzinfo=UTC)
        written = ("--date", at.isoformat(), "--author", f"{name} <{email}>")
        self.git("commit", "--allow-empty", "--quiet", "-m", "Change", *written, at=at)
        return self.git("rev-parse", "HEAD")

    def write(self, name: str, text: str) -> None:
        """Put a file into the next commit."""
        (self.folder / name).write_text(text)
        self.git("add", name)


def make_repository(
    folder: Path | str, *, project: Project | None = None, **fields: Any
) -> Repository:
    defaults = {"name": "code", "address": str(folder)}
    return Repository.objects.create(project=project or make_project(), **defaults | fields)
