"""Reading the files under data/."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

DATA = Path(__file__).parent / "data"

# The demo's present: the Monday before the PTG of October 2022.
PRESENT = datetime(2022, 10, 10, 9, tzinfo=UTC)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of data/`name`; an empty cell means "not known"."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
