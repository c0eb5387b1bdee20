import pytest
from django import forms

from foundation.base.bots import BotGuard
from tests.factories.bots import make_stamp


class Note(BotGuard):
    text = forms.CharField()


def send(**fields):
    form = Note({"text": "Hello", "stamp": make_stamp(), **fields})
    form.is_valid()
    return form


def codes(form):
    return [error.code for error in form.non_field_errors().as_data()]


def test_a_person_passes_and_sees_no_puzzle():
    form = send()

    assert form.errors == {}
    assert len(form.key) == 22


def test_a_second_click_has_the_same_key():
    stamp = make_stamp()

    assert send(stamp=stamp).key == send(stamp=stamp).key


def test_two_forms_have_keys_of_their_own():
    assert send().key != send().key


def test_a_program_that_fills_in_everything_is_refused():
    form = send(website="https://spam.example")

    assert codes(form) == ["trap"]
    assert "send the form again" in form.non_field_errors()[0]


def test_the_trap_is_empty_when_the_form_is_shown_again():
    form = send(website="https://spam.example")

    assert form["website"].value() == ""
    assert form["text"].value() == "Hello"


def test_a_program_that_answers_at_once_is_refused():
    assert codes(send(stamp=make_stamp(seconds_ago=-60))) == ["quick"]


def test_whoever_was_too_quick_passes_with_the_same_form_a_moment_later():
    form = send(stamp=make_stamp(seconds_ago=-60))

    assert form["stamp"].value()
    assert send(stamp=make_stamp(seconds_ago=3)).errors == {}


@pytest.mark.parametrize("stamp", ["", "forged", "a:b:c", "\x00", "x" * 5000])
def test_a_form_without_a_true_stamp_is_refused_and_gets_one(stamp):
    form = send(stamp=stamp)

    assert not form.is_valid()
    if "stamp" not in form.errors:
        assert codes(form) == ["stale"]
        assert form["stamp"].value() not in ("", stamp)


def test_a_form_left_open_for_days_passes_the_second_time():
    form = send(stamp=make_stamp(seconds_ago=3 * 24 * 3600))

    assert codes(form) == ["stale"]
    assert form["text"].value() == "Hello"


def test_a_page_shows_the_trap_outside_of_what_people_see():
    html = str(Note())

    assert 'class="field field--trap"' in html
    assert 'tabindex="-1"' in html
    assert 'type="hidden" name="stamp"' in html
