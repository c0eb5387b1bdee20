"""What must be true of the tables of registration at any moment, whatever happened before."""

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from events.registration.models import (
    Change,
    Code,
    CodeUse,
    Order,
    OrderState,
    PersonUse,
    Promise,
    RefundRequest,
    Reservation,
    Stock,
    Ticket,
)
from events.registration.waiting.models import Entry
from foundation.billing.models import Account, Invoice, NumberSequence, Refund

CLOSED = [OrderState.EXPIRED, OrderState.CANCELLED]


def the_model_agrees(model, orders):
    """Each order is in the state, and has the sums and tickets, that the model says."""
    rows = {row.pk: row for row in Order.objects.all()}
    sums = {row.pk: row for row in Account.objects.with_sums()}
    flying = dict(Refund.objects.in_flight().values_list("account").annotate(Sum("amount")))
    kept = {
        pk: rest
        for pk, *rest in Ticket.objects.filter(cancelled_at=None).values_list(
            "pk", "order", "ticket_type__name", "price"
        )
    }
    for purchase, order in zip(model.purchases, orders, strict=True):
        row = rows[order.pk]
        account = sums.get(row.account_id)
        found = {
            "state": row.state,
            "placed": row.placed_at is not None,
            "total": row.total,
            "charged": account.charged if account else 0,
            "paid": account.paid if account else 0,
            "refund_needed": row.refund_needed,
            "counted_to": row.code_used_by,
            "fee": row.kept,
            "flying": flying.get(row.account_id, 0),
        }
        expected = {name: getattr(purchase, name) for name in found}
        if row.state in CLOSED:
            # Whose uses they were is of no matter once they were given back.
            found["counted_to"] = expected["counted_to"] = ""
        assert found == expected
        if row.state != OrderState.CANCELLED:
            pieces = {piece.key: [row.pk, piece.kind, piece.price] for piece in purchase.kept}
            assert pieces == {key: rest for key, rest in kept.items() if rest[0] == row.pk}
    _wishes_agree(model, orders)
    _counts_agree(model)


def _wishes_agree(model, orders):
    """What is agreed and waits for money, and what somebody asks to give back."""
    waiting = dict(Change.objects.waiting().values_list("order", "difference"))
    asked = list(RefundRequest.objects.order_by("pk").values_list("order", "state"))
    for purchase, order in zip(model.purchases, orders, strict=True):
        change = purchase.change
        assert waiting.get(order.pk) == (change and change.difference)
        assert [state for pk, state in asked if pk == order.pk] == [a.state for a in purchase.asks]


def _counts_agree(model):
    for stock in Stock.objects.all():
        assert stock.taken == model.taken(stock.name)
    for code in Code.objects.all():
        assert code.used == model.used(code.text)
    for use in PersonUse.objects.select_related("code"):
        assert use.used == model.used(use.code.text, email=use.email)
    assert Invoice.objects.filter(kind="invoice").count() == model.invoices
    assert Invoice.objects.filter(kind="credit_note").count() == model.credit_notes


def the_lines_agree(model, entries):
    """Each who waits is where the model says, and each code keeps as many places."""
    rows = Entry.objects.select_related("line__stock", "code").in_bulk()
    for waiter, entry in zip(model.waiters, entries, strict=True):
        row = rows[entry.pk]
        assert (row.state, row.line.stock.name) == (waiter.state, waiter.stock)
        assert row.offer_until == waiter.until
    kept = Promise.objects.standing().select_related("code", "stock")
    assert {(row.code.text, row.stock.name): row.quantity for row in kept} == model.promised


def the_counters_add_up():
    """Places and uses that are counted are those that rows hold, and those of live tickets."""
    held = dict(Reservation.objects.values_list("stock").annotate(Sum("quantity")))
    promised = dict(Promise.objects.values_list("stock").annotate(Sum("quantity")))
    for stock in Stock.objects.all():
        tickets = Ticket.objects.live().filter(ticket_type__stocks=stock).count()
        tickets += sum(row.places.get(str(stock.pk), 0) for row in changes_that_wait(stock))
        assert held.get(stock.pk, 0) == tickets
        assert stock.taken == tickets + promised.get(stock.pk, 0) <= stock.size
        assert stock.waiting == Entry.objects.waiting().filter(line__stock=stock).count()
    for code in Code.objects.annotate(taken=Coalesce(Sum("uses__quantity"), 0)):
        assert code.used == code.taken
        assert not code.most_uses or code.used <= code.most_uses
    by_person = CodeUse.objects.exclude(order__code_used_by="").values_list(
        "code", "order__code_used_by"
    )
    sums = {(code, email): used for code, email, used in by_person.annotate(Sum("quantity"))}
    for use in PersonUse.objects.all():
        assert use.used == sums.get((use.code_id, use.email), 0)
    assert not Order.objects.filter(state__in=CLOSED, reservations__isnull=False).exists()
    assert not Order.objects.filter(state__in=CLOSED, code_uses__isnull=False).exists()


def changes_that_wait(stock):
    """Those that hold places of `stock` in addition to those of tickets."""
    waiting = Change.objects.waiting()
    return [row for row in waiting if row.places.get(str(stock.pk), 0) > 0]


def the_money_adds_up():
    """What is charged is what was ordered; what is owed to a buyer is flagged, and nothing else."""
    paid = Order.objects.filter(state=OrderState.PAID)
    valid = Count("tickets", filter=Q(tickets__cancelled_at=None) & ~Q(tickets__code=""))
    assert not paid.annotate(valid=valid).filter(valid=0).exists()
    sums = Account.objects.with_sums().in_bulk()
    price = Sum("tickets__price", filter=Q(tickets__cancelled_at=None))
    waiting = dict(Change.objects.waiting().values_list("order", "difference"))
    flying = dict(Refund.objects.in_flight().values_list("account").annotate(Sum("amount")))
    for order in Order.objects.annotate(price=price):
        account = sums.get(order.account_id)
        charged, owed = (account.charged, account.owed) if account else (0, 0)
        more = waiting.get(order.pk, 0)
        # What goes back to the buyer pays for nothing.
        outstanding = owed + flying.get(order.account_id, 0)
        if order.state in CLOSED:
            assert charged == order.kept
        else:
            assert order.total == order.price + order.kept
            if order.placed_at and account:
                assert charged == order.total + more
        if order.state == OrderState.PAID:
            assert outstanding <= more
            # A change whose difference has been paid waits no longer.
            assert outstanding > 0 or not more
        if order.state == OrderState.PENDING:
            assert outstanding > 0
        is_settled = order.state in {OrderState.PAID, *CLOSED}
        assert order.refund_needed == (is_settled and owed < 0)


def the_numbers_have_no_hole():
    """Invoices and credit notes are numbered from one, and those that hold say the total."""
    for row in NumberSequence.objects.all():
        start = f"{row.prefix}-{row.year}-"
        numbers = Invoice.objects.filter(number__startswith=start).values_list("number", flat=True)
        assert sorted(numbers) == [f"{start}{number:05}" for number in range(1, row.last + 1)]
    lines = Invoice.objects.annotate(lines_total=Sum("lines__total"))
    assert not lines.exclude(total=F("lines_total")).exists()
    standing = Invoice.objects.filter(kind="invoice", reversed_by=None)
    ended = Q(account__order__state=OrderState.CANCELLED)
    assert not standing.exclude(ended).exclude(total=F("account__order__total")).exists()
    assert not standing.filter(ended).exclude(total=F("account__order__kept")).exists()
