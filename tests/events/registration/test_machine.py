"""Everything in any sequence: the services beside a plain model, compared after every step.

`MACHINE=300` in the environment tries so many histories of sixty steps, other ones each time.
"""

import os
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from payments import PaymentStatus

from events.registration import bills, services
from events.registration.models import Audience, Code, Effect, PaymentMethod, Stock, TicketType
from events.registration.services import keeping
from events.registration.waiting import services as lines_of_people
from events.registration.waiting.models import Line
from foundation.base import clock, tokens
from foundation.base.errors import RuleError
from foundation.billing.models import Payment
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration import audit
from tests.events.registration.afterwards import Register
from tests.events.registration.machine import Afterwards
from tests.events.registration.model import Refused
from tests.events.registration.plain import Kind, Promo
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import make_code, make_foundation
from tests.factories.taxes import make_rule

pytestmark = [pytest.mark.django_db]

LONG = int(os.environ.get("MACHINE", "0"))
EMAILS = ["ada@example.org", "grace@example.org", "katherine@example.org"]
CODES = ["", "", "TEN", "FEW", "DOOR"]
which = st.integers(0, 7)
methods = st.sampled_from([PaymentMethod.CARD, PaymentMethod.CARD, PaymentMethod.INVOICE])
lines = st.dictionaries(
    st.sampled_from(["pass", "both", "free", "hidden"]), st.integers(1, 3), min_size=1, max_size=2
)


def money(amount):
    return None if amount is None else Decimal(amount)


