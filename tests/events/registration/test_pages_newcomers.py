"""The first page is made once a second for those who come for the first time."""

import pytest
from django.test import Client

from events.models import Event
from events.registration.models import Order
from events.registration.views import newcomers
from tests.events.registration.pages import shop, text
from tests.factories.events import make_stock, make_ticket_type

pytestmark = pytest.mark.django_db


class Ticking:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch, settings):
    settings.PAGES_KEPT_SECONDS = 1
    ticking = Ticking()
    monkeypatch.setattr(newcomers, "monotonic", ticking)
    return ticking


@pytest.fixture
def free(at):
    return make_ticket_type(price=0, stock=make_stock(size=3))


def hidden(response):
    token, basket = (word.decode() for word in newcomers.OWN.findall(response.content))
    return {"csrfmiddlewaretoken": token, "basket": basket}


def test_the_second_newcomer_gets_the_same_page_without_a_query(
    clock, free, django_assert_num_queries
):
    first = Client().get(shop(free.event))

    with django_assert_num_queries(0):
        second = Client().get(shop(free.event))

    assert newcomers.OWN.split(first.content) == newcomers.OWN.split(second.content)
    assert second["Cache-Control"] == "no-store, private"
    assert set(second.cookies) == {"csrftoken", f"basket-{free.event.pk}"}


def test_every_newcomer_has_a_token_and_a_basket_of_their_own(clock, free):
    words = [hidden(Client().get(shop(free.event))) for _ in range(3)]

    assert len({row["csrfmiddlewaretoken"] for row in words}) == 3
    assert len({row["basket"] for row in words}) == 3


def test_the_kept_page_can_be_sent(clock, free):
    Client().get(shop(free.event))
    for name in ("Ada Lovelace", "Grace Hopper"):
        client = Client(enforce_csrf_checks=True)
        sent = hidden(client.get(shop(free.event))) | {
            "attendee_name": name,
            "attendee_email": "ada@example.org",
            "conduct": "on",
        }
        assert client.post(shop(free.event), sent).status_code == 302

    assert Order.objects.filter(state="paid").count() == 2


def test_what_changed_is_told_a_second_later(clock, free):
    Client().get(shop(free.event))
    free.stocks.update(size=1)
    before = Client().get(shop(free.event))
    clock.now += 1.1
    after = Client().get(shop(free.event))

    assert "3 places left" in text(before)
    assert "1 place left" in text(after)


def test_who_has_been_here_gets_their_own_page(clock, free):
    client = Client()
    client.get(shop(free.event))
    sent = hidden(client.get(shop(free.event))) | {
        "attendee_name": "Ada",
        "attendee_email": "ada@example.org",
        "conduct": "on",
    }
    client.post(shop(free.event), sent)

    assert Order.objects.get().code in text(client.get(shop(free.event)))


@pytest.mark.parametrize("question", ["?group=1", "?code=SECRET"])
def test_another_question_is_answered_anew(clock, free, question):
    one = text(Client().get(shop(free.event)))

    assert text(Client().get(shop(free.event) + question)) != one


def test_a_closed_page_is_not_kept(clock, free):
    event, opens_at = free.event, free.event.registration_opens_at
    Event.objects.update(registration_opens_at=None)
    assert "Register for" not in text(Client().get(shop(event)))
    Event.objects.update(registration_opens_at=opens_at)

    assert "Register for" in text(Client().get(shop(event)))


def test_off_when_nothing_is_to_be_kept(settings, free):
    settings.PAGES_KEPT_SECONDS = 0
    Client().get(shop(free.event))
    free.stocks.update(size=1)

    assert "1 place left" in text(Client().get(shop(free.event)))
