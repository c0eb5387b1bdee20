import pytest
from django.core import mail as outbox

from foundation.base import mail, tasks
from foundation.base.models import Mail, MailState

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
