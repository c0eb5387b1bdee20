import sys
from datetime import UTC, date, datetime
from importlib import import_module
from inspect import signature
from threading import Thread
from typing import get_type_hints

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from events.models import Event
from foundation.base.prepared import Prepared, any_of, attach, prepared
from members.models import Membership
from tests.factories.events import make_event, make_stock, make_venue
from tests.factories.members import make_membership

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


def test_the_server_is_told_a_statement_once_in_a_connection():
    event = make_event()
    at_address(event.slug)

    with CaptureQueriesContext(connection) as asked:
        at_address(event.slug)
    with connection.cursor() as cursor:
        cursor.execute("select name, statement from pg_prepared_statements")
        kept = [row for row in cursor if row[0].startswith("at_address_")]

    assert asked[0]["sql"] == f"EXECUTE {kept[0][0]}('{event.slug}')"
    assert len(kept) == 1
    assert "$1" in kept[0][1]


def test_what_is_no_value_is_part_of_the_plan():
    @prepared
    def on_site(slug: str) -> QuerySet[Event]:
        return Event.objects.filter(zone="UTC", slug=slug)

    here, _there = make_event(zone="UTC"), make_event(zone="America/Vancouver")

    assert on_site(here.slug) == [here]
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements where name like 'on_site_%%'")
        assert "'UTC'" in cursor.fetchone()[0]


@pytest.mark.parametrize("settings", [{"DISABLE_SERVER_SIDE_CURSORS": True}, {"CONN_MAX_AGE": 0}])
def test_nothing_is_left_with_a_server_that_is_another_next_time(monkeypatch, settings):
    @prepared
    def elsewhere(slug: str) -> QuerySet[Event]:
        return Event.objects.filter(slug=slug)

    for name, value in settings.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    event = make_event()

    with CaptureQueriesContext(connection) as asked:
        assert elsewhere(event.slug) == [event]
    assert asked[0]["sql"].startswith("SELECT")


def test_a_day_is_a_day_among_ranges_of_days():
    @prepared
    def members_on(day: date) -> QuerySet[Membership]:
        return Membership.objects.filter(span__contains=day)

    held = make_membership(start=date(2022, 1, 1))

    assert members_on(date(2022, 1, 1)) == [held]
    assert members_on(date(2021, 12, 31)) == []


WINGS = {"foundation", "members", "projects", "events"}
SAMPLES = {int: 1, str: "a", date: date(2022, 10, 10), datetime: datetime(2022, 10, 10, tzinfo=UTC)}


def every_question():
    """All prepared questions of the house, whose pages have been imported."""
    import_module("foundation.urls")
    modules = [row for name, row in sys.modules.items() if name.split(".")[0] in WINGS]
    found = [row for module in modules for row in vars(module).values()]
    return {row for row in found if isinstance(row, Prepared)}


def test_the_server_understands_every_question():
    rows = every_question()

    assert len(rows) > 20
    for row in rows:
        hints = get_type_hints(row._build)
        row(*(SAMPLES.get(hints[name], [1]) for name in signature(row._build).parameters))


def test_two_that_ask_the_same_are_one_to_the_server():
    def same_again(slug: str) -> QuerySet[Event]:
        return Event.objects.filter(slug=slug)

    event = make_event()

    assert prepared(same_again)(event.slug) == prepared(same_again)(event.slug) == [event]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_anew():
    event = make_event()
    at_address(event.slug)
    connection.close()

    assert at_address(event.slug) == [event]