class Registration(Afterwards, RuleBasedStateMachine):
    """One event with a hall, a dinner, four ticket types, three codes, and lines before them."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.at = KEYNOTE_WEEK
        self.orders = []
        self.entries = []
        self.model = Register(
            sizes={"hall": 9, "dinner": 4},
            kinds={
                "pass": Kind(100, ("hall",)),
                # Listed at 200 without tax; the model knows what is paid.
                "both": Kind(220, ("hall", "dinner")),
                "free": Kind(0, ("hall",)),
                "hidden": Kind(60, ("hall",), hidden=True),
            },
            codes={
                "TEN": Promo(10, most=6, per_person=3),
                "FEW": Promo(100, most=2, names=("pass",)),
                "DOOR": Promo(50, owner=EMAILS[0], names=("hidden", "both")),
            },
        )
        self._write()

    def _write(self):
        make_foundation()
        self.event = make_event()
        sizes, kinds = self.model.sizes.items(), self.model.kinds.items()
        self.stocks = {n: make_stock(event=self.event, name=n, size=size) for n, size in sizes}
        self.kinds = {}
        for name, kind in kinds:
            row = make_ticket_type(
                event=self.event,
                stock=self.stocks["hall"],
                name=name,
                price=kind.price,
                most_per_order=4,
                audience=Audience.WITH_CODE if kind.hidden else Audience.ALL,
            )
            row.stocks.set([self.stocks[stock] for stock in kind.stocks])
            if name == "both":
                row.price, row.tax_rule = 200, make_rule(rate=10, includes_tax=False)
                row.save()
            self.kinds[name] = row
        for text, promo in self.model.codes.items():
            make_code(
                event=self.event,
                text=text,
                effect=Effect.RATE,
                value=promo.off,
                most_uses=promo.most,
                most_per_person=promo.per_person,
                owner_email=promo.owner,
                types=[self.kinds[name] for name in promo.names],
            )

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def both(self, expect, do):
        """Do it to the model and to the database; both refuse with the same code, or neither."""
        try:
            expected, refusal = expect(), ""
        except Refused as refused:
            expected, refusal = None, str(refused)
        with clock.seen_from(self.at):
            try:
                found = do()
            except RuleError as error:
                answer = (None, None), error.code
            else:
                answer = (expected, found), ""
        assert answer[1] == refusal
        return answer[0]

    def pick(self, number):
        purchase = self.model.purchases[number % len(self.model.purchases)]
        return purchase, self.orders[number % len(self.orders)]

    def _hold(self, purchase, basket, chosen, code):
        wanted = [(self.kinds[name].pk, quantity) for name, quantity in chosen.items()]
        return self.both(
            lambda: self.model.hold(purchase, Counter(chosen), code, self.at),
            lambda: services.hold(
                event=self.event, lines=wanted, basket=basket, at=self.at, code=code
            ),
        )[1]

    @precondition(lambda self: len(self.orders) < 8)
    @rule(chosen=lines, code=st.sampled_from(CODES))
    def hold(self, chosen, code):
        order = self._hold(None, tokens.secret(), chosen, code)
        if order:
            self.orders.append(order)

    @precondition(lambda self: len(self.orders) < 8)
    @rule(
        chosen=lines,
        code=st.sampled_from(CODES),
        email=st.sampled_from(EMAILS),
        method=methods,
    )
    def hurry(self, chosen, code, email, method):
        """From the tickets to the payment at once, as most buyers do."""
        self.rush(chosen, code, email, method)

    def rush(self, chosen, code, email, method):
        before = len(self.orders)
        order = self._hold(None, tokens.secret(), chosen, code)
        if order:
            self.orders.append(order)
        if len(self.orders) > before:
            self.fill_in(before, email)
            if method == PaymentMethod.CARD:
                self.pay_by_card(before)
            else:
                self.place(before, method)

    @precondition(lambda self: self.orders)
    @rule(number=which, chosen=lines, code=st.sampled_from(CODES))
    def choose_again(self, number, chosen, code):
        purchase, order = self.pick(number)
        self._hold(purchase, order.basket, chosen, code)

    @precondition(lambda self: self.orders)
    @rule(number=which, email=st.sampled_from(EMAILS))
    def fill_in(self, number, email):
        purchase, order = self.pick(number)
        person = {"name": "Somebody", "email": email}
        self.both(
            lambda: self.model.fill_in(purchase, email),
            lambda: services.fill_in(order=order, purchaser=person, attendees={}, at=self.at),
        )

    @precondition(lambda self: self.orders)
    @rule(number=which)
    def extend(self, number):
        purchase, order = self.pick(number)
        self.both(
            lambda: self.model.extend(purchase, self.at),
            lambda: services.extend(order=order, at=self.at),
        )

    @precondition(lambda self: self.orders)
    @rule(number=which, method=st.sampled_from([PaymentMethod.CARD, PaymentMethod.INVOICE]))
    def place(self, number, method):
        purchase, order = self.pick(number)
        self.both(
            lambda: self.model.place(purchase, method.value, self.at),
            lambda: services.place(order=order, method=method, at=self.at),
        )

    @precondition(lambda self: self.orders)
    @rule(number=which)
    def pay_by_card(self, number):
        purchase, order = self.pick(number)
        amount, payment = self.both(
            lambda: self.model.pay_by_card(purchase, self.at),
            lambda: services.pay_by_card(order=order, at=self.at),
        )
        if payment:
            assert payment.total == amount
            purchase.payments.setdefault(payment.pk, (amount, "open"))

    @precondition(lambda self: any(purchase.payments for purchase in self.model.purchases))
    @rule(number=which, approves=st.sampled_from([True, True, False]))
    def bank_answers(self, number, approves):
        """Of any payment there ever was: late, twice, or after it had been replaced."""
        all_ = [(p, key) for p in self.model.purchases for key in p.payments]
        purchase, key = all_[number % len(all_)]
        amount, state = purchase.payments[key]
        if approves and state != "booked":
            purchase.payments[key] = (amount, "booked")
            self.model.receive(purchase, amount, self.at)
        if approves or state != "booked":
            status = PaymentStatus.CONFIRMED if approves else PaymentStatus.REJECTED
            with clock.seen_from(self.at):
                Payment.objects.get(pk=key).change_status(status)

    @precondition(lambda self: self.orders)
    @rule(number=which, amount=st.sampled_from([None, None, -5, 50, 100, 400]))
    def mark_paid(self, number, amount):
        purchase, order = self.pick(number)
        self.both(
            lambda: self.model.mark_paid(purchase, amount, self.at),
            lambda: services.mark_paid(order=order, amount=money(amount), at=self.at),
        )

    @precondition(lambda self: self.orders)
    @rule(number=which, amount=st.sampled_from([None, None, 30, 1000]))
    def refund(self, number, amount):
        purchase, order = self.pick(number)
        self.both(
            lambda: self.model.refund(purchase, amount),
            lambda: services.record_refund(order=order, amount=money(amount), at=self.at),
        )

    @precondition(lambda self: self.orders)
    @rule(number=which, by_staff=st.booleans())
    def cancel(self, number, by_staff):
        purchase, order = self.pick(number)
        self.both(
            lambda: self.model.cancel(purchase, by_staff=by_staff),
            lambda: services.cancel(order=order, at=self.at, by_staff=by_staff),
        )

    @precondition(lambda self: self.orders)
    @rule(number=which, position=which)
    def cancel_ticket(self, number, position):
        purchase, order = self.pick(number)
        tickets = list(order.tickets.filter(cancelled_at=None).order_by("position"))
        if tickets and len(tickets) == len(purchase.kept):
            ticket = tickets[position % len(tickets)]
            piece = self.piece_of(purchase, ticket)
            self.both(
                lambda: self.model.cancel_ticket(purchase, piece),
                lambda: services.cancel_ticket(ticket=ticket, at=self.at),
            )

    @precondition(lambda self: self.orders)
    @rule(number=which, email=st.sampled_from(EMAILS))
    def assign(self, number, email):
        purchase, order = self.pick(number)
        ticket = order.tickets.filter(cancelled_at=None).order_by("position").first()
        if ticket is None or purchase.state not in {"held", "pending", "paid"}:
            return
        passed_on = ticket.attendee_email not in {"", email}
        person = {"attendee_name": "Somebody", "attendee_email": email}
        new = services.assign(ticket=ticket, attendee=person, at=self.at)
        assert (new.code != ticket.code, new.secret != ticket.secret) == (passed_on, passed_on)

    @precondition(lambda self: self.orders)
    @rule(number=which)
    def ask_for_invoice(self, number):
        purchase, order = self.pick(number)
        total, invoice = self.both(
            lambda: self.model.bill(purchase), lambda: bills.invoice_for(order, self.at)
        )
        assert (invoice.total if invoice else None) == total

    @rule(minutes=st.sampled_from([5, 15, 40]))
    def wait(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule()
    def release(self):
        assert services.release_expired(self.at) == self.model.release(self.at)

    @rule(code=st.sampled_from(["TEN", "DOOR"]), hall=st.integers(0, 2), dinner=st.integers(0, 1))
    def staff_keep_places(self, code, hall, dinner):
        row = Code.objects.get(text=code)
        places = {self.stocks["hall"].pk: hall, self.stocks["dinner"].pk: dinner}

        def keep():
            if hall or dinner:
                return keeping.keep(code=row, places=places)
            return keeping.end(code=row, at=self.at)

        self.both(lambda: self.model.keep(code, {"hall": hall, "dinner": dinner}), keep)

    @precondition(lambda self: len(self.entries) < 6)
    @rule(email=st.sampled_from(EMAILS), kind=st.sampled_from(["pass", "both", "free", "hidden"]))
    def join(self, email, kind):
        waiter, entry = self.both(
            lambda: self.model.join(email, kind),
            lambda: lines_of_people.join(
                ticket_type=self.kinds[kind], email=email.upper(), at=self.at
            ),
        )
        Line.objects.update(hours=1)
        if waiter and len(self.entries) < len(self.model.waiters):
            self.entries.append(entry)
        if waiter:
            assert self.entries[self.model.waiters.index(waiter)].pk == entry.pk

    @precondition(lambda self: self.entries)
    @rule(number=which)
    def leave(self, number):
        waiter = self.model.waiters[number % len(self.entries)]
        self.both(
            lambda: self.model.leave(waiter, self.at),
            lambda: lines_of_people.leave(
                entry=self.entries[number % len(self.entries)], at=self.at
            ),
        )

    @precondition(lambda self: self.entries)
    @rule()
    def serve(self):
        assert lines_of_people.serve_due(self.at) == self.model.serve(self.at)
        for waiter, entry in zip(self.model.waiters, self.entries, strict=True):
            entry.refresh_from_db()
            if waiter.code.startswith("offer ") and entry.code:
                self.model.rename(waiter, entry.code.text)

    @precondition(
        lambda self: any(row.code for row in self.model.waiters) and len(self.orders) < 10
    )
    @rule(number=which, email=st.sampled_from(["", "", *EMAILS]), method=methods)
    def take_the_offer(self, number, email, method):
        """Mostly its owner, mostly in time."""
        offers = [row for row in self.model.waiters if row.code]
        waiter = offers[number % len(offers)]
        self.rush({waiter.kind: 1}, waiter.code, email or waiter.email, method)

    @rule(name=st.sampled_from(["hall", "dinner"]), more=st.sampled_from([-2, -1, 1, 2]))
    def staff_change_the_places(self, name, more):
        size = max(self.model.sizes[name] + more, self.model.taken(name), 0)
        self.model.sizes[name] = size
        Stock.objects.filter(pk=self.stocks[name].pk).update(size=size)

    @rule(price=st.sampled_from([100, 120]))
    def staff_change_the_price(self, price):
        self.model.kinds["pass"].price = price
        TicketType.objects.filter(pk=self.kinds["pass"].pk).update(price=price)

    @invariant()
    def agrees(self):
        self.know_tickets()
        audit.the_model_agrees(self.model, self.orders)
        audit.the_lines_agree(self.model, self.entries)
        audit.the_counters_add_up()
        audit.the_money_adds_up()
        audit.the_numbers_have_no_hole()


def test_any_sequence_of_events_leaves_places_codes_and_money_as_the_model_says():
    run_state_machine_as_test(
        Registration,
        settings=settings(
            max_examples=LONG or 8,
            stateful_step_count=60 if LONG else 25,
            derandomize=not LONG,
            deadline=None,
            database=None,
            print_blob=False,
            # A history of some dozen steps is read sooner than it is shortened.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
