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


@dataclass(eq=False)
class Piece:
    """A ticket. Its `key` is that of the row, once there is one."""

    kind: str
    price: int
    code: str = ""
    live: bool = True
    key: int = 0


@dataclass
class Swap:
    """Tickets that become others, or are more: agreed, and waiting for their difference."""

    swaps: list[tuple[Piece | None, str, int]]
    difference: int
    # By how many places the order takes more or fewer of each stock.
    places: Counter[str]
    until: datetime


@dataclass
class Ask:
    """Tickets that their owner wants to give back."""

    pieces: list[Piece]
    amount: int
    state: str = "asked"


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
    # How many places of it are kept for which code, of which stock: one code a stock.
    promised: Counter[tuple[str, str]] = field(default_factory=Counter)
    # What stays with us of tickets that were given back; and as much of that as is in the total.
    fee: int = 0
    fee_in_total: int = 0
    # What is on its way back to the buyer.
    flying: int = 0
    change: Swap | None = None
    asks: list[Ask] = field(default_factory=list)

    @property
    def kept(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.live]

    @property
    def total(self) -> int:
        """What was agreed; cancelling a whole order leaves its total as it was."""
        return sum(piece.price for piece in self.kept) + self.fee_in_total

    @property
    def owed(self) -> int:
        return self.charged - self.paid

    @property
    def outstanding(self) -> int:
        """What is owed when what flies has gone."""
        return self.owed + self.flying

    @property
    def extra(self) -> Counter[str]:
        """The places that a change which waits holds beside those of the tickets."""
        return +self.change.places if self.change else Counter()

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
