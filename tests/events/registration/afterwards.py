"""Orders that were paid, in plain Python: changed, split, moved, given back.

What `model` says of the way there holds here too.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from tests.events.registration.model import HALF_HOUR, MOST_PER_ORDER, Refused, Sale
from tests.events.registration.plain import Ask, Piece, Purchase, Swap

# Tickets that become another kind, or (without a ticket) one more.
type Wishes = Sequence[tuple[Piece | None, str]]


class Register(Sale):
    """Everything that was sold, and what became of it."""

    # --- Other tickets, or more ---------------------------------------------------------------

    def difference(self, wishes: Wishes) -> int:
        """What the buyer is shown before."""
        return sum(
            self.kinds[name].price - (piece.price if piece else 0)
            for piece, name in wishes
            if piece is None or piece.kind != name
        )

    def change(self, purchase: Purchase, wishes: Wishes, expected: int, at: datetime) -> None:
        if purchase.change:
            raise Refused("change_waits")
        swap = self._plan(purchase, wishes, at)
        if swap.difference != expected:
            raise Refused("other_difference")
        if swap.difference > 0 and purchase.state == "paid":
            self._find_room(+swap.places)
            purchase.has_account = True
            purchase.change = swap
            purchase.charge(purchase.total + swap.difference)
            self._reckon(purchase)
            return
        self._find_room(swap.places)
        purchase.has_account = purchase.has_account or swap.difference > 0
        self._do(purchase, swap)
        self._reckon(purchase)
        self._send(purchase, -swap.difference)

    def _plan(self, purchase: Purchase, wishes: Wishes, at: datetime) -> Swap:
        if purchase.state not in {"pending", "paid"}:
            raise Refused("closed")
        fresh = [row for row in wishes if row[0] is None or row[0].kind != row[1]]
        if any(self.kinds[name].hidden for _piece, name in fresh):
            raise Refused("not_on_sale")
        if not fresh:
            raise Refused("nothing_changed")
        gone = {piece for piece, _name in fresh if piece}
        numbers = Counter(piece.kind for piece in purchase.kept if piece not in gone)
        for _piece, name in fresh:
            numbers[name] += 1
            if numbers[name] > MOST_PER_ORDER:
                raise Refused("too_many")
        places = Counter[str]()
        for piece, name in fresh:
            places.update(self.kinds[name].stocks)
            places.subtract(self.kinds[piece.kind].stocks if piece else ())
        rows = [(piece, name, self.kinds[name].price) for piece, name in fresh]
        return Swap(rows, self.difference(fresh), places, at + HALF_HOUR)

    def _find_room(self, places: Counter[str]) -> None:
        if any(more > 0 and self.room(stock) < more for stock, more in places.items()):
            raise Refused("sold_out")

    def _do(self, purchase: Purchase, swap: Swap) -> None:
        purchase.change = None
        for piece, name, price in swap.swaps:
            if piece is None:
                purchase.pieces.append(Piece(name, price))
            else:
                piece.kind, piece.price, piece.code = name, price, ""
        self._give_back(purchase, keep=self._needs(purchase.kept))
        purchase.charge(purchase.total)
        self._reverse_invoice(purchase)

    def settle(self, purchase: Purchase) -> None:
        if purchase.change and purchase.outstanding <= 0:
            self._do(purchase, purchase.change)

    def pay_difference(self, purchase: Purchase, at: datetime) -> int:
        if purchase.change is None or not purchase.has_account:
            raise Refused("nothing_owed")
        purchase.change.until = max(purchase.change.until, at + HALF_HOUR)
        return purchase.outstanding

    def withdraw_change(self, purchase: Purchase) -> None:
        if purchase.change is None:
            return
        if purchase.outstanding < purchase.change.difference:
            raise Refused("part_paid")
        self._take_back(purchase)

    def lapse(self, at: datetime) -> int:
        over = [row for row in self.purchases if row.change and row.change.until <= at]
        for purchase in over:
            self._take_back(purchase)
        return len(over)

    def _take_back(self, purchase: Purchase) -> None:
        purchase.change = None
        purchase.charge(purchase.total)
        self._give_back(purchase, keep=self._needs(purchase.kept))

    # --- Given back ---------------------------------------------------------------------------

    def ask(self, purchase: Purchase, pieces: list[Piece]) -> Ask:
        if waiting := self.asked(purchase):
            return waiting
        if not pieces:
            raise Refused("nothing_chosen")
        if purchase.state != "paid" or not all(piece.price and piece.live for piece in pieces):
            raise Refused("not_refundable")
        purchase.asks.append(Ask(pieces, sum(piece.price for piece in pieces)))
        return purchase.asks[-1]

    def asked(self, purchase: Purchase) -> Ask | None:
        return next((row for row in purchase.asks if row.state == "asked"), None)

    def withdraw_ask(self, purchase: Purchase) -> None:
        if waiting := self.asked(purchase):
            waiting.state = "withdrawn"

    def decline(self, ask: Ask) -> None:
        if ask.state != "asked":
            raise Refused("decided")
        ask.state = "declined"

    def grant(self, purchase: Purchase, ask: Ask, amount: int | None) -> None:
        if ask.state != "asked":
            raise Refused("decided")
        amount = ask.amount if amount is None else amount
        live = [piece for piece in ask.pieces if piece in purchase.kept]
        price = sum(piece.price for piece in live)
        if not 0 <= amount <= price:
            raise Refused("too_much")
        ask.state = "granted"
        if live and len(live) == len(purchase.kept):
            self.end(purchase, price - amount)
        elif live:
            self.void(purchase, live, price - amount)
        self._send(purchase, amount)

    def _send(self, purchase: Purchase, amount: int) -> None:
        """So much of what we owe goes back to the buyer."""
        if purchase.has_account:
            purchase.flying += max(min(amount, -purchase.outstanding), 0)

    def arrive(self, purchase: Purchase, amount: int) -> None:
        """A refund is there."""
        purchase.flying -= amount
        purchase.paid -= amount
        self._reckon(purchase)

    # --- To another order ---------------------------------------------------------------------

    def split(self, purchase: Purchase, pieces: list[Piece], email: str, at: datetime) -> Purchase:
        self._may_move(purchase)
        self._choose_pieces(purchase, pieces)
        new = Purchase(at, [], purchase.code, "paid", email, placed=True)
        self._move(purchase, new, pieces)
        self.purchases.append(new)
        return new

    def move(self, purchase: Purchase, pieces: list[Piece], into: Purchase) -> None:
        if purchase is into:
            raise Refused("same")
        for row in self.purchases:
            if row is purchase or row is into:
                self._may_move(row)
        self._choose_pieces(purchase, pieces)
        self._move(purchase, into, pieces)

    def _may_move(self, purchase: Purchase) -> None:
        if purchase.state != "paid":
            raise Refused("not_confirmed")
        if purchase.change or purchase.outstanding:
            raise Refused("unsettled")

    def _choose_pieces(self, purchase: Purchase, pieces: list[Piece]) -> None:
        if not pieces or not all(piece in purchase.kept for piece in pieces):
            raise Refused("nothing")
        if len(pieces) == len(purchase.kept):
            raise Refused("last")
        if any(
            piece in ask.pieces for ask in purchase.asks if ask.state == "asked" for piece in pieces
        ):
            raise Refused("asked_back")

    def _move(self, source: Purchase, target: Purchase, pieces: list[Piece]) -> None:
        going = self._promises_that_go(source, target, pieces)
        if any(piece.code for piece in pieces):
            has_own = any(piece.code for piece in target.kept)
            if has_own and target.counted_to != source.counted_to:
                raise Refused("other_person")
            target.counted_to = source.counted_to
        source.promised = +(source.promised - going)
        target.promised += going
        source.pieces = [piece for piece in source.pieces if piece not in pieces]
        target.pieces += pieces
        if any(piece.code for piece in pieces) and not any(piece.code for piece in source.kept):
            source.counted_to = ""
        if worth := sum(piece.price for piece in pieces):
            for purchase, sign in ((source, -1), (target, 1)):
                purchase.has_account = True
                purchase.charge(purchase.total)
                purchase.paid += sign * worth
                self._reverse_invoice(purchase)

    def _promises_that_go(
        self, source: Purchase, target: Purchase, pieces: list[Piece]
    ) -> Counter[tuple[str, str]]:
        """Of the places that go, those kept for a code, by code and stock."""
        had, needed = self._needs(source.kept), self._needs(pieces)
        going = Counter[tuple[str, str]]()
        for (code, stock), kept in (+source.promised).items():
            named = self.codes[code]
            by_code = sum(
                stock in self.kinds[piece.kind].stocks
                and named.prices(piece.kind, self.kinds[piece.kind])
                for piece in pieces
            )
            left = had[stock] - needed[stock]
            number = max(min(kept, by_code, needed[stock]), kept - left)
            others = {other for other, where in +target.promised if where == stock}
            if number and others - {code}:
                raise Refused("promised")
            going[code, stock] = number
        return +going
