import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.tasks import TaskResultStatus
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from events.registration import services
from events.registration.models import Order, OrderState
from foundation.base import clock
from foundation.base.admin.desk import Tile, _Source, waits
from foundation.base.models import Mail, MailState
from foundation.billing.models import ProviderEvent, Refund
from foundation.pages.models import ContactMessage
from foundation.pages.queries import desk
from members.accounts.models import User
from tests.admin import act, enter, url
from tests.factories.bank import make_line
from tests.factories.letters import make_application, make_issued, make_letter
from tests.factories.members import make_membership
from tests.factories.orders import make_free, make_paid, make_pending, make_sale
from tests.factories.projects import make_enquiry
from tests.factories.refunds import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return enter(client)


def make_message(**fields):
    return ContactMessage.objects.create(
        name="Ada", email="ada@example.org", message="Hello", **fields
    )


def opened(client):
    return client.get(reverse("admin:index"))


def waiting(client):
    page = opened(client).content.decode()
    found = re.findall(
        r'href="([^"]+)"><span class="desk__number">(\d+)</span><span class="desk__label">([^<]+?)'
        r"(?: <strong>|</span>)",
        page,
    )
    return {label: (int(number), unescape(address)) for address, number, label in found}


def test_nothing_waits_on_an_empty_desk(staff):
    assert {number for number, _address in waiting(staff).values()} == {0}
    assert "Nobody has ordered anything yet." in opened(staff).content.decode()
    assert "Nothing has been paid yet." in opened(staff).content.decode()


def test_what_does_not_wait_stands_last_unless_there_is_something_to_say(rf, at, monkeypatch):
    laid = [Tile(0, "nothing", "/", "green"), Tile(2, "two", "/", "gold"),
            Tile(0, "none found", "/", "green", "not checked today")]  # fmt: skip
    source = _Source("Members", 1, (), lambda _at: laid)
    monkeypatch.setattr("foundation.base.admin.desk._sources", [source])
    monkeypatch.setattr("foundation.base.admin.desk.opens", lambda *_: True)

    (part,) = waits(rf.get("/"), at)

    assert [tile.label for tile in part.loud] == ["two", "none found"]
    assert [tile.label for tile in part.quiet] == ["nothing"]


def test_each_number_leads_to_the_list_it_counts(at, staff):
    Order.objects.filter(pk=make_pending().pk).update(follow_up_on=at)
    services.cancel(order=make_paid(), at=at, by_staff=True)
    services.ask_refund(order=make_paid(), positions=[1], reason="", at=at)
    for _order in range(2):
        cancelled = services.cancel(order=make_paid(), at=at, by_staff=True)
        ask(cancelled.account, 1, key=cancelled.code)
    Refund.objects.filter(key=f"{cancelled.code}/1").update(state="failed", error="Closed.")
    ProviderEvent.objects.create(event_id="1", kind="x", payload={}, state="flagged", error="?")
    make_enquiry()
    make_letter()
    services.cancel(order=make_issued().ticket.order, at=at)
    make_application()
    make_message()
    make_message(answered_at=at)
    make_line("A transfer that names no order", by=User.objects.get(is_staff=True))
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    Mail.objects.create(key="1", kind="x", to="a@example.org", subject="S", text="T",
                        state=MailState.FAILED)  # fmt: skip

    filled = 0
    for label, (number, address) in waiting(staff).items():
        page = staff.get(address)
        # Some lead to a page of their own.
        if "cl" in page.context:
            assert number == page.context["cl"].result_count, label
        filled += number > 0
    assert filled >= 15


def test_late_payments_are_told(at, staff):
    make_pending()

    with clock.seen_from(at + timedelta(days=15)):
        page = opened(staff).content.decode()

    assert "1 of them late" in page


def test_registrations_grow_day_by_day_against_the_places(at, staff):
    ticket_type = make_sale(size=10)
    with clock.seen_from(at - timedelta(days=3)):
        make_pending(ticket_type=ticket_type, quantity=2)
    make_pending(ticket_type=ticket_type)

    (sale,) = desk.sales(at)

    assert sale.registered == 3
    assert sale.points[-5:] == [
        ("6 Oct", 0),
        ("7 Oct", 2),
        ("8 Oct", 2),
        ("9 Oct", 2),
        ("10 Oct", 3),
    ]
    assert [(hall.taken, hall.size, hall.share) for hall in sale.halls] == [(3, 10, 30.0)]
    assert "3 of 10 places taken" in opened(staff).content.decode()


def test_money_that_came_in_and_went_back_is_summed_by_currency(at):
    make_paid()
    refunded = make_paid()
    services.cancel(order=refunded, at=at, by_staff=True)
    services.record_refund(order=Order.objects.get(pk=refunded.pk), at=at)

    (dollars,) = desk.takings(at + timedelta(days=8))

    assert (dollars.currency, dollars.week, dollars.month) == ("USD", 0, 599)


def test_members_of_today_stand_by_tier(at):
    make_membership()

    make_membership("New", start=date(2022, 10, 1))

    members = desk.members(date(2022, 10, 10))

    assert [row[1] for row in members.rows] == [2]
    assert (members.number, members.more) == (2, 1)


def test_staff_see_of_the_desk_what_they_may_see(at, client):
    make_pending()
    clerk = User.objects.create_user("clerk@example.org", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_contactmessage"))
    client.force_login(clerk)

    assert set(waiting(client)) == {"messages to answer"}
    assert "Newest orders" not in opened(client).content.decode()
    assert "Money in" not in opened(client).content.decode()


def test_staff_without_any_right_are_told_whom_to_ask(client):
    client.force_login(User.objects.create_user("new@example.org", is_staff=True))

    assert "nothing has been opened to you yet" in opened(client).content.decode()


def test_visitors_are_asked_to_log_in(client):
    answer = opened(client)

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_the_desk_costs_the_same_whatever_lies_on_it(at, staff):
    costs = []
    for _row in range(3):
        make_paid()
        make_free()
        make_message()
        opened(staff)
        with CaptureQueriesContext(connection) as asked:
            opened(staff)
        costs.append(len(asked))

    assert costs[0] == costs[-1]


def test_an_answered_message_leaves_the_desk_and_comes_back(at, staff):
    message = make_message()

    act(staff, "mark_answered", message)
    assert waiting(staff)["messages to answer"][0] == 0

    act(staff, "reopen", message)
    assert waiting(staff)["messages to answer"][0] == 1


def test_a_message_stays_as_it_was_written(at, staff):
    message = make_message()

    staff.post(url(ContactMessage, "change", message.pk), {"message": "Something else"})

    assert ContactMessage.objects.get().message == "Hello"


def test_an_order_held_at_this_moment_is_no_registration_yet(at):
    ticket_type = make_sale()
    services.hold(event=ticket_type.event, lines=[(ticket_type.pk, 1)], basket="a", at=at)

    assert Order.objects.get().state == OrderState.HELD
    assert desk.sales(at)[0].registered == 0
