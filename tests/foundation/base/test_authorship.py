"""History says who changed what: told once in a transaction, and never lost within it."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from events.models import Event
from foundation.base.authorship import HistoryMiddleware
from members.accounts.models import User
from tests.factories.events import make_event

TOLD = "set_config('pghistory.context_metadata'"


def asked(change, method="POST", user=None):
    """Run `change` as what a request does, and return its statements."""
    request = RequestFactory().generic(method, "/there/")
    if user:
        request.user = user
    with CaptureQueriesContext(connection) as captured:
        HistoryMiddleware(lambda _request: change() or HttpResponse())(request)
    return [row["sql"] for row in captured.captured_queries]


def told(statements):
    return [sql for sql in statements if TOLD in sql]


def authors(event):
    """Who wrote the versions of an event, the oldest first."""
    rows = Event.pgh_event_models["update"].objects.filter(pgh_obj_id=event.pk).order_by("pk")
    return [row.pgh_context.metadata if row.pgh_context else None for row in rows]


def rename(event, *names):
    for name in names:
        Event.objects.filter(pk=event.pk).update(name=name)


@pytest.mark.django_db
def test_it_is_told_once_in_a_transaction():
    event = make_event()

    with transaction.atomic():
        statements = asked(lambda: rename(event, "A", "B", "C"))

    assert len(told(statements)) == 1
    assert authors(event)[1:] == [{"user": None, "url": "/there/"}] * 3


@pytest.mark.django_db(transaction=True)
def test_every_transaction_is_told():
    event = make_event()

    def change():
        rename(event, "A")
        with transaction.atomic():
            Event.objects.count()
            rename(event, "B", "C")
        with transaction.atomic():
            rename(event, "D")

    statements = asked(change)

    assert len(told(statements)) == 3
    assert authors(event)[1:] == [{"user": None, "url": "/there/"}] * 4


@pytest.mark.django_db
def test_what_was_told_within_what_is_taken_back_is_told_again():
    event = make_event()

    def change():
        try:
            with transaction.atomic():
                rename(event, "A")
                raise ValueError
        except ValueError:
            pass
        rename(event, "B")

    asked(change)

    assert authors(event)[1:] == [{"user": None, "url": "/there/"}]


@pytest.mark.django_db
def test_who_logs_in_meanwhile_is_told():
    """All that a request changes is one context, which is its user's from then on."""
    event, ada = make_event(), User.objects.create(email="ada@example.org")
    request = RequestFactory().post("/there/")

    def view(request):
        rename(event, "A")
        request.user = ada
        rename(event, "B")
        return HttpResponse()

    with transaction.atomic():
        HistoryMiddleware(view)(request)

    assert [row["user"] for row in authors(event)[1:]] == [ada.pk, ada.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["select 1", "SELECT 1"])
def test_a_question_is_told_nothing(statement):
    event = make_event()

    def change():
        with connection.cursor() as cursor:
            cursor.execute(statement)
        rename(event, "A")

    statements = asked(change)

    assert TOLD not in statements[0]
    assert authors(event)[1:] == [{"user": None, "url": "/there/"}]


@pytest.mark.django_db
def test_who_only_reads_is_told_of_by_nothing():
    event = make_event()

    assert not told(asked(lambda: rename(event, "A"), method="GET"))


@pytest.mark.django_db
def test_what_was_told_before_what_is_taken_back_holds():
    event = make_event()

    def change():
        rename(event, "A")
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            rename(event, "B")
            raise ValueError("no")
        rename(event, "C")

    asked(change)

    assert authors(event)[1:] == [{"user": None, "url": "/there/"}] * 2
