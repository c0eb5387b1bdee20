"""Writing to the foundation: kept once, answered by mail, nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, connection, transaction

from foundation.base.models import Mail
from foundation.pages import services
from foundation.pages.models import ContactMessage, Topic
from tests.factories.bots import make_stamp
from tests.factories.events import make_event
from tests.factories.members import make_tier
from tests.factories.orders import make_foundation

pytestmark = pytest.mark.django_db

MESSAGE = {
    "topic": "membership",
    "name": "Ada Lovelace",
    "email": "ada@example.org",
    "organization": "Analytical Engines",
    "message": "We would like to join.",
}


def sent(**fields):
    return {**MESSAGE, "stamp": make_stamp(), "website": ""} | fields


def write(at, **fields):
    return services.write_message(**{"key": "form-1", **MESSAGE} | fields, at=at)


def test_a_message_is_kept_and_both_sides_get_a_mail(client, at, run_queue):
    make_foundation()

    response = client.post("/contact/", sent())

    assert response.status_code == 302
    assert response["Location"] == "/contact/thanks/"
    kept = ContactMessage.objects.get()
    assert (kept.name, kept.topic, kept.created_at) == ("Ada Lovelace", "membership", at)
    assert kept.answered_at is None
    run_queue()
    to_sender, to_staff = sorted(outbox.outbox, key=lambda message: message.to)
    assert to_sender.to == ["ada@example.org"]
    assert str(kept.pk) in to_sender.subject
    assert to_staff.to == ["hello@example.org"]
    assert to_staff.reply_to == ["ada@example.org"]
    assert "We would like to join." in to_staff.body


def test_the_sender_is_not_sent_the_message_back(at, run_queue):
    make_foundation()
    write(at, message="Buy my pills at https://pills.example")
    run_queue()

    thanks = next(message for message in outbox.outbox if message.to == ["ada@example.org"])

    assert "pills" not in thanks.body
    assert "pills" not in thanks.alternatives[0].content


def test_the_form_of_the_first_page_cannot_be_fetched_by_others(client):
    response = client.get("/contact/")

    assert response.status_code == 200
    assert "Cache-Control" not in response or "public" not in response["Cache-Control"]
    assert "csrfmiddlewaretoken" in response.content.decode()


def test_a_double_click_writes_once(client, at):
    twice = sent()

    assert client.post("/contact/", twice).status_code == 302
    assert client.post("/contact/", twice).status_code == 302

    assert ContactMessage.objects.count() == 1
    assert Mail.objects.filter(kind="contact_thanks").count() == 1


def test_changed_words_after_going_back_are_a_message_of_their_own(client, at):
    first = sent()
    client.post("/contact/", first)
    client.post("/contact/", first | {"message": "As a Gold member, I mean."})

    assert ContactMessage.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_write_once(at):
    def click(_):
        try:
            return write(at).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        written = set(pool.map(click, range(10)))

    assert len(written) == 1
    assert ContactMessage.objects.count() == 1
    assert Mail.objects.filter(kind="contact_thanks").count() == 1


def test_the_table_refuses_the_same_form_twice(at):
    first = write(at)

    with pytest.raises(IntegrityError), transaction.atomic():
        ContactMessage.objects.create(**MESSAGE, fingerprint=first.fingerprint)


def test_what_is_wrong_is_said_and_nothing_is_lost(client, at):
    response = client.post("/contact/", sent(email="ada", message=""))

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Contact" in html
    assert "Write the address like ada@example.org." in html
    assert 'value="Ada Lovelace"' in html
    assert 'value="ada"' in html
    assert 'href="#id_message"' in html
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"topic": "everything"},
        {"name": "x" * 151},
        {"name": "Visit https://pills.example"},
        {"name": "Ada\0"},
        {"email": "ada@example.org\nBcc: all@example.org"},
        {"message": "x" * 4001},
        {"message": "\0"},
        {"website": "https://spam.example"},
        {"stamp": "forged"},
        {"stamp": ""},
    ],
)
def test_hostile_input_is_refused_with_a_sentence(client, at, fields):
    response = client.post("/contact/", sent(**fields))

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not ContactMessage.objects.exists()


def test_who_is_too_quick_may_send_again_without_typing(client, at):
    response = client.post("/contact/", sent(stamp=make_stamp(seconds_ago=-60)))

    html = response.content.decode()
    assert response.status_code == 422
    assert "quicker than people type" in html
    assert "We would like to join." in html


def test_an_empty_post_is_no_surprise(client, at):
    assert client.post("/contact/").status_code == 422


def test_markup_in_a_message_stays_text(client, at, run_queue):
    make_foundation()
    write(at, name="<b>Ada</b>", message="<script>alert(1)</script>")

    html = Mail.objects.get(kind="contact_staff").html

    assert "<script>" not in html
    assert "<b>Ada</b>" not in html


def test_a_line_break_in_the_name_stays_out_of_the_subject(at):
    make_foundation()
    write(at, name="Ada\r\nBcc: all@example.org")

    assert "\n" not in Mail.objects.get(kind="contact_staff").subject


def test_the_message_is_kept_when_nobody_has_named_the_foundation_yet(at):
    assert write(at).pk
    assert not Mail.objects.filter(kind="contact_staff").exists()


def test_a_link_chooses_the_topic(client, at):
    html = client.get("/contact/?topic=sponsorship").content.decode()

    assert '<option value="sponsorship" selected>' in html


def test_a_link_from_a_tier_begins_the_message(client, at):
    make_tier("Gold")

    html = client.get("/contact/?topic=membership&tier=gold").content.decode()

    assert "We would like to join as a Gold member." in html


def test_a_link_from_an_event_begins_the_message(client, at):
    event = make_event(name="Vancouver Summit")

    sponsor = client.get(f"/contact/?topic=sponsorship&event={event.slug}").content.decode()
    other = client.get(f"/contact/?topic=events&event={event.slug}").content.decode()

    assert "We would like to sponsor Vancouver Summit." in sponsor
    assert "It is about Vancouver Summit." in other


@pytest.mark.parametrize(
    "query", ["topic=x&tier=x&event=x&project=x", "tier=%00", "event=" + "x" * 5000, "topic="]
)
def test_a_link_that_names_nothing_opens_an_empty_form(client, at, query):
    response = client.get(f"/contact/?{query}")

    assert response.status_code == 200
    assert f'<option value="{Topic.GENERAL}" selected>' in response.content.decode()


def test_the_thanks_page_can_be_reloaded(client):
    response = client.get("/contact/thanks/")

    assert response.status_code == 200
    assert "What happens next" in response.content.decode()
