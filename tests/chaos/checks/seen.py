"""What was seen from outside, which the tables are held to."""

from dataclasses import dataclass, field


@dataclass
class Seen:
    """Codes of orders, by what their buyers saw; and how often a worker was killed."""

    # A page said that these were placed.
    promised: list[str] = field(default_factory=list)
    # Their buyers closed the window at the card.
    left: list[str] = field(default_factory=list)
    worker_kills: int = 0
    database_restarts: int = 0
