"""What should never have been sent: each with its status, its sentence, and nothing lost.

A row names a page, what is sent to it, and what is answered. Before and after, orders, places,
people and money are the same.
"""

import re

import pytest
from django.db.models import Sum

from events.registration.models import Code, Order, Stock, Ticket
from foundation.base import clock
from foundation.billing.models import Entry
from tests import databases
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.pages import ADA, page, shop, text
from tests.factories.events import make_ticket_type
from tests.factories.orders import make_code, make_filled, make_paid, make_pending, make_sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

LONG = "x" * 20_000
TURNED = "Ada\u202egnp.exe"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """What all requests are sent to: each test goes back to it."""
    with databases.standing(django_db_blocker), clock.seen_from(KEYNOTE_WEEK):
        yield make_world()


def make_world():
    """A sale with a hidden and a foreign type, and an order in each state."""
    kind = make_sale(size=20, price=100, most_per_order=5, name="Pass")
    hidden = make_ticket_type(event=kind.event, name="Secret", price=1, audience="with_code")
    make_code(event=kind.event, text="OPEN", types=[hidden], most_uses=1)
    make_code(event=kind.event, text="GONE", valid_until=KEYNOTE_WEEK)
    make_code(event=kind.event, text="USED", most_uses=1, used=1)
    return {
        "kind": kind,
        "held": make_filled(ticket_type=kind, quantity=2, email="held@example.org"),
        "pending": make_pending(ticket_type=kind, email="pending@example.org"),
        "paid": make_paid(ticket_type=kind, quantity=2),
        "ids": {
            "TYPE": kind.pk,
            "HIDDEN": hidden.pk,
            "FOREIGN": make_sale(name="Elsewhere").pk,
            "HUGE": 10**30,
            "NEVER": 999_999,
        },
    }


def state():
    """All that a refused request may not have changed."""
    return (
        list(Order.objects.order_by("pk").values_list("state", "name", "email", "total", "method")),
        list(Ticket.objects.order_by("pk").values_list("attendee_name", "attendee_email", "code")),
        list(Stock.objects.order_by("pk").values_list("taken", flat=True)),
        list(Code.objects.order_by("pk").values_list("used", flat=True)),
        Entry.objects.aggregate(Sum("amount"))["amount__sum"],
    )


def words(answer):
    """What is said about what was sent, for the message of a failure."""
    lines = re.findall(r'class="(?:errors?|notice)[^>]*>(.*?)</(?:div|ul|p)>', text(answer))
    return answer.status_code, [re.sub(r"<[^>]+>", " ", line)[:200] for line in lines[:6]]


def filled(sent, ids):
    """`sent` with the keys of rows written into names and values."""

    def put(word):
        for name, key in ids.items():
            word = word.replace(name, str(key)) if isinstance(word, str) else word
        return word

    return {put(name): put(value) for name, value in sent.items()}


# --- Choosing tickets -------------------------------------------------------------------------

CHOOSING = [
    ("nothing", {}, 422, "Choose at least one ticket."),
    ("none of each", {"quantity_TYPE": "0"}, 422, "Choose at least one ticket."),
    ("a negative number", {"quantity_TYPE": "-1"}, 422, "Choose a number from 0 to 5."),
    ("half a ticket", {"quantity_TYPE": "1.5"}, 422, "Choose a number from 0 to 5."),
    ("too many", {"quantity_TYPE": "6"}, 422, "Choose a number from 0 to 5."),
    ("a huge number", {"quantity_TYPE": "9" * 400}, 422, "Choose a number from 0 to 5."),
    ("words", {"quantity_TYPE": "two"}, 422, "Choose a number from 0 to 5."),
    ("other digits", {"quantity_TYPE": "\u0662"}, 422, "Choose a number from 0 to 5."),
    ("a NUL byte", {"quantity_TYPE": "1\0"}, 422, "Choose a number from 0 to 5."),
    ("infinity", {"quantity_TYPE": "1e9"}, 422, "Choose a number from 0 to 5."),
    ("a hidden type", {"quantity_HIDDEN": "1"}, 422, "Choose at least one ticket."),
    ("a type of another event", {"quantity_FOREIGN": "1"}, 422, "Choose at least one ticket."),
    ("a type that is none", {"quantity_NEVER": "1"}, 422, "Choose at least one ticket."),
    ("a key beyond all", {"quantity_HUGE": "1"}, 422, "Choose at least one ticket."),
    ("an unknown code", {"quantity_TYPE": "1", "code": "NOPE"}, 422, "We do not know this code"),
    ("a code whose time is over", {"quantity_TYPE": "1", "code": "GONE"}, 422, "We do not know"),
    ("a code used up", {"quantity_TYPE": "1", "code": "USED"}, 422, "has been used up"),
    ("a code of marks", {"quantity_TYPE": "1", "code": "%_'\"--"}, 422, "We do not know this code"),
    ("a code of 20,000 letters", {"quantity_TYPE": "1", "code": LONG}, 422, "We do not know"),
    ("a code with a NUL byte", {"quantity_TYPE": "1", "code": "GO\0NE"}, 422, "We do not know"),
    ("a code for other tickets", {"quantity_TYPE": "1", "code": "OPEN"}, 422, "is not for"),
]


