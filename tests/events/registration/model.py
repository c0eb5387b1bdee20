"""Registration in plain Python: what orders, places, codes and money ought to be.

Every count is a sum over the orders; nothing is counted up or down. The services must agree.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.events.registration.plain import Kind, Piece, Promo, Purchase, Waiter

HALF_HOUR = timedelta(minutes=30)
OFFER = timedelta(hours=1)
MOST_EXTENSIONS = 12
MOST_PER_ORDER = 4
LIVE = {"held", "pending", "paid"}


class Refused(Exception):  # noqa: N818 -- it is an answer, no error
    """What the services say as a RuleError; its text is the code."""


@dataclass
class Sale:
    """Everything that is on sale, and everything that was ordered."""

    sizes: dict[str, int]
    kinds: dict[str, Kind]
    codes: dict[str, Promo]
    purchases: list[Purchase] = field(default_factory=list)
    waiters: list[Waiter] = field(default_factory=list)
    # What is kept back now for a code of a stock, as long as the promise stands.
    promised: dict[tuple[str, str], int] = field(default_factory=dict)
    invoices: int = 0
    credit_notes: int = 0

    def taken(self, stock: str) -> int:
        sold = sum(
            stock in self.kinds[piece.kind].stocks
            for purchase in self.purchases
            if purchase.state in LIVE
            for piece in purchase.kept
        )
        sold += sum(purchase.extra[stock] for purchase in self.purchases)
        return sold + sum(kept for (_code, name), kept in self.promised.items() if name == stock)

    def waiting(self, stock: str) -> int:
        return sum(row.stock == stock and row.state == "waiting" for row in self.waiters)

    def room(self, stock: str) -> int:
        """What somebody who comes now may have; negative when more wait than places are free."""
        return self.sizes[stock] - self.taken(stock) - self.waiting(stock)

    def used(self, code: str, but: Purchase | None = None, email: str = "") -> int:
        """Tickets at the price of a code; with an e-mail only those counted to that person."""
        return sum(
            piece.code == code
            for purchase in self.purchases
            if purchase.state in LIVE and purchase is not but
            if not email or purchase.counted_to == email
            for piece in purchase.kept
        )

    def hold(
        self, purchase: Purchase | None, lines: Counter[str], code: str, at: datetime
    ) -> Purchase:
        pieces = self._choose(purchase, lines, code, at)
        claims = self._claims(pieces, code)
        for stock, more in self._needs(pieces).items():
            mine = min(self.promised.get((code, stock), 0), claims[stock])
            if max(self.room(stock), 0) + mine < more:
                self.release(at)
                break
        if purchase is None:
            purchase = Purchase(at + HALF_HOUR, [], code)
            self._make_room(purchase, pieces, code)
            purchase.pieces = pieces
            self.purchases.append(purchase)
        elif purchase.state in {"held", "expired"} and purchase.paid <= 0:
            self._rewrite(purchase, pieces, code, at)
            purchase.placed = False
            purchase.charge(0)
        return purchase

    def fill_in(self, purchase: Purchase, email: str) -> None:
        if purchase.state not in {"held", "expired"}:
            raise Refused("not_held")
        purchase.email = email

    def extend(self, purchase: Purchase, at: datetime) -> None:
        if purchase.state not in {"held", "expired"}:
            raise Refused("not_held")
        if purchase.extensions >= MOST_EXTENSIONS:
            raise Refused("extended_enough")
        if purchase.state == "expired":
            self._revive(purchase, at)
        else:
            purchase.held_until = max(purchase.held_until, at + HALF_HOUR)
        purchase.extensions += 1
        self._reckon(purchase)

    def place(self, purchase: Purchase, method: str, at: datetime) -> None:
        if purchase.state in {"pending", "paid"}:
            return
        if purchase.state == "cancelled":
            raise Refused("cancelled")
        if not purchase.email:
            raise Refused("incomplete")
        undo, promised = dict(vars(purchase)), dict(self.promised)
        if purchase.state == "expired":
            self._revive(purchase, at)
        try:
            self._count_person(purchase)
        except Refused:
            vars(purchase).update(undo)
            self.promised = promised
            raise
        purchase.placed = True
        if purchase.total:
            purchase.has_account = True
            purchase.state = "pending" if method == "invoice" else "held"
            purchase.held_until = max(purchase.held_until, at + HALF_HOUR)
        purchase.charge(purchase.total)
        if purchase.outstanding <= 0:
            purchase.state = "paid"

    def pay_by_card(self, purchase: Purchase, at: datetime) -> int:
        """The amount the provider will ask for."""
        self.place(purchase, "card", at)
        if purchase.outstanding <= 0:
            raise Refused("nothing_owed")
        return purchase.outstanding

    def receive(self, purchase: Purchase, amount: int, at: datetime) -> None:
        """Money has come in, whatever became of the order."""
        purchase.paid += amount
        if purchase.state == "expired" and -purchase.outstanding >= purchase.total:
            self._try_again(purchase, at)
        if purchase.state == "held":
            purchase.charge(purchase.total)
        self._reckon(purchase)

    def mark_paid(self, purchase: Purchase, amount: int | None, at: datetime) -> None:
        if not purchase.has_account or (amount is None and purchase.outstanding <= 0):
            raise Refused("nothing_owed")
        amount = purchase.outstanding if amount is None else amount
        if amount <= 0:
            raise Refused("not_possible")
        self.receive(purchase, amount, at)

    def refund(self, purchase: Purchase, amount: int | None) -> None:
        if -purchase.outstanding <= 0:
            raise Refused("nothing_owed")
        amount = -purchase.outstanding if amount is None else amount
        if not 0 < amount <= -purchase.outstanding:
            raise Refused("too_much")
        purchase.paid -= amount
        self._reckon(purchase)

    def cancel(self, purchase: Purchase, *, by_staff: bool) -> None:
        if purchase.state == "cancelled":
            return
        if purchase.paid > 0 and not by_staff:
            raise Refused("paid")
        self.end(purchase)

    def end(self, purchase: Purchase, fee: int = 0) -> None:
        purchase.change = None
        purchase.fee += fee
        purchase.charge(purchase.fee)
        self._give_back(purchase)
        purchase.state = "cancelled"
        self._reverse_invoice(purchase)

    def cancel_ticket(self, purchase: Purchase, piece: Piece) -> None:
        if purchase.state not in LIVE:
            raise Refused("closed")
        if not piece.live:
            return
        self.void(purchase, [piece])

    def void(self, purchase: Purchase, pieces: list[Piece], fee: int = 0) -> None:
        if len(purchase.kept) == len(pieces):
            raise Refused("last")
        purchase.change = None
        for piece in pieces:
            piece.live = False
        purchase.fee += fee
        purchase.fee_in_total += fee
        self._give_back(purchase, keep=self._needs(purchase.kept))
        purchase.charge(purchase.total)
        self._reverse_invoice(purchase)
        self._reckon(purchase)

    def release(self, at: datetime) -> int:
        lapsed = [p for p in self.purchases if p.state == "held" and p.held_until <= at]
        for purchase in lapsed:
            purchase.state = "expired"
            self._give_back(purchase)
            purchase.counted_to = ""
            purchase.charge(0)
        return len(lapsed)

    def keep(self, code: str, places: dict[str, int]) -> None:
        """Keep back exactly so many for a code; none at all ends the promise."""
        if not any(places.values()):
            self._end(code)
            return
        more = {stock: kept - self.promised.get((code, stock), 0) for stock, kept in places.items()}
        if any(number > 0 and self.room(stock) < number for stock, number in more.items()):
            raise Refused("sold_out")
        self.promised |= {(code, stock): kept for stock, kept in places.items()}

    def _end(self, code: str) -> None:
        self.promised = {key: kept for key, kept in self.promised.items() if key[0] != code}

    def join(self, email: str, kind: str) -> Waiter:
        if self.kinds[kind].hidden:
            raise Refused("not_on_sale")
        lacking = [stock for stock in self.kinds[kind].stocks if self.room(stock) <= 0]
        if not lacking:
            raise Refused("not_sold_out")
        longest = max(lacking, key=lambda stock: (self.waiting(stock), stock == "hall"))
        for row in self.waiters:
            live = row.state in {"waiting", "offered"}
            if live and (row.email, row.stock) == (email, longest):
                return row
        self.waiters.append(Waiter(email, kind, longest))
        return self.waiters[-1]

    def leave(self, waiter: Waiter, at: datetime) -> None:
        if waiter.state in {"waiting", "offered"}:
            waiter.state = "left"
            if waiter.code:
                self._end(waiter.code)
                self.codes[waiter.code].until = at

    def serve(self, at: datetime) -> int:
        """Move the lines on; an offer is a code that a place is kept back for."""
        return sum(self._close(stock, at) + self._offer(stock, at) for stock in ("hall", "dinner"))

    def _close(self, stock: str, at: datetime) -> int:
        done = 0
        for row in self.waiters:
            if row.stock != stock or row.state != "offered":
                continue
            kept = [number for key, number in self.promised.items() if key[0] == row.code]
            if any(
                code == row.code
                for order in self.purchases
                if order.state in {"pending", "paid"}
                for code, _stock in +order.promised
            ):
                row.state = "taken"
            elif row.until and row.until <= at and all(kept):
                row.state = "lapsed"
            else:
                continue
            self._end(row.code)
            done += 1
        return done

    def _offer(self, stock: str, at: datetime) -> int:
        done = 0
        for row in self.waiters:
            if row.stock != stock or row.state != "waiting":
                continue
            if self.taken(stock) >= self.sizes[stock]:
                break
            stocks = self.kinds[row.kind].stocks
            if any(self.room(other) < 1 for other in stocks if other != stock):
                continue
            row.state, row.code, row.until = "offered", f"offer {id(row)}", at + OFFER
            self.codes[row.code] = Promo(0, 1, owner=row.email, names=(row.kind,), until=row.until)
            self.promised |= {(row.code, name): 1 for name in stocks}
            done += 1
        return done

    def rename(self, waiter: Waiter, text: str) -> None:
        """Give the code of a new offer the letters that were drawn for it."""
        old, waiter.code = waiter.code, text
        self.codes[text] = self.codes.pop(old)
        self.promised = {
            (text if code == old else code, stock): kept
            for (code, stock), kept in self.promised.items()
        }

    def bill(self, purchase: Purchase) -> int | None:
        """The invoice that holds now; it is issued when it is asked for."""
        is_due = purchase.state in {"pending", "paid"} or purchase.fee
        if is_due and purchase.total and purchase.has_account and purchase.invoice is None:
            self.invoices += 1
            is_cancelled = purchase.state == "cancelled"
            purchase.invoice = purchase.fee if is_cancelled else purchase.total
        return purchase.invoice

    def _choose(
        self, purchase: Purchase | None, lines: Counter[str], code: str, at: datetime
    ) -> list[Piece]:
        promo = self.codes[code] if code else None
        if promo and promo.until and promo.until <= at:
            raise Refused("code_unknown")
        if promo and promo.most and self.used(code, but=purchase) >= promo.most:
            raise Refused("code_used_up")
        if not lines:
            raise Refused("nothing_chosen")
        opened = promo.names if promo else ()
        if any(self.kinds[name].hidden and name not in opened for name in lines):
            raise Refused("not_on_sale")
        if any(quantity > MOST_PER_ORDER for quantity in lines.values()):
            raise Refused("too_many")
        pieces = [self._piece(name, promo) for name in lines.elements()]
        if promo and not any(piece.code for piece in pieces):
            raise Refused("code_not_for_these")
        return pieces

    def _piece(self, name: str, promo: Promo | None) -> Piece:
        kind = self.kinds[name]
        applies = promo is not None and promo.prices(name, kind)
        off = promo.off if promo and applies else 0
        text = next((text for text, row in self.codes.items() if row is promo), "")
        return Piece(name, kind.price * (100 - off) // 100, text if applies else "")

    def _needs(self, pieces: list[Piece]) -> Counter[str]:
        return Counter(stock for piece in pieces for stock in self.kinds[piece.kind].stocks)

    def _make_room(self, purchase: Purchase, pieces: list[Piece], code: str) -> None:
        """Refuse what there are no places or no uses for, first the places."""
        had = self._needs(purchase.kept) if purchase.state in LIVE else Counter()
        moves = self._needs(pieces)
        moves.subtract(had)
        before = dict(self.promised)
        moves.update(self._return(purchase.promised))
        got = Counter[str]()
        for stock, most in self._claims(pieces, code).items():
            got[stock] = min(self.promised.get((code, stock), 0), most)
            if got[stock]:
                self.promised[code, stock] -= got[stock]
        moves.subtract(got)
        after, self.promised = self.promised, before
        if any(more > 0 and self.room(stock) < more for stock, more in moves.items()):
            raise Refused("sold_out")
        quantity = sum(bool(piece.code) for piece in pieces)
        most = self.codes[code].most if code else 0
        if most and self.used(code, but=purchase) + quantity > most:
            raise Refused("code_used_up")
        self.promised = after
        purchase.promised = Counter({(code, stock): number for stock, number in (+got).items()})

    def _claims(self, pieces: list[Piece], code: str) -> Counter[str]:
        """What these tickets may take of the places kept back for their code."""
        return self._needs([piece for piece in pieces if piece.code]) if code else Counter()

    def _return(self, places: Counter[tuple[str, str]]) -> Counter[str]:
        """Give places back to the promise they are of; those it takes, because it stands."""
        stay = Counter[str]()
        for (code, stock), number in places.items():
            if (code, stock) in self.promised:
                self.promised[code, stock] += number
                stay[stock] = number
        return stay

    def _give_back(self, purchase: Purchase, keep: Counter[str] | None = None) -> None:
        """Give promised places back, but for those of what it keeps."""
        most = keep or Counter()
        left = Counter({key: min(kept, most[key[1]]) for key, kept in purchase.promised.items()})
        self._return(purchase.promised - left)
        purchase.promised = +left

    def _rewrite(self, purchase: Purchase, pieces: list[Piece], code: str, at: datetime) -> None:
        self._make_room(purchase, pieces, code)
        purchase.state = "held"
        purchase.held_until = max(purchase.held_until, at + HALF_HOUR)
        purchase.pieces, purchase.code, purchase.counted_to = pieces, code, ""

    def _revive(self, purchase: Purchase, at: datetime) -> None:
        lines = Counter(piece.kind for piece in purchase.kept)
        pieces = self._choose(purchase, lines, purchase.code, at)
        self._rewrite(purchase, pieces, purchase.code, at)
        if purchase.placed:
            purchase.charge(purchase.total)

    def _try_again(self, purchase: Purchase, at: datetime) -> None:
        """Places for money that came late, if there are any at the price that was paid."""
        undo, promised = dict(vars(purchase)), dict(self.promised)
        try:
            self._revive(purchase, at)
            if purchase.total != sum(piece.price for piece in undo["pieces"] if piece.live):
                raise Refused("dearer")
            self._count_person(purchase)
        except Refused:
            vars(purchase).update(undo)
            self.promised = promised

    def _reckon(self, purchase: Purchase) -> None:
        """Confirm an order that was sent off, or paid, once nothing of it is owed."""
        if purchase.state == "paid":
            self.settle(purchase)
        waits = purchase.state in {"held", "pending"} and purchase.has_account
        if not waits or purchase.outstanding > 0 or not (purchase.placed or purchase.paid > 0):
            return
        try:
            self._count_person(purchase)
        except Refused:
            return
        purchase.placed = True
        purchase.state = "paid"

    def _count_person(self, purchase: Purchase) -> None:
        code = purchase.code
        if not code or purchase.counted_to == purchase.email:
            return
        promo = self.codes[code]
        quantity = sum(bool(piece.code) for piece in purchase.kept)
        if not quantity:
            return
        if promo.owner and promo.owner != purchase.email:
            raise Refused("code_of_another")
        used = self.used(code, email=purchase.email)
        if promo.per_person and used + quantity > promo.per_person:
            raise Refused("code_person_limit")
        purchase.counted_to = purchase.email

    def settle(self, purchase: Purchase) -> None:
        """What a paid order waits for is done when its difference has come; see `afterwards`."""

    def _reverse_invoice(self, purchase: Purchase) -> None:
        if purchase.invoice is not None:
            self.credit_notes += 1
            purchase.invoice = None
