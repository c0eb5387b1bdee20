"""`manage.py bounces`: read reports of mails that came back, from a pipe or a maildir."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from foundation.base import bounces, clock


class Command(BaseCommand):
    help = "Read a report of undelivered mail from standard input, or each one of a maildir."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--maildir", type=Path, help="a maildir: what is in new/ is read and moved to cur/"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["maildir"]
        if folder is None:
            found = self._stored(sys.stdin.buffer.read(bounces.MOST_BYTES + 1))
        else:
            found = sum(self._taken(path, folder) for path in self._new(folder))
        self.stdout.write(f"{found} addresses bounced.")

    def _new(self, folder: Path) -> list[Path]:
        if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
            message = f"{folder} is no maildir: it needs the folders new and cur."
            raise CommandError(message)
        return sorted(path for path in (folder / "new").iterdir() if path.is_file())

    def _taken(self, path: Path, folder: Path) -> int:
        """Read one report and move it, so that it is not read again."""
        with path.open("rb") as file:
            found = self._stored(file.read(bounces.MOST_BYTES + 1))
        path.rename(folder / "cur" / f"{path.name}:2,S")
        return found

    def _stored(self, sent: bytes) -> int:
        return len(bounces.store(sent=sent, at=clock.now()))
