"""The one action of an event's page, in every state of the event."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from events import queries as hall
from events.landing import queries
from events.models import Event
from events.registration.models import Stock
from tests.factories.events import make_event, make_recording, make_stock, make_ticket_type

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
OPENS = datetime(2022, 10, 3, 16, tzinfo=UTC)
# The ends of 15 February (UTC-8) and of 5 May (UTC-7) in Vancouver.
FIRST_RISE = datetime(2023, 2, 16, 8, tzinfo=UTC)
SECOND_RISE = datetime(2023, 5, 6, 7, tzinfo=UTC)
END = datetime(2023, 6, 16, 7, tzinfo=UTC)


@pytest.fixture
def summit():
    event = make_event(registration_opens_at=OPENS)
    stock = make_stock(event=event)
    step = {"event": event, "stock": stock, "step_of": "Full pass"}
    make_ticket_type(**step, name="Early Full pass", price=599, sales_until=FIRST_RISE)
    make_ticket_type(
        **step,
        name="Regular Full pass",
        price=799,
        sales_from=FIRST_RISE,
        sales_until=SECOND_RISE,
    )
    make_ticket_type(**step, name="Late Full pass", price=1099, sales_from=SECOND_RISE)
    return event


def seen(event, at):
    return queries.page(hall.public().get(pk=event.pk), at)


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        (OPENS - SECOND, "Registration opens 3 October 2022, 09:00 PDT"),
        (OPENS, "Register from USD 599"),
        (FIRST_RISE - SECOND, "Register from USD 599"),
        (FIRST_RISE, "Register from USD 799"),
        (SECOND_RISE - SECOND, "Register from USD 799"),
        (SECOND_RISE, "Register from USD 1,099"),
        (END - SECOND, "Register from USD 1,099"),
        (END, "This event is over"),
    ],
)
def test_the_label_follows_the_moment(summit, moment, label):
    assert seen(summit, moment).action.label == label


def test_the_button_leads_to_registration(summit, at):
    assert seen(summit, at).action.url == f"/events/{summit.slug}/register/"


def test_what_is_not_yet_possible_has_no_button(summit):
    assert seen(summit, OPENS - SECOND).action.url == ""


def test_sold_out_leads_to_the_waiting_list(summit, at):
    Stock.objects.filter(event=summit).update(size=0)

    action = seen(summit, at).action

    assert action.label == "Sold out: join the waiting list"
    assert action.url == reverse("waiting:join", args=[summit.slug])


def test_a_free_event_is_registered_for_without_a_price(at):
    event = make_event()
    make_ticket_type(event=event, price=0)

    assert seen(event, at).action.label == "Register for free"


def test_the_price_of_what_is_sold_out_is_not_promised(at):
    event = make_event()
    make_ticket_type(event=event, stock=make_stock(event=event, size=0), price=10)
    make_ticket_type(event=event, price=20)

    assert seen(event, at).action.label == "Register from USD 20"


def test_hidden_types_have_no_price_on_the_page(summit, at):
    make_ticket_type(event=summit, price=1, audience="with_code")

    page = seen(summit, at)

    assert page.action.label == "Register from USD 599"
    assert [line.name for line in page.lines] == ["Full pass"]


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"registration_opens_at": None}, "Registration is not open yet"),
        ({"registration_closes_at": OPENS + SECOND}, "Registration is closed"),
        ({"cancelled_at": OPENS}, "Cancelled"),
        ({"cancelled_at": OPENS, "recordings_url": "https://video.example/"}, "Cancelled"),
    ],
)
def test_other_states(summit, at, fields, label):
    Event.objects.filter(pk=summit.pk).update(**fields)

    action = seen(summit, at).action

    assert (action.label, action.url) == (label, "")


def test_an_open_event_with_nothing_on_sale_is_closed(at):
    assert seen(make_event(), at).action.label == "Registration is closed"


def test_tickets_that_go_on_sale_later_are_announced(at):
    event = make_event()
    make_ticket_type(event=event, sales_from=FIRST_RISE)

    assert seen(event, at).action.label == "On sale from 16 February 2023, 00:00 PST"


def test_a_past_event_can_be_watched(at):
    event = make_event(starts_on=date(2022, 6, 7), ends_on=date(2022, 6, 9))
    make_recording(event=event)

    action = seen(event, at).action

    assert action.label == "Watch the recordings"
    assert action.url == f"/events/{event.slug}/recordings/"


def test_a_part_of_an_event_leads_to_the_whole(summit, at):
    part = make_event(part_of=summit, registration_opens_at=None)

    action = seen(part, at).action

    assert action.label == f"Covered by the {summit.name} ticket"
    assert action.url == summit.get_absolute_url()


def test_the_line_of_prices_knows_past_present_and_last_minute(summit):
    (line,) = seen(summit, FIRST_RISE).lines

    assert [step.name for step in line.steps] == ["Early", "Regular", "Late"]
    assert [step.is_past for step in line.steps] == [True, False, False]
    assert [step.is_now for step in line.steps] == [False, True, False]
    assert line.steps[0].last_minute == FIRST_RISE - timedelta(minutes=1)
    assert line.steps[2].last_minute is None


def test_no_price_holds_now_while_registration_is_not_open(summit):
    (line,) = seen(summit, OPENS - SECOND).lines

    assert not any(step.is_now for step in line.steps)
