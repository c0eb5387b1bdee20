"""The next edition: what comes along, moved to its days, and what stays with the last one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.editions import services
from events.models import Event, PageText, TextKind
from events.registration.models import CodeKind, Order, RefundRule, Reminder, TicketType
from events.registration.waiting.models import Line
from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.models import MailText
from tests.admin import enter
from tests.factories.events import make_event
from tests.factories.letters import make_rules
from tests.factories.orders import make_code, make_paid, make_sale
from tests.factories.people import make_user
from tests.factories.questions import make_question

pytestmark = pytest.mark.django_db

# A winter and a summer day: the clocks of Vancouver differ by an hour.
LATER = timedelta(days=364)
CLOSES = datetime(2023, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def summit(at):
    """An event with something of everything, and an order."""
    event = make_event(
        name="Summit 2023",
        slug="summit-2023",
        zone="America/Vancouver",
        starts_on=date(2023, 6, 13),
        ends_on=date(2023, 6, 15),
        registration_closes_at=CLOSES,
        recordings_url="https://example.org/videos",
    )
    kind = make_sale(event=event, name="Pass", sales_until=CLOSES)
    stock = kind.stocks.get()
    PageText.objects.create(event=event, kind=TextKind.HOTEL, title="Where to stay", body="Here.")
    RefundRule.objects.create(event=event, days_before=30, rate=80)
    Reminder.objects.create(event=event, kind="event", days=7)
    Line.objects.create(stock=stock, hours=12)
    MailText.objects.create(kind="ticket", scope=f"event:{event.pk}", subject="Hi", body="There")
    make_question(event=event, text="Tea or coffee?", types=[kind])
    make_code(event=event, text="TYPED")
    make_code(
        event=event, text="MEMBERS", kind=CodeKind.MEMBER, applies_by_itself=True, types=[kind]
    )
    make_rules(event=event)
    make_paid(ticket_type=kind)
    return event


def copy(event, **fields):
    said = {"name": "Summit 2024", "slug": "summit-2024", "starts_on": event.starts_on + LATER}
    return services.copy_event(source=event, **said | fields)


def test_what_was_set_up_comes_along(summit):
    made = copy(summit)

    kind = made.ticket_types.get()
    assert (kind.name, kind.price, kind.stocks.get().event) == ("Pass", 599, made)
    assert made.texts.get().title == "Where to stay"
    assert made.refund_rules.get().rate == 80
    assert made.reminders.get().days == 7
    assert Line.objects.get(stock__event=made).hours == 12
    assert MailText.objects.get(scope=f"event:{made.pk}").subject == "Hi"
    question = made.questions.get()
    assert (question.text, list(question.ticket_types.all())) == ("Tea or coffee?", [kind])
    assert made.letter_rules.signatory_name == summit.letter_rules.signatory_name
    assert made.former == summit


def test_days_and_hours_move_on_the_clocks_of_the_event(summit):
    made = copy(summit)

    assert (made.starts_on, made.ends_on) == (date(2024, 6, 11), date(2024, 6, 13))
    closes = zones.local(made.registration_closes_at, made.zone)
    assert f"{closes:%d %m %H:%M}" == "28 02 00:00"
    summer = copy(summit, slug="x", starts_on=summit.starts_on + timedelta(days=30))
    closes = zones.local(summer.ticket_types.get().sales_until, made.zone)
    assert f"{closes:%d %m %H:%M}" == "31 03 00:00"


def test_what_happened_stays_with_its_edition(summit):
    made = copy(summit)

    assert not made.is_public
    assert (made.recordings_url, made.cancelled_at) == ("", None)
    assert not Order.objects.filter(event=made).exists()
    stock = made.stocks.get()
    assert (stock.size, stock.taken, stock.waiting) == (10, 0, 0)
    code = made.codes.get()
    assert (code.text, code.used, list(code.ticket_types.all())) == (
        "MEMBERS", 0, list(made.ticket_types.all()),
    )  # fmt: skip
    assert summit.stocks.get().taken == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"slug": "summit-2023"}, "slug_taken"),
        ({"starts_on": date(2023, 6, 13)}, "not_later"),
        ({"starts_on": date(2043, 6, 13)}, "not_later"),
    ],
)
def test_an_edition_that_cannot_be_leaves_nothing_behind(summit, fields, code):
    with pytest.raises(RuleError) as refused:
        copy(summit, **fields)

    assert refused.value.code == code
    assert Event.objects.count() == 1
    assert TicketType.objects.count() == 1


@pytest.fixture
def address(summit):
    return reverse("editions:copy", args=[summit.pk])


def test_the_page_proposes_next_year_and_leads_to_the_new_event(client, summit, address):
    staff = enter(client)
    assert (
        address
        in staff.get(reverse("admin:events_event_change", args=[summit.pk])).content.decode()
    )
    shown = staff.get(address)
    assert shown.context["form"].initial == {
        "name": "Summit 2024", "slug": "summit-2024", "starts_on": date(2024, 6, 11),
    }  # fmt: skip
    assert "1 ticket type<" in shown.content.decode()

    answer = staff.post(address, {"name": "N", "slug": "n", "starts_on": "2024-06-11"})

    made = Event.objects.get(slug="n")
    assert answer.url == reverse("admin:registration_sale_overview", args=[made.pk])


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "", "slug": "n", "starts_on": "2024-06-11"},
        {"name": "N", "slug": "summit-2023", "starts_on": "2024-06-11"},
        {"name": "N", "slug": "register", "starts_on": "2024-06-11"},
        {"name": "N", "slug": "n", "starts_on": "9999-12-31"},
        {"name": "N", "slug": "n", "starts_on": "soon"},
        {"name": "N\0", "slug": "n", "starts_on": "2024-06-11"},
        {"name": "N" * 200, "slug": "n", "starts_on": ""},
    ],
)
def test_wrong_words_are_said_and_kept(client, address, sent):
    answer = enter(client).post(address, sent)

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert Event.objects.count() == 1


def test_who_may_not_make_events_is_refused(client, address):
    person = make_user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="change_event"))
    client.force_login(person)

    assert client.get(address).status_code == 403
    assert (
        client.post(address, {"name": "N", "slug": "n", "starts_on": "2024-06-11"}).status_code
        == 403
    )
