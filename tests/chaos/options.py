"""How much chaos: read from arguments, else from the environment, else what five minutes take."""

import argparse
import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """`orders` is when buying ends, `seconds` when it ends at the latest."""

    orders: int
    seconds: float
    buyers: int
    pause: float
    seed: int


# Name, type, what is taken unless told, what it is.
KNOWN = (
    ("orders", int, 2000, "so many orders confirmed to buyers end the buying"),
    ("seconds", float, 240, "so long they buy at most"),
    ("buyers", int, 12, "so many buy at once"),
    ("pause", float, 3.5, "the longest pause between two kills; a slow machine needs a longer one"),
    ("seed", int, 20221010, "which dice are thrown; the machine's own timing is not repeated"),
)


def read(arguments=None):
    """The options of a run. CHAOS_ORDERS is `--orders`, and so on."""
    parser = argparse.ArgumentParser("python -m tests.chaos", description=__doc__)
    for name, kind, usual, words in KNOWN:
        given = kind(os.environ.get(f"CHAOS_{name.upper()}") or usual)
        parser.add_argument(f"--{name}", type=kind, default=given, help=f"{words} ({given})")
    return Options(**vars(parser.parse_args(arguments)))
