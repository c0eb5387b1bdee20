from datetime import timedelta
from email import policy

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from foundation.base import clock, mail, mailkinds, tasks
from foundation.base.errors import RuleError
from foundation.base.models import Mail, MailState, MailText
from foundation.base.words import Place, Words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "hello.subject.txt").write_text("Hello {{ name }}")
    (folder / "hello.txt").write_text("Hello {{ name }}, see {{ site_url }}")
    (folder / "hello.html").write_text("<p>Hello {{ name }}</p>")
    engine = {**settings.TEMPLATES[0]}
    engine["DIRS"] = [tmp_path, *engine["DIRS"]]
    settings.TEMPLATES = [engine]


def write(at, key="hello:1", name="Ada"):
    return mail.write(key=key, kind="hello", to="ada@example.org", context={"name": name}, at=at)


def test_a_mail_is_a_row_before_it_is_sent(at, run_queue):
    written = write(at)
    assert written.state == MailState.QUEUED
    assert outbox.outbox == []

    run_queue()

    written.refresh_from_db()
    assert written.state == MailState.SENT
    assert outbox.outbox[0].to == ["ada@example.org"]
    assert outbox.outbox[0].alternatives[0].content == "<p>Hello Ada</p>"


def test_the_same_key_is_mailed_once(at, run_queue):
    first = write(at)
    second = write(at, name="Eve")

    run_queue()

    assert first == second
    assert len(outbox.outbox) == 1


def test_a_line_break_in_a_name_stays_out_of_the_header(at, run_queue):
    written = write(at, name="Eve\r\nBcc: all@example.org")

    run_queue()

    assert written.subject == "Hello Eve Bcc: all@example.org"
    assert outbox.outbox[0].bcc == []


def test_a_mail_that_cannot_be_sent_is_tried_again_later(at, run_queue, monkeypatch):
    written = write(at)

    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        run_queue()

    written.refresh_from_db()
    assert written.state == MailState.QUEUED
    assert written.attempts == 1
    assert "no mail server" in written.error
    assert written.due_at > at


def test_staff_can_send_a_failed_mail_again(at, run_queue):
    written = write(at)
    Mail.objects.update(state=MailState.FAILED, error="refused")

    mail.resend(mail=written, at=at)
    run_queue()

    written.refresh_from_db()
    assert (written.state, written.error) == (MailState.SENT, "")


def test_a_task_that_runs_twice_sends_once(at, run_queue):
    written = write(at)
    run_queue()

    assert tasks.send_mail.func(written.pk) == "not queued"

    assert len(outbox.outbox) == 1


@pytest.fixture
def greeting(monkeypatch):
    monkeypatch.setattr(mailkinds, "_kinds", {})
    return mailkinds.declare(
        "hello",
        label="Hello",
        when="Now",
        subject="Hi {name}",
        body="Dear {name},\n\nwelcome.",
        places={"name": Place("who gets it")},
    )


def greet(at, key="hello:1", scope="event:1", to="ada@example.org", **fields):
    return mail.write(
        key=key,
        kind="hello",
        to=to,
        context={},
        at=at,
        scope=scope,
        values={"name": "Ada"},
        **fields,
    )


def test_a_declared_mail_has_its_default_words(at, greeting):
    assert greet(at).subject == "Hi Ada"


def test_staff_change_the_words_of_one_scope_or_of_all(at, greeting):
    MailText.objects.create(kind="hello", scope="", subject="All {name}", body="x")
    MailText.objects.create(kind="hello", scope="event:1", subject="One {name}", body="x")

    assert greet(at).subject == "One Ada"
    assert greet(at, key="hello:2", scope="event:2").subject == "All Ada"


def test_words_that_cannot_be_filled_in_any_more_give_way_to_the_default(at, greeting):
    MailText.objects.create(kind="hello", scope="", subject="{gone}", body="x")

    assert greet(at).subject == "Hi Ada"


def test_a_mail_carries_only_headers_of_its_kind(at, greeting, run_queue):
    link = f"<https://x.example/{'y' * 200}/>"
    greet(at, headers={"List-Unsubscribe": link})
    run_queue()
    # In one piece on the wire, however long: a mail program reads no more than that.
    wire = outbox.outbox[0].message(policy=policy.SMTP).as_bytes()
    assert f"\r\nList-Unsubscribe: {link}\r\n".encode() in wire
    assert max(len(row) for row in wire.splitlines() if b"List-" not in row) <= 78

    for bad in ({"Bcc": "a@example.org"}, {"List-Unsubscribe": "<x>\r\nBcc: a@example.org"}):
        with pytest.raises(RuleError):
            greet(at, key="hello:2", headers=bad)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.update(headers={"List-Unsubscribe": "a\r\nb"})


@pytest.mark.parametrize("to", ["a@example.org\r\nBcc: all@example.org", "a@example.org\n"])
def test_an_address_is_one_line(at, greeting, to):
    with pytest.raises(RuleError):
        greet(at, to=to)
    with pytest.raises(RuleError):
        greet(at, to="ada@example.org", reply_to=to)


def test_an_address_no_server_takes_fails_at_once_and_is_not_tried_for_ever(
    at, run_queue, monkeypatch
):
    written = write(at)

    def refuse(self, fail_silently=False):
        raise UnicodeEncodeError("ascii", "jürgen@example.org", 1, 2, "ordinal not in range")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    run_queue()

    written.refresh_from_db()
    assert written.state == MailState.FAILED


def test_a_mail_that_may_have_gone_out_is_not_sent_again_if_it_goes_once(
    at, run_queue, monkeypatch
):
    once, again = write(at), write(at, key="hello:2")
    Mail.objects.filter(pk=once.pk).update(at_most_once=True)
    Mail.objects.update(state=MailState.SENDING)

    with clock.seen_from(at + timedelta(hours=1)):
        tasks.requeue_stuck_mails()

    once.refresh_from_db()
    again.refresh_from_db()
    assert (once.state, again.state) == (MailState.FAILED, MailState.QUEUED)


def test_many_mails_are_written_with_a_fixed_number_of_statements(
    at, greeting, run_queue, django_assert_num_queries
):
    chosen = Words("News for {name}", "Hello {name}")
    drafts = {
        f"news:{n}": mail.Draft("hello", f"p{n}@example.org", {}, {"name": f"P {n}"})
        for n in range(60)
    }

    # Name, known keys, rows (in one savepoint), keys, and two tasks of fifty in a transaction.
    with django_assert_num_queries(8):
        mail.post_many(drafts=drafts, chosen=chosen, at=at)
    mail.post_many(drafts=drafts, chosen=chosen, at=at)
    run_queue()

    assert len(outbox.outbox) == 60
    assert outbox.outbox[7].subject == "News for P 7"
