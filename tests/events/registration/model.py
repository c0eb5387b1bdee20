"""Registration in plain Python: what orders, places, codes and money ought to be.

Every count is a sum over the orders; nothing is counted up or down. The services must agree.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.events.registration.plain import Kind, Piece, Promo, Purchase

HALF_HOUR = timedelta(minutes=30)
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
    invoices: int = 0
    credit_notes: int = 0

    def taken(self, stock: str, but: Purchase | None = None) -> int:
        return sum(
            stock in self.kinds[piece.kind].stocks
            for purchase in self.purchases
            if purchase.state in LIVE and purchase is not but
            for piece in purchase.kept
        )

    def used(self, code: str, but: Purchase | None = None, email: str = "") -> int:
        """Tickets at the price of a code; with an e-mail only those counted to that person."""
        return sum(
            piece.by_code
            for purchase in self.purchases
            if purchase.state in LIVE and purchase.code == code and purchase is not but
            if not email or purchase.counted_to == email
            for piece in purchase.kept
        )

    def hold(
        self, purchase: Purchase | None, lines: Counter[str], code: str, at: datetime
    ) -> Purchase:
        pieces = self._choose(purchase, lines, code)
        needs = self._needs(pieces)
        if any(self.taken(stock) + more > self.sizes[stock] for stock, more in needs.items()):
            self.release(at)
        if purchase is None:
            purchase = Purchase(at + HALF_HOUR, pieces, code)
            self._make_room(purchase, pieces, code)
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
        undo = dict(vars(purchase))
        if purchase.state == "expired":
            self._revive(purchase, at)
        try:
            self._count_person(purchase)
        except Refused:
            vars(purchase).update(undo)
            raise
        purchase.placed = True
        if purchase.total:
            purchase.has_account = True
            purchase.state = "pending" if method == "invoice" else "held"
            purchase.held_until = max(purchase.held_until, at + HALF_HOUR)
        purchase.charge(purchase.total)
        if purchase.owed <= 0:
            purchase.state = "paid"

    def pay_by_card(self, purchase: Purchase, at: datetime) -> int:
        """The amount the provider will ask for."""
        self.place(purchase, "card", at)
        if purchase.owed <= 0:
            raise Refused("nothing_owed")
        return purchase.owed

    def receive(self, purchase: Purchase, amount: int, at: datetime) -> None:
        """Money has come in, whatever became of the order."""
        purchase.paid += amount
        if purchase.state == "expired" and -purchase.owed >= purchase.total:
            self._try_again(purchase, at)
        if purchase.state == "held":
            purchase.charge(purchase.total)
        self._reckon(purchase)

    def mark_paid(self, purchase: Purchase, amount: int | None, at: datetime) -> None:
        if not purchase.has_account or (amount is None and purchase.owed <= 0):
            raise Refused("nothing_owed")
        amount = purchase.owed if amount is None else amount
        if amount <= 0:
            raise Refused("not_possible")
        self.receive(purchase, amount, at)

    def refund(self, purchase: Purchase, amount: int | None) -> None:
        if -purchase.owed <= 0:
            raise Refused("nothing_owed")
        amount = -purchase.owed if amount is None else amount
        if not 0 < amount <= -purchase.owed:
            raise Refused("too_much")
        purchase.paid -= amount

    def cancel(self, purchase: Purchase, *, by_staff: bool) -> None:
        if purchase.state == "cancelled":
            return
        if purchase.paid > 0 and not by_staff:
            raise Refused("paid")
        purchase.charge(0)
        purchase.state = "cancelled"
        self._reverse_invoice(purchase)

    def cancel_ticket(self, purchase: Purchase, piece: Piece) -> None:
        if purchase.state not in LIVE:
            raise Refused("closed")
        if not piece.live:
            return
        if len(purchase.kept) == 1:
            raise Refused("last")
        piece.live = False
        purchase.charge(purchase.total)
        self._reverse_invoice(purchase)
        self._reckon(purchase)

    def release(self, at: datetime) -> int:
        lapsed = [p for p in self.purchases if p.state == "held" and p.held_until <= at]
        for purchase in lapsed:
            purchase.state = "expired"
            purchase.counted_to = ""
            purchase.charge(0)
        return len(lapsed)

    def bill(self, purchase: Purchase) -> int | None:
        """The invoice that holds now; it is issued when it is asked for."""
        due = purchase.state in {"pending", "paid"} and purchase.total and purchase.has_account
        if due and purchase.invoice is None:
            self.invoices += 1
            purchase.invoice = purchase.total
        return purchase.invoice

    def _choose(self, purchase: Purchase | None, lines: Counter[str], code: str) -> list[Piece]:
        promo = self.codes[code] if code else None
        if promo and promo.most and self.used(code, but=purchase) >= promo.most:
            raise Refused("code_used_up")
        if not lines:
            raise Refused("nothing_chosen")
        opened = promo.names if promo else ()
        if any(self.kinds[name].hidden and name not in opened for name in lines):
            raise Refused("not_on_sale")
        if any(quantity > MOST_PER_ORDER for quantity in lines.values()):
            raise Refused("too_many")
        return [self._piece(name, promo) for name in lines.elements()]

    def _piece(self, name: str, promo: Promo | None) -> Piece:
        kind = self.kinds[name]
        applies = promo is not None and (name in promo.names if promo.names else not kind.hidden)
        off = promo.off if promo and applies else 0
        return Piece(name, kind.price * (100 - off) // 100, applies)

    def _needs(self, pieces: list[Piece]) -> Counter[str]:
        return Counter(stock for piece in pieces for stock in self.kinds[piece.kind].stocks)

    def _make_room(self, purchase: Purchase, pieces: list[Piece], code: str) -> None:
        """Refuse what there are no places or no uses for, first the places."""
        for stock, more in self._needs(pieces).items():
            if self.taken(stock, but=purchase) + more > self.sizes[stock]:
                raise Refused("sold_out")
        quantity = sum(piece.by_code for piece in pieces)
        if code and not quantity:
            raise Refused("code_not_for_these")
        most = self.codes[code].most if code else 0
        if most and self.used(code, but=purchase) + quantity > most:
            raise Refused("code_used_up")

    def _rewrite(self, purchase: Purchase, pieces: list[Piece], code: str, at: datetime) -> None:
        self._make_room(purchase, pieces, code)
        purchase.state = "held"
        purchase.held_until = max(purchase.held_until, at + HALF_HOUR)
        purchase.pieces, purchase.code, purchase.counted_to = pieces, code, ""

    def _revive(self, purchase: Purchase, at: datetime) -> None:
        lines = Counter(piece.kind for piece in purchase.kept)
        pieces = self._choose(purchase, lines, purchase.code)
        self._rewrite(purchase, pieces, purchase.code, at)
        if purchase.placed:
            purchase.charge(purchase.total)

    def _try_again(self, purchase: Purchase, at: datetime) -> None:
        """Places for money that came late, if there are any at the price that was paid."""
        undo = dict(vars(purchase))
        try:
            self._revive(purchase, at)
            if purchase.total != sum(piece.price for piece in undo["pieces"] if piece.live):
                raise Refused("dearer")
            self._count_person(purchase)
        except Refused:
            vars(purchase).update(undo)

    def _reckon(self, purchase: Purchase) -> None:
        """Confirm an order that was sent off, or paid, once nothing of it is owed."""
        waits = purchase.state in {"held", "pending"} and purchase.has_account
        if not waits or purchase.owed > 0 or not (purchase.placed or purchase.paid > 0):
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
        quantity = sum(piece.by_code for piece in purchase.kept)
        if not quantity:
            return
        if promo.owner and promo.owner != purchase.email:
            raise Refused("code_of_another")
        used = self.used(code, email=purchase.email)
        if promo.per_person and used + quantity > promo.per_person:
            raise Refused("code_person_limit")
        purchase.counted_to = purchase.email

    def _reverse_invoice(self, purchase: Purchase) -> None:
        if purchase.invoice is not None:
            self.credit_notes += 1
            purchase.invoice = None
