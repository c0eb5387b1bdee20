"""The first page is made once a second for those who come for the first time, and so is what those
are told who come too late."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.registration.models import Order
from events.registration.views import gone, kept
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
    monkeypatch.setattr(kept, "monotonic", ticking)
    return ticking


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch):
    monkeypatch.setattr(gone, "_shelf", kept.Shelf())


@pytest.fixture
def free(at):
    return make_ticket_type(price=0, stock=make_stock(size=3))


def hidden(response):
    token, basket = (word.decode() for word in kept.OWN.findall(response.content))
    return {"csrfmiddlewaretoken": token, "basket": basket}


def test_the_second_newcomer_gets_the_same_page_without_a_query(
    clock, free, django_assert_num_queries
):
    first = Client().get(shop(free.event))

    with django_assert_num_queries(0):
        second = Client().get(shop(free.event))

    assert kept.OWN.split(first.content) == kept.OWN.split(second.content)
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

    assert "Only 3 left" in text(before)
    assert "Only 1 left" in text(after)


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

    assert "Only 1 left" in text(Client().get(shop(free.event)))


def too_late(kind, email, **more):
    """Somebody whose page was open when the last place went."""
    client = Client(enforce_csrf_checks=True)
    kind.stocks.update(taken=0)
    sent = hidden(client.get(shop(kind.event))) | more
    kind.stocks.update(taken=3)
    sent |= {"attendee_name": "Ada", "attendee_email": email, "conduct": "on"}
    return client, client.post(shop(kind.event), sent)


def test_who_comes_too_late_is_told_what_the_one_before_was_and_finds_their_address(
    clock, free, django_assert_num_queries
):
    _first, told = too_late(free, "ada@example.org")
    _client, _again = too_late(free, "grace@example.org")
    sent = hidden(Client().get(shop(free.event)))
    sent |= {"attendee_email": 'li"nus@example.org', "attendee_name": "L", "conduct": "on"}
    with django_assert_num_queries(1):
        answer = Client().post(shop(free.event), sent)

    assert told.status_code == answer.status_code == 409
    assert kept.OWN.split(told.content) == kept.OWN.split(answer.content)
    assert "Sold out" in text(answer)
    assert "Join the waiting list" in text(answer)
    assert 'value="ada@example.org"' in text(told)
    assert 'value="li&quot;nus@example.org"' in text(answer)
    assert "ada@example.org" not in text(answer)
    assert answer["Cache-Control"] == "no-cache, private"


def test_the_form_of_the_waiting_list_on_that_answer_can_be_sent(clock, free):
    too_late(free, "ada@example.org")
    client, answer = too_late(free, "grace@example.org")
    token = kept.OWN.search(answer.content)[0].decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', text(answer))[1]

    joined = client.post(
        reverse("waiting:join", args=[free.event.slug]),
        {"csrfmiddlewaretoken": token, "email": "grace@example.org", "ticket": free.pk}
        | {"stamp": stamp, "website": ""},
    )

    # Nobody reads so quickly, which is said; the token was theirs.
    assert joined.status_code == 422
    assert "quicker than people type" in text(joined)


def test_who_got_the_last_place_and_sends_the_page_again_is_led_to_it(clock, free):
    client = Client()
    sent = hidden(client.get(shop(free.event)))
    sent |= {"attendee_name": "Ada", "attendee_email": "ada@example.org", "conduct": "on"}
    client.post(shop(free.event), sent)
    too_late(free, "grace@example.org")

    again = client.post(shop(free.event), sent)

    assert (again.status_code, again.url) == (302, Order.objects.get().get_absolute_url())


def test_a_place_that_returned_is_sold_a_second_later(clock, free):
    too_late(free, "ada@example.org")
    free.stocks.update(taken=2)
    sent = hidden(Client().get(shop(free.event)))
    sent |= {"attendee_name": "Ada", "attendee_email": "ada@example.org", "conduct": "on"}
    clock.now += 1.1

    assert Client().post(shop(free.event), sent).status_code == 302


def test_a_sold_out_page_is_kept_too(clock, free, django_assert_num_queries):
    free.stocks.update(taken=3)
    Client().get(shop(free.event))

    with django_assert_num_queries(0):
        page = Client().get(shop(free.event))

    assert "Join the waiting list" in text(page)


def test_who_goes_on_to_one_ticket_gets_its_page_from_memory_with_their_own_basket(
    clock, free, django_assert_num_queries
):
    free.event.ticket_types.add(make_ticket_type(event=free.event, price=99, stock=make_stock()))
    dear = free.event.ticket_types.get(price=99)
    one = f"{shop(free.event)}?one={dear.pk}"
    clients = [Client(), Client()]
    baskets = [hidden(client.get(shop(free.event)))["basket"] for client in clients]
    first = clients[0].get(one)

    with django_assert_num_queries(1):
        second = clients[1].get(one)

    assert kept.OWN.split(first.content) == kept.OWN.split(second.content)
    assert [hidden(page)["basket"] for page in (first, second)] == baskets


def test_the_page_of_who_has_ordered_is_never_kept_for_others(clock, free):
    client = Client()
    sent = hidden(client.get(shop(free.event))) | {
        "attendee_name": "Ada",
        "attendee_email": "ada@example.org",
        "conduct": "on",
    }
    client.post(shop(free.event), sent)
    clock.now += 1.1
    own, other = client.get(shop(free.event)), Client().get(shop(free.event))

    assert Order.objects.get().code in text(own)
    assert Order.objects.get().code not in text(other)
