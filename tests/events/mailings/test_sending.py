import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from events.mailings import audience, services, tasks
from events.mailings.models import Mailing, Reason, RecipientState, State, ToWhom, Unsubscription
from events.registration import services as registration
from events.registration.models import Order, OrderState, Ticket
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from tests.factories.mailings import make_mailing, make_started
from tests.factories.orders import make_code, make_free, make_held, make_pending, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(at):
    return make_sale(price=0, size=5000)


def crowd(kind, number):
    """`number` confirmed orders of one ticket each, without the mails that follow an order."""
    first = make_free(ticket_type=kind, email="p0@example.org")
    orders = [
        Order(
            event=kind.event, state=OrderState.PAID, method="free", name=f"P {n}",
            email=f"p{n}@example.org", placed_at=first.placed_at, paid_at=first.paid_at,
        )
        for n in range(1, number)
    ]  # fmt: skip
    Order.objects.bulk_create(orders)
    Ticket.objects.bulk_create(
        Ticket(
            order=order, ticket_type=kind, position=1, price=0,
            attendee_name=order.name, attendee_email=order.email,
        )
        for order in orders
    )  # fmt: skip


def got(kind="mailing"):
    rows = Mail.objects.filter(kind=kind, key__startswith="mailing:").exclude(
        key__contains=":test:"
    )
    return sorted(rows.values_list("to", flat=True))


def test_a_mailing_reaches_everybody_once_with_their_own_data(kind, run_queue):
    order = make_free(ticket_type=kind, quantity=2, name="Eve <b>{settings}</b>")
    registration.assign(
        ticket=order.tickets.get(position=2),
        attendee={"attendee_name": "Ada again", "attendee_email": "ADA@example.org"},
        at=order.placed_at,
    )
    mailing = make_started(event=kind.event, body="Hello {name}: {ticket_link}")
    outbox.outbox.clear()

    run_queue()

    mailing.refresh_from_db()
    assert mailing.state == State.SENT
    assert got() == ["ada@example.org"]
    said = Mail.objects.get(key=f"mailing:{mailing.pk}:{mailing.recipients.get().pk}")
    assert "Hello Eve <b>{settings}</b>:" in said.text
    assert "Hello Eve &lt;b&gt;{settings}&lt;/b&gt;:" in said.html
    assert order.secret not in said.text + said.html
    assert said.at_most_once


