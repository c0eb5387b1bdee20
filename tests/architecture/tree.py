"""The files of the house, as the architecture tests read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
WINGS = ("foundation", "members", "projects", "events")


@cache
def files() -> list[Path]:
    """Every file that is, or is about to be, in the repository; paths from the top."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
    names = sorted(set(listed.stdout.splitlines()))
    return [Path(name) for name in names if (TOP / name).is_file()]


def ours(suffix: str, *folders: str) -> list[Path]:
    """Our own files with that ending: no migrations, nothing vendored."""
    return [
        path
        for path in files()
        if path.suffix == suffix
        and not {"migrations", "vendor"} & set(path.parts)
        and (not folders or path.parts[0] in folders)
    ]


def code() -> list[Path]:
    """The Python of the four wings."""
    return ours(".py", *WINGS)


def text(path: Path) -> str:
    return (TOP / path).read_text()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path))
