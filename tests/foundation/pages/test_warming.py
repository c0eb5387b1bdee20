"""A process that asks for its pages before anybody waits for them."""

import gc

import pytest
from django.db import OperationalError

from events.models import Event
from foundation.base import inside
from foundation.pages import warming
from tests.factories.events import make_event
from tests.factories.members import make_membership
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture(autouse=True)
def _thawed():
    """What the collector was told to leave alone is its own again."""
    yield
    gc.unfreeze()


def test_every_kind_of_page_is_answered_once():
    member = make_membership("Huawei").organization
    project, event = make_project(), make_event()

    answered = warming.warm()

    assert set(warming.ALWAYS) <= set(answered)
    assert {row.get_absolute_url() for row in (member, project, event)} <= set(answered)
    assert f"{event.get_absolute_url()}register/" in answered


def test_with_nothing_to_show_it_is_warm_too():
    assert set(warming.warm()) == set(warming.ALWAYS)


def test_a_database_that_does_not_answer_keeps_no_process_from_starting(monkeypatch, caplog):
    def fails():
        raise OperationalError("no server")

    monkeypatch.setattr(Event.objects, "public", fails)

    assert warming.warm() == []
    assert "not warm: no server" in caplog.text


def test_a_page_of_this_process_is_a_visitors():
    assert inside.page("/members/?q=nobody").status_code == 200
    assert inside.page("/me/").status_code == 302
    assert inside.page("/nowhere/").status_code == 404
