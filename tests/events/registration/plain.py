"""Orders in plain Python, as the model of registration keeps them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Kind:
    price: int
    stocks: tuple[str, ...]
    hidden: bool = False


@dataclass
class Promo:
    """Per cent off; `names` limits it to kinds of ticket, and may open hidden ones."""

    off: int
    most: int = 0
    per_person: int = 0
    owner: str = ""
    names: tuple[str, ...] = ()
    until: datetime | None = None

    def prices(self, name: str, kind: Kind) -> bool:
        return name in self.names if self.names else not kind.hidden


@dataclass
class Piece:
    """A ticket."""

    kind: str
    price: int
    by_code: bool
    live: bool = True


@dataclass
class Purchase:
    """An order."""

    held_until: datetime
    pieces: list[Piece]
    code: str
    state: str = "held"
    email: str = ""
    counted_to: str = ""
    extensions: int = 0
    placed: bool = False
    has_account: bool = False
    charged: int = 0
    paid: int = 0
    invoice: int | None = None
    payments: dict[int, tuple[int, str]] = field(default_factory=dict)
    promised: Counter[str] = field(default_factory=Counter)
    promised_by: str = ""

    @property
    def kept(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.live]

    @property
    def total(self) -> int:
        """What was agreed; cancelling a whole order leaves its total as it was."""
        return sum(piece.price for piece in self.kept)

    @property
    def owed(self) -> int:
        return self.charged - self.paid

    @property
    def refund_needed(self) -> bool:
        return self.owed < 0 and self.state in {"paid", "expired", "cancelled"}

    def charge(self, amount: int) -> None:
        if self.has_account:
            self.charged = amount


@dataclass
class Waiter:
    """Somebody in the line of a stock."""

    email: str
    kind: str
    stock: str
    state: str = "waiting"
    code: str = ""
    until: datetime | None = None