@pytest.mark.parametrize(("sent", "status", "sentence"), [row[1:] for row in CHOOSING],
                         ids=[row[0] for row in CHOOSING])  # fmt: skip
def test_choosing_tickets(client, world, sent, status, sentence):
    before = state()
    basket = client.get(shop(world["kind"].event)).context["form"]["basket"].value()

    answer = client.post(shop(world["kind"].event), {"basket": basket} | filled(sent, world["ids"]))

    assert (answer.status_code, sentence in text(answer)) == (status, True), words(answer)
    # Only who has its code reads of the hidden type.
    assert ("Secret" in text(answer)) == (sent.get("code") == "OPEN")
    assert state() == before


@pytest.mark.parametrize("basket", ["", "x", "a:b:c", LONG, "\u2603", "../../etc", "1\0"])
def test_a_basket_that_we_did_not_sign_is_a_new_one(client, world, basket):
    before = state()

    answer = client.post(
        shop(world["kind"].event), {"basket": basket, f"quantity_{world['ids']['TYPE']}": "1"}
    )

    # It begins an order of its own and touches no other.
    assert answer.status_code in {302, 422}
    assert state()[0][: len(before[0])] == before[0]


# --- Who orders and who comes -------------------------------------------------------------------

PEOPLE = [
    ("no name", {"name": ""}, "Give your full name."),
    ("blanks", {"name": " \t "}, "Give your full name."),
    ("no e-mail", {"email": ""}, "Give the e-mail we send the order to."),
    ("no e-mail address", {"email": "ada"}, "Write the e-mail like name@example.org."),
    ("two addresses", {"email": "a@example.org,b@example.org"}, "Write the e-mail like"),
    ("a header", {"email": "a@example.org\r\nBcc: b@example.org"}, "Write the e-mail like"),
    ("a very long name", {"name": LONG}, "Use at most 150 characters"),
    ("a very long e-mail", {"email": f"{'a' * 300}@example.org"}, "Use at most 254 characters"),
    ("nobody for the second", {"ticket-2-who": "other"}, "Give the full name for ticket 2"),
    ("a name without an e-mail", {"ticket-2-who": "other", "ticket-2-attendee_name": "G"},
     "Give the e-mail for ticket 2"),
    ("neither me nor other", {"ticket-2-who": "cat"}, "Choose"),
    ("a long badge name", {"ticket-2-who": "other", "ticket-2-attendee_name": LONG,
                           "ticket-2-attendee_email": "g@example.org"}, "Use at most 150"),
    ("a country that is none", {"country": "XX"}, "Choose a country of the list."),
    ("an address of 20,000 letters", {"address": LONG}, "Use at most 500 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "sentence"), [row[1:] for row in PEOPLE],
                         ids=[row[0] for row in PEOPLE])  # fmt: skip
def test_who_orders_and_who_comes(client, world, sent, sentence):
    before = state()
    right = ADA | {"ticket-1-who": "me", "ticket-2-who": "later", "ticket-1-job_title": "Countess"}

    answer = client.post(page(world["held"], "attendees"), right | sent)

    assert (answer.status_code, sentence in text(answer)) == (422, True), words(answer)
    assert "<title>Error:" in text(answer)
    # What was right is still there.
    assert "Countess" in answer.content.decode()
    assert state() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (TURNED, "Adagnp.exe"),
        ("Ada\0", "Ada"),
        ("Ada\r\nBcc: x@example.org", "Ada Bcc: x@example.org"),
        ("<b>Ada</b>", "<b>Ada</b>"),
        ("=cmd()", "=cmd()"),
        ("{{ settings }} {0}", "{{ settings }} {0}"),
        ("Zoë 明子 \U0001f600", "Zoë 明子 \U0001f600"),
    ],
)
def test_a_strange_name_is_a_name_on_one_line_and_never_runs(client, world, typed, kept):
    order = world["held"]

    client.post(page(order, "attendees"), ADA | {"name": typed, "ticket-1-who": "me",
                                                 "ticket-2-who": "later"})  # fmt: skip

    order.refresh_from_db()
    assert order.name == kept
    shown = client.get(page(order, "check")).content.decode()
    assert "<b>Ada" not in shown


