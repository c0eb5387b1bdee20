from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

from events.models import Event
from foundation.base.prepared import any_of, attach, prepared
from tests.factories.events import make_event, make_stock, make_venue

pytestmark = pytest.mark.django_db


@prepared
def at_address(slug: str) -> QuerySet[Event]:
    """The event of an address."""
    return Event.objects.select_related("venue").filter(slug=slug)


@prepared
def zones_of(keys: list[int]) -> QuerySet[Event, str]:
    return Event.objects.filter(pk__in=any_of(keys)).order_by("pk").values_list("pk", "zone")


@prepared
def locked(slug: str) -> QuerySet[Event]:
    return Event.objects.select_for_update().filter(slug=slug)


def test_it_is_asked_with_one_statement_and_other_values_each_time(django_assert_num_queries):
    here, there = make_event(venue=make_venue()), make_event()

    with django_assert_num_queries(2):
        (first,), (second,) = at_address(here.slug), at_address(there.slug)
        city = first.venue.city

    assert (first, second, second.venue) == (here, there, None)
    assert city == here.venue.city
    assert at_address("nowhere") == []


def test_its_rows_are_those_of_the_queryset():
    event = make_event()

    (row,) = at_address(event.slug)

    plain = Event.objects.get(pk=event.pk)
    assert {f.attname: getattr(row, f.attname) for f in Event._meta.concrete_fields} == {
        f.attname: getattr(plain, f.attname) for f in Event._meta.concrete_fields
    }
    assert row._state.adding is False


def test_a_value_is_never_read_as_sql():
    make_event()

    assert at_address("' or '1' = '1") == []


def test_a_list_is_one_value():
    keys = [make_event().pk, make_event().pk]
    make_event()

    assert [key for key, _zone in zones_of(keys)] == keys
    assert zones_of([]) == []


def test_it_keeps_its_name_and_words():
    assert (at_address.__name__, at_address.__doc__) == ("at_address", "The event of an address.")


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_within_a_transaction_only():
    event = make_event()

    with pytest.raises(TransactionManagementError):
        locked(event.slug)


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_over_its_own_connection():
    event, found = make_event(), []
    at_address(event.slug)

    def ask():
        found.extend(at_address(event.slug))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()

    assert found == [event]


def test_attached_rows_are_asked_for_no_more(django_assert_num_queries):
    event, other = make_event(), make_event()
    stock = make_stock(event=event)

    attach([event, other], "stocks", {event.pk: [stock]})

    with django_assert_num_queries(0):
        assert (list(event.stocks.all()), list(other.stocks.all())) == ([stock], [])
