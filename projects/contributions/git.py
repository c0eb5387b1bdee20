"""Asking git. It reads what strangers wrote, so nothing of it is run and nothing is taken for an
option; it never asks for a password and gives up after a while."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings

# Commits of one author written by git as: sha, author's address, author's name, two times.
FORMAT = "%H%x00%aE%x00%aN%x00%at%x00%ct"
ANSWER_WITHIN = 60.0
CLONE_WITHIN = 3600.0
MOST_TAGS = 500
ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "https:file",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C.UTF-8",
}
# Repositories may belong to another user of this machine; their own settings may name programs.
SAFELY = ("-c", "safe.directory=*", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=")


class GitError(Exception):
    """Git said no; the words are its own, without what it was asked."""


@dataclass(frozen=True, slots=True)
class Commit:
    """Who wrote a commit and when, as the repository's mailmap has it."""

    sha: str
    email: str
    name: str
    written_at: datetime | None
    committed_at: datetime | None


def fetch(address: str, name: str) -> Path:
    """The folder with the newest of the repository at `address`; cloned as `name` if it is away."""
    if address.startswith("/"):
        return Path(address)
    folder = Path(settings.CLONES) / name
    if (folder / "HEAD").exists():
        _run(folder, "fetch", "--prune", "--quiet", "origin", "+HEAD:refs/heads/read")
        _run(folder, "symbolic-ref", "HEAD", "refs/heads/read")
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Without the files themselves: who wrote what when is in the commits.
    only_commits = ("--bare", "--filter=blob:none", "--single-branch", "--no-tags", "--quiet")
    _run(folder.parent, "clone", *only_commits, "--", address, str(folder), within=CLONE_WITHIN)
    return folder


def head(folder: Path) -> str:
    """The newest commit of the branch that is read; "" where there is none yet."""
    try:
        return _run(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    except GitError:
        # A repository without a commit is no error; a folder without a repository is.
        _run(folder, "rev-parse", "--git-dir")
        return ""


def leads_to(folder: Path, older: str, newer: str) -> bool:
    """Whether `older` is still part of the history of `newer`: it was not rewritten."""
    try:
        _run(folder, "merge-base", "--is-ancestor", older, newer)
    except GitError:
        return False
    return True


def tags(address: str, name: str) -> list[tuple[str, datetime | None]]:
    """The tags of the repository at `address`, the newest first, each with its time.

    It is fetched as `fetch` does, with its tags.
    """
    folder = fetch(address, name)
    if not address.startswith("/"):
        spec = "+refs/tags/*:refs/tags/*"
        _run(folder, "fetch", "--quiet", "--no-tags", "origin", spec, within=CLONE_WITHIN)
    asked = (
        "--sort=-creatordate",
        f"--count={MOST_TAGS}",
        "--format=%(refname:lstrip=2)%00%(creatordate:unix)",
    )
    lines = _run(folder, "for-each-ref", *asked, "refs/tags").splitlines()
    pairs = [line.split("\0") for line in lines if line.count("\0") == 1]
    return [(tag, _moment(seconds)) for tag, seconds in pairs]


@contextmanager
def log(folder: Path, older: str, newer: str) -> Iterator[Iterator[Commit]]:
    """Commits from `older` (all, if empty) to `newer`, oldest first, without merges.

    They are streamed; the order is the same each time. Git is ended when the block is left.
    """
    span = f"{older}..{newer}" if older else newer
    order = ("--no-merges", "--topo-order", "--reverse", "--use-mailmap")
    asked = ("log", *order, f"--format={FORMAT}", "--end-of-options", span, "--")
    with subprocess.Popen(  # noqa: S603 -- git, with a list of words of our own
        _command(folder, *asked),
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101 -- it was asked for
            yield _commits(process.stdout)
        except BaseException:
            process.kill()
            raise
        if process.stdout.read(1):  # whoever read stopped early
            process.kill()
        elif process.wait():
            message = "git could not read the history to its end"
            raise GitError(message)


def _commits(lines: IO[str]) -> Iterator[Commit]:
    for line in lines:
        parts = line.rstrip("\n").split("\0")
        if len(parts) == 5:
            sha, email, name, written, committed = parts
            yield Commit(sha, email, name, _moment(written), _moment(committed))


def _moment(seconds: str) -> datetime | None:
    """A time of git; None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _command(folder: Path, *words: str) -> list[str]:
    return ["git", *SAFELY, "-C", str(folder), *words]


def _run(folder: Path, *words: str, within: float = ANSWER_WITHIN) -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- git, with a list of words of our own
            _command(folder, *words),
            env=os.environ | ENVIRONMENT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=within,
            check=False,
        )
    except FileNotFoundError:
        message = "git is not installed on this machine"
        raise GitError(message) from None
    except subprocess.TimeoutExpired:
        message = f"git did not answer within {within:.0f} seconds"
        raise GitError(message) from None
    if done.returncode:
        raise GitError(done.stderr.strip()[-400:] or f"git ended with {done.returncode}")
    return done.stdout
