import pytest
from django.db import OperationalError
from django.test import Client

from events.registration import queries
from tests.factories.events import make_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("the database system is starting up"), 503, "We are back in a minute"),
        (ValueError("a mistake of ours"), 500, "Something broke on our side"),
    ],
)
def test_a_database_that_restarts_is_said_otherwise_than_a_mistake(
    monkeypatch, error, status, words
):
    def fail(*_):
        raise error

    url = f"/events/{make_event().slug}/register/"
    monkeypatch.setattr(queries, "offer", fail)

    answer = Client(raise_request_exception=False).get(url)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert answer.has_header("Retry-After") == (status == 503)
