from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse

from events.registration import reminding, services
from events.registration.models import Reminder
from foundation.base import clock
from foundation.base.models import Mail
from tests import admin
from tests.factories.orders import make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def pass_time(at, run_queue):
    """Let days go by: what is due is queued, and what is queued is sent."""

    def go(days):
        with clock.seen_from(at + timedelta(days=days)):
            queued = reminding.remind()
            run_queue()
        return queued

    return go


def reminded(kind):
    return sorted(Mail.objects.filter(kind=kind).values_list("to", flat=True))


def test_who_has_not_paid_is_reminded_once_for_each_day_staff_chose(at, pass_time, run_queue):
    order = make_pending()
    for days in (7, 2):
        Reminder.objects.create(event=order.event, kind="payment_reminder", days=days)

    assert [pass_time(days) for days in (0, 6, 8, 8, 9, 12.5, 12.5, 15)] == [0, 0, 1, 0, 0, 1, 0, 0]

    assert reminded("payment_reminder") == ["ada@example.org"] * 2
    said = Mail.objects.filter(kind="payment_reminder").first()
    assert "24 October 2022" in said.subject
    assert "USD\N{NO-BREAK SPACE}599" in said.text


def test_who_has_paid_or_cancelled_is_not_reminded(at, pass_time):
    kind = make_sale()
    event = kind.event
    Reminder.objects.create(event=event, kind="payment_reminder", days=7)
    paid, gone = make_pending(ticket_type=kind), make_pending(ticket_type=kind)
    with clock.seen_from(at + timedelta(days=8)):
        assert reminding.remind() == 2
    # Both change before the worker comes.
    services.mark_paid(order=paid, at=at)
    services.cancel(order=gone, at=at)

    pass_time(8)

    assert reminded("payment_reminder") == []


def test_a_reminder_whose_day_has_passed_gives_way_to_the_next(at, pass_time):
    order = make_pending()
    for days in (10, 7):
        Reminder.objects.create(event=order.event, kind="payment_reminder", days=days)

    assert pass_time(8) == 1
    assert pass_time(9) == 0


def test_everybody_who_comes_is_reminded_once_with_all_their_tickets(at, pass_time, run_queue):
    kind = make_sale(price=0)
    make_free(ticket_type=kind, quantity=3)
    make_free(ticket_type=kind)
    run_queue()
    Reminder.objects.create(event=kind.event, kind="event_reminder", days=7)
    outbox.outbox.clear()

    # It begins on 13 June 2023, 246 days from now.
    assert [pass_time(days) for days in (238, 240, 240, 246)] == [0, 1, 0, 0]

    (message,) = outbox.outbox
    assert message.to == ["ada@example.org"]
    assert message.body.count("Code for the door") == 2
    assert any(part.get_content_type() == "text/calendar" for part in message.attachments)


def test_nobody_is_reminded_of_an_event_that_does_not_take_place(at, pass_time):
    order = make_paid()
    Reminder.objects.create(event=order.event, kind="event_reminder", days=7)
    type(order.event).objects.update(cancelled_at=at)

    assert pass_time(240) == 0


def test_staff_add_a_reminder_and_not_twice(client, at):
    event = make_sale().event
    staff = admin.enter(client)
    row = {"event": event.pk, "kind": "event_reminder", "days": 3}
    staff.post(admin.url(Reminder, "add"), row)

    assert staff.post(admin.url(Reminder, "add"), row).status_code == 422
    assert staff.post(admin.url(Reminder, "add"), row | {"days": 0}).status_code == 422
    assert staff.post(admin.url(Reminder, "add"), row | {"kind": "x"}).status_code == 422
    assert Reminder.objects.get().days == 3
    assert "Of the event" in staff.get(reverse("admin:registration_reminder_changelist")).text
