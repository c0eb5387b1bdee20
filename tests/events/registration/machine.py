"""What the machine does with orders that were sent off: change, split, move, give back."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from events.registration import services
from events.registration.models import Ticket
from events.registration.services import differences
from foundation.billing import refunding
from foundation.billing import services as billing
from foundation.billing.models import Refund, Way

which = st.integers(0, 7)
few = st.lists(st.integers(0, 3), max_size=2, unique=True)
KINDS = ["pass", "pass", "both", "both", "free", "hidden"]
EMAILS = ["ada@example.org", "grace@example.org", "katherine@example.org"]


class Afterwards:
    """The rules; the machine has `model`, `orders`, `kinds`, `at`, `both` and `pick`."""

    def know_tickets(self):
        """Give each piece of the model the key of its row: alike ones are as good as each other."""
        rows = Ticket.objects.filter(cancelled_at=None).select_related("ticket_type", "promo_code")
        fresh = {}
        known = {piece.key for purchase in self.model.purchases for piece in purchase.pieces}
        for row in rows.exclude(pk__in=known).order_by("pk"):
            code = row.promo_code.text if row.promo_code else ""
            fresh.setdefault((row.order_id, row.ticket_type.name, row.price, code), []).append(row)
        for purchase, order in zip(self.model.purchases, self.orders, strict=True):
            for piece in purchase.kept:
                if not piece.key:
                    alike = fresh.get((order.pk, piece.kind, piece.price, piece.code))
                    assert alike, f"{piece} has no ticket"
                    piece.key = alike.pop(0).pk

    def piece_of(self, purchase, ticket):
        return next(piece for piece in purchase.pieces if piece.key == ticket.pk)

    def tickets_of(self, order, places):
        """Some live tickets of an order, by their place."""
        live = list(order.tickets.filter(cancelled_at=None).order_by("position"))
        return [live[place] for place in places if place < len(live)]

    def pieces_of(self, purchase, tickets):
        return [self.piece_of(purchase, ticket) for ticket in tickets]

    # A rule of several orders is asked for as long as one is confirmed: else little would happen.
    @staticmethod
    def has_paid(machine):
        return any(purchase.state == "paid" for purchase in machine.model.purchases)

    def pick_paid(self, number):
        """Mostly one that is confirmed."""
        paid = [row for row in self.model.purchases if row.state == "paid"]
        if number == 7:
            purchase, order = self.pick(number)
        else:
            purchase = paid[number % len(paid)]
            order = self.orders[self.model.purchases.index(purchase)]
        # As whoever opens its page reads it.
        order.refresh_from_db()
        return purchase, order

    @precondition(lambda self: self.has_paid(self))
    @rule(
        number=which,
        places=few,
        kind=st.sampled_from(KINDS),
        more=st.sampled_from(["", "", *KINDS]),
        wrong=st.sampled_from([0, 0, 0, 0, 1]),
    )
    def change(self, number, places, kind, more, wrong):
        purchase, order = self.pick_paid(number)
        tickets = self.tickets_of(order, places)
        wishes = [(piece, kind) for piece in self.pieces_of(purchase, tickets)]
        wishes += [(None, more)] if more else []
        expected = self.model.difference(wishes) + wrong
        self.both(
            lambda: self.model.change(purchase, wishes, expected, self.at),
            lambda: services.change(
                order=order,
                swaps={ticket.position: self.kinds[kind].pk for ticket in tickets},
                more=[(self.kinds[more].pk, 1)] if more else [],
                expected=Decimal(expected),
                at=self.at,
            ),
        )

    @precondition(lambda self: any(purchase.change for purchase in self.model.purchases))
    @rule(number=which)
    def pay_the_difference(self, number):
        """By transfer, all of it."""
        purchase, order = self.pick_waiting(number)
        self.both(
            lambda: self.model.mark_paid(purchase, None, self.at),
            lambda: services.mark_paid(order=order, at=self.at),
        )

    @precondition(lambda self: any(purchase.change for purchase in self.model.purchases))
    @rule(number=which)
    def pay_the_difference_by_card(self, number):
        purchase, order = self.pick_waiting(number)
        amount, payment = self.both(
            lambda: self.model.pay_difference(purchase, self.at),
            lambda: differences.pay_by_card(order=order, at=self.at),
        )
        assert payment.total == amount
        purchase.payments.setdefault(payment.pk, (amount, "open"))

    @precondition(lambda self: any(purchase.change for purchase in self.model.purchases))
    @rule(number=which)
    def take_a_change_back(self, number):
        purchase, order = self.pick_waiting(number)
        self.both(
            lambda: self.model.withdraw_change(purchase),
            lambda: differences.withdraw(order=order, at=self.at),
        )

    @precondition(lambda self: any(purchase.change for purchase in self.model.purchases))
    @rule()
    def let_changes_lapse(self):
        assert differences.release(self.at) == self.model.lapse(self.at)

    def pick_waiting(self, number):
        found = [row for row in self.model.purchases if row.change]
        purchase = found[number % len(found)]
        return purchase, self.orders[self.model.purchases.index(purchase)]

    @precondition(lambda self: self.has_paid(self))
    @rule(number=which, places=few)
    def ask_for_a_refund(self, number, places):
        purchase, order = self.pick_paid(number)
        tickets = self.tickets_of(order, places)
        pieces = self.pieces_of(purchase, tickets)
        positions = [ticket.position for ticket in tickets]
        ask, request = self.both(
            lambda: self.model.ask(purchase, pieces),
            lambda: services.ask_refund(order=order, positions=positions, reason="", at=self.at),
        )
        if ask:
            assert request.amount == ask.amount

    @precondition(lambda self: any(purchase.asks for purchase in self.model.purchases))
    @rule(number=which, amount=st.sampled_from([None, None, 0, 50, 100, 5000]))
    def grant(self, number, amount):
        purchase, ask, request = self.pick_ask(number)
        self.both(
            lambda: self.model.grant(purchase, ask, amount),
            lambda: services.grant_refund(
                request=request, at=self.at, amount=None if amount is None else Decimal(amount)
            ),
        )

    @precondition(lambda self: any(purchase.asks for purchase in self.model.purchases))
    @rule(number=which, by_staff=st.booleans())
    def answer_no(self, number, by_staff):
        """Staff decline, or the owner keeps the tickets after all."""
        purchase, ask, request = self.pick_ask(number)
        if by_staff:
            self.both(
                lambda: self.model.decline(ask),
                lambda: services.decline_refund(request=request, at=self.at, answer="No."),
            )
        else:
            self.both(
                lambda: self.model.withdraw_ask(purchase),
                lambda: services.withdraw_refund(order=request.order, at=self.at),
            )

    def pick_ask(self, number):
        """Mostly one that waits."""
        rows = [(purchase, ask) for purchase in self.model.purchases for ask in purchase.asks]
        waiting = [row for row in rows if row[1].state == "asked"]
        rows = waiting if waiting and number else rows
        purchase, ask = rows[number % len(rows)]
        order = self.orders[self.model.purchases.index(purchase)]
        requests = order.refund_requests.select_related("order").order_by("pk")
        return purchase, ask, requests[purchase.asks.index(ask)]

    @precondition(lambda self: any(purchase.flying for purchase in self.model.purchases))
    @rule(number=which)
    def a_refund_arrives(self, number):
        flying = list(Refund.objects.in_flight().order_by("pk"))
        refund = flying[number % len(flying)]
        order = refund.account.order
        purchase = self.model.purchases[[row.pk for row in self.orders].index(order.pk)]

        def arrive():
            if refund.way == Way.CARD:
                return refunding.send(refund.pk)
            return billing.mark_transferred(refund=refund, at=self.at)

        self.both(lambda: self.model.arrive(purchase, refund.amount), arrive)

    @precondition(lambda self: self.has_paid(self) and len(self.orders) < 10)
    @rule(number=which, places=few, email=st.sampled_from(EMAILS))
    def split(self, number, places, email):
        purchase, order = self.pick_paid(number)
        tickets = self.tickets_of(order, places)
        pieces = self.pieces_of(purchase, tickets)
        new, other = self.both(
            lambda: self.model.split(purchase, pieces, email, self.at),
            lambda: services.split(
                order=order,
                tickets=[ticket.pk for ticket in tickets],
                purchaser={"name": "Somebody", "email": email},
                at=self.at,
            ),
        )
        if new:
            self.orders.append(other)

    @precondition(lambda self: self.has_paid(self))
    @rule(number=which, places=few, into=which)
    def move(self, number, places, into):
        purchase, order = self.pick_paid(number)
        target, other = self.pick_paid(into)
        tickets = self.tickets_of(order, places)
        pieces = self.pieces_of(purchase, tickets)
        self.both(
            lambda: self.model.move(purchase, pieces, target),
            lambda: services.move(
                order=order, tickets=[ticket.pk for ticket in tickets], into=other, at=self.at
            ),
        )