# --- Sending it off, paying, and what comes after -------------------------------------------------

AFTER = [
    ("held", "check", {}, 422, "Accept the code of conduct to go on."),
    ("held", "pay", {"method": "invoice"}, 302, ""),
    ("pending", "attendees", ADA, 302, ""),
    ("pending", "check", {"conduct": "on"}, 302, ""),
    ("pending", "pay", {"method": "card"}, 302, ""),
    ("paid", "pay", {"method": "invoice"}, 302, ""),
    ("paid", "card", {"outcome": "approve"}, 302, ""),
    ("paid", "extend", {"next": "https://evil.example"}, 302, ""),
    ("paid", "cancel", {"because": "x"}, 302, ""),
    ("pending", "cancel", {"because": LONG}, 422, "at most 200"),
    ("paid", "change", {"ticket_1": "HIDDEN", "change": "yes"}, 422, "not on sale any more"),
    ("paid", "change", {"ticket_1": "FOREIGN", "change": "yes"}, 422, "not on sale any more"),
    ("paid", "change", {"more_TYPE": "HUGE", "change": "yes"}, 422, "less than or equal to"),
    ("paid", "change", {"more_TYPE": "1", "expected": "-5", "change": "yes"}, 409, "price has"),
    ("paid", "change", {"more_TYPE": "1", "expected": "NaN", "change": "yes"}, 422, "number"),
    ("paid", "refund", {"tickets": "99"}, 422, "cannot be given back"),
    ("pending", "refund", {"tickets": "1"}, 302, ""),
    ("pending", "refund_withdraw", {}, 302, ""),
    ("paid", "difference", {"method": "card"}, 302, ""),
]


@pytest.mark.parametrize(("which", "name", "sent", "status", "sentence"), AFTER,
                         ids=[f"{row[0]} {row[1]} {number}" for number, row in enumerate(AFTER)],
                         )  # fmt: skip
def test_steps_that_do_not_fit(client, world, which, name, sent, status, sentence):
    before = state()

    answer = client.post(page(world[which], name), filled(sent, world["ids"]))

    assert (answer.status_code, sentence in text(answer)) == (status, True), words(answer)
    if status == 302:
        assert answer.url.startswith("/events/")
    assert state() == before


@pytest.mark.parametrize("number", [0, 3, 99, 10**18])
def test_a_ticket_that_the_order_does_not_have(client, world, number):
    address = f"{page(world['paid'], 'order')}tickets/{number}/"

    assert client.post(address, {"attendee_name": "X"}).status_code == 404


@pytest.mark.parametrize(
    "name", ["order", "attendees", "check", "pay", "card", "cancel", "change", "refund", "invoice"]
)
def test_the_order_of_somebody_else(client, world, name):
    """The code of one order with the secret of another opens nothing."""
    mine, other = world["paid"], world["pending"]
    before = state()
    address = page(other, name).replace(other.secret, mine.secret)

    assert client.get(address).status_code == 404
    assert client.post(address).status_code in {404, 405}
    assert state() == before


@pytest.mark.parametrize("query", ["?code=%00", "?code=" + "a" * 5000, "?code=%F0%9F%98%80",
                                   "?code[]=1&code=", "?group=\u2603", "?code=%ff%fe"])  # fmt: skip
def test_addresses_that_nobody_gave_out(client, world, query):
    assert client.get(shop(world["kind"].event) + query).status_code == 200
