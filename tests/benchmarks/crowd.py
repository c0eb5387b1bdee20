"""A Summit that 100,000 people come to, written by SQL: 60,000 orders, their money and tickets.

One order is made through the services; the others are copies of its rows, so that a new column
needs no change here.
"""

from django.db import connection, transaction

from events.registration.models import Code, Order, Ticket
from foundation.billing.models import Account, Entry
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import make_code, make_paid

ORDERS, TICKETS, EVENTS = 60_000, 100_000, 3
FIRST = "Ada,Grace,Linus,Edsger,Barbara,Donald,Margaret,Alan,Radia,Ken,Hedy,Dennis,Frances,Tim"
LAST = "Lovelace,Hopper,Okafor,Dijkstra,Liskov,Nguyen,Hamilton,Turing,Perlman,Sato,Lamarr,Silva"
PLACES = "Engines,Telecom,Cloud,Labs,University,Systems,Networks,Bank,Motors,Energy,Institute"


def _word(words, number):
    """One of `words`, scattered over the row number `number`."""
    several = "array['" + "','".join(words.split(",")) + "']"
    return f"({several})[1 + (hashint8({number})::bigint & 2147483647) % {len(words.split(','))}]"


def _person(number):
    return f"{_word(FIRST, number)} || ' ' || {_word(LAST, f'{number} * 7')} || ' ' || {number}"


def _mail(number):
    return f"lower({_word(LAST, f'{number} * 7')}) || {number} || '@example.org'"


def copy(model, pk, times, start="1", **written):
    """`times` copies of the row `pk` of `model`; `written` columns are SQL, `n` is the number."""
    names = [field.column for field in model._meta.concrete_fields]
    said = ", ".join(written.get(name, f'made."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into "{model._meta.db_table}" ({columns}) select {said} '
            f'from "{model._meta.db_table}" made, generate_series({start}, {times}) n '
            f"where made.id = {pk}"
        )


def _events():
    """As many events as a foundation has at once, each with two price steps and a free pass."""
    for _number in range(EVENTS):
        event = make_event()
        stock = make_stock(event=event, size=200_000)
        early = make_ticket_type(stock=stock, price=599, step_of="Full pass")
        late = make_ticket_type(stock=stock, price=799, step_of="Full pass")
        make_ticket_type(stock=stock, price=99)
        make_code(event=event, text=f"TEN{event.pk}")
        yield event, early, late


@transaction.atomic
def gather():
    """The event that most come to; two more have a twelfth of the orders each."""
    events = list(_events())
    main, early, _late = events[0]
    order = make_paid(ticket_type=early)
    (ticket,) = order.tickets.all()
    charge, payment = Entry.objects.filter(account=order.account)
    code = Code.objects.get(event=main)
    with connection.cursor() as cursor:
        # The rows are copies of good ones: neither keys nor history are written for each.
        cursor.execute("set local session_replication_role = replica")
    _orders(order, [row[0] for row in events])
    _tickets(ticket, early.pk, code.pk)
    for entry, part in ((charge, "c"), (payment, "p")):
        copy(
            *(Entry, entry.pk, ORDERS),
            id=f"{1_000_000 if part == 'c' else 2_000_000} + n",
            account_id="1000000 + n",
            key=f"'{part}' || n",
            at="timestamptz '2022-07-01' + n * interval '2 minutes'",
        )
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = origin")
    return main


def _orders(order, events):
    copy(
        *(Account, order.account_id, ORDERS),
        id="1000000 + n",
        reference="'R' || n",
    )
    keys = ",".join(str(event.pk) for event in events)
    copy(
        *(Order, order.pk, ORDERS),
        id="1000000 + n",
        account_id="1000000 + n",
        code="'Q' || lpad(upper(to_hex(n)), 6, 'X')",
        basket="md5('basket' || n)",
        secret="md5('secret' || n)",
        name=_person("n"),
        email=_mail("n"),
        organization=f"{_word(PLACES, 'n * 3')} || ' ' || n % 5000",
        country="(array['US','DE','JP','BR','NG'])[1 + n % 5]",
        event_id=f"(array[{keys}])[greatest(1, 1 + n % 12 - 9)]",
        state="(array['paid','paid','paid','pending'])[1 + n % 4]",
        placed_at="timestamptz '2022-07-01' + n * interval '2 minutes'",
    )


def _tickets(ticket, first_type, code):
    copy(
        *(Ticket, ticket.pk, TICKETS),
        id="1000000 + n",
        order_id=f"1000000 + 1 + (n - 1) % {ORDERS}",
        position=f"1 + (n - 1) / {ORDERS}",
        ticket_type_id=f"{first_type} + 3 * greatest(0, (1 + (n - 1) % {ORDERS}) % 12 - 9) + n % 3",
        promo_code_id=f"case when n % 10 = 0 then {code} end",
        secret="md5('ticket' || n)",
        code="'T' || lpad(n::text, 11, '0')",
        attendee_name=_person("n"),
        attendee_email=_mail("n"),
        organization=f"{_word(PLACES, 'n * 3')} || ' ' || n % 5000",
        cancelled_at="case when n % 50 = 0 then timestamptz '2022-10-01' end",
    )


def settle():
    """Let the planner know what there is, as autovacuum would within minutes."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