def test_it_is_started_only_as_it_was_tested(kind, at, run_queue):
    make_free(ticket_type=kind)
    mailing = make_mailing(event=kind.event)
    with pytest.raises(RuleError, match="test"):
        services.start(mailing=mailing, at=at)

    services.test(mailing=mailing, to="staff@example.org", at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.update(subject="Something else")
    services.start(mailing=mailing, at=at)
    for again in (services.start, services.test):
        extra = {"to": "staff@example.org"} if again is services.test else {}
        with pytest.raises(RuleError) as refusal:
            again(mailing=mailing, at=at, **extra)
        assert refusal.value.code == "started"
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.update(body="Something else")
    assert Mail.objects.get(key__contains=":test:").subject.startswith("Test: ")


def test_a_task_that_runs_twice_writes_nobody_twice(kind, run_queue):
    crowd(kind, 5)
    mailing = make_started(event=kind.event)
    tasks.send_batch.func(mailing.pk)
    mailing.refresh_from_db()
    # A worker that was killed before it could say what it had done.
    Mailing.objects.update(state=State.SENDING, closed_at=None)
    mailing.recipients.update(state=RecipientState.WAITING, mail=None)

    tasks.send_batch.func(mailing.pk)
    run_queue()

    assert got() == [f"p{n}@example.org" for n in range(5)]
    assert len([m for m in outbox.outbox if m.to == ["p3@example.org"]]) == 1


@pytest.mark.parametrize("number", [3, 30])
def test_a_batch_takes_as_many_statements_for_three_as_for_thirty(
    kind, django_assert_num_queries, number
):
    crowd(kind, number)
    mailing = make_started(event=kind.event)

    with django_assert_num_queries(19):
        tasks.send_batch.func(mailing.pk)

    assert len(got()) == number


def test_batches_follow_each_other_and_can_be_paused_and_stopped(kind, at, run_queue, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    crowd(kind, 5)
    mailing = make_started(event=kind.event)
    tasks.send_batch.func(mailing.pk)
    services.pause(mailing=mailing, at=at)
    run_queue()
    assert len(got()) == 2

    services.resume(mailing=mailing, at=at)
    tasks.send_batch.func(mailing.pk)
    services.stop(mailing=mailing, at=at)
    run_queue()

    assert len(got()) == 4
    with pytest.raises(RuleError):
        services.resume(mailing=mailing, at=at)


def test_who_unsubscribes_gets_no_news_even_after_it_was_started(kind, at, run_queue):
    crowd(kind, 4)
    services.unsubscribe(email="P1@example.org", event=kind.event, at=at)
    mailing = make_started(event=kind.event)
    services.unsubscribe(email="p2@example.org", event=None, at=at)

    run_queue()

    assert got() == ["p0@example.org", "p3@example.org"]
    assert mailing.recipients.get(email="p2@example.org").state == RecipientState.UNSUBSCRIBED
    said = Mail.objects.get(to="p3@example.org", kind="mailing")
    secret = mailing.recipients.get(email="p3@example.org").secret
    assert f"/unsubscribe/{secret}/>" in said.headers["List-Unsubscribe"]
    assert said.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert secret in said.text


def test_what_was_booked_is_told_to_everybody_and_has_nothing_to_unsubscribe(kind, at, run_queue):
    crowd(kind, 2)
    Unsubscription.objects.create(email="p1@example.org")
    make_started(event=kind.event, reason=Reason.BOOKING)

    run_queue()

    assert got() == ["p0@example.org", "p1@example.org"]
    said = Mail.objects.get(to="p1@example.org", kind="mailing")
    assert said.headers == {}
    assert "unsubscribe" not in (said.text + said.html).lower()


def test_who_passed_a_ticket_on_after_the_start_is_left_out(kind, at, run_queue):
    crowd(kind, 2)
    mailing = make_started(event=kind.event)
    ticket = Ticket.objects.get(attendee_email="p1@example.org")
    new = {"attendee_name": "New", "attendee_email": "new@example.org"}
    registration.assign(ticket=ticket, attendee=new, at=at)

    run_queue()

    assert got() == ["p0@example.org"]
    assert mailing.recipients.get(email="p1@example.org").state == RecipientState.GONE


def test_only_those_it_is_for_are_written_to(kind, at):
    other = make_sale(event=kind.event, price=0)
    code = make_code(event=kind.event, most_uses=0)
    one = make_free(ticket_type=kind, email="one@example.org", quantity=2, code="HELLO")
    make_free(ticket_type=other, email="two@example.org")
    make_pending(ticket_type=make_sale(event=kind.event), email="owes@example.org")
    make_held(ticket_type=kind)
    make_free(ticket_type=make_sale(price=0), email="elsewhere@example.org")
    Order.objects.filter(pk=one.pk).update(country="DE")

    def to(**fields):
        mailing = make_mailing(event=kind.event, **fields)
        return sorted(audience.people(mailing).values_list("reader", flat=True))

    assert to() == ["one@example.org", "two@example.org"]
    assert to(ticket_types=[other]) == ["two@example.org"]
    assert to(without_types=[other]) == ["one@example.org"]
    assert to(country="DE") == to(code=code) == ["one@example.org"]
    assert to(order_states=["pending"]) == ["owes@example.org"]
    unnamed = {"to_whom": ToWhom.PURCHASERS, "named": "unnamed"}
    assert to(**unnamed) == ["one@example.org"]
    registration.cancel(order=one, at=at, by_staff=True)
    assert to(order_states=["cancelled"]) == ["one@example.org"]


def test_a_mailing_to_nobody_or_with_strange_words_is_refused(at):
    mailing = make_mailing()
    with pytest.raises(RuleError) as refusal:
        services.test(mailing=mailing, to="staff@example.org", at=at)
    assert refusal.value.code == "nobody"

    strange = make_mailing(body="{order_link}")
    with pytest.raises(RuleError) as refusal:
        services.test(mailing=strange, to="staff@example.org", at=at)
    assert refusal.value.code == "unknown_place"
    for wrong in ({"order_states": []}, {"named": "unnamed"}, {"body": "x" * 20_001}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_mailing(**wrong)


def test_a_mailing_whose_task_was_lost_goes_on(kind, at, run_queue):
    from datetime import timedelta

    from foundation.base import clock

    crowd(kind, 2)
    mailing = make_started(event=kind.event)
    Mailing.objects.update(moved_at=at - timedelta(hours=1))

    assert tasks.go_on() == 1
    assert tasks.go_on() == 0
    with clock.seen_from(at):
        run_queue()
    assert len(got()) == mailing.recipients.count() == 2
