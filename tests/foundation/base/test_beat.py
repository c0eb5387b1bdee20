from datetime import timedelta

import pytest
from django.conf import settings
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from foundation.base import beat, clock, tasks
from foundation.base.models import Mail, MailState
from foundation.base.models.mail import STUCK_AFTER


def make_mail(**fields):
    defaults = {"kind": "hello", "to": "ada@example.org", "subject": "Hello", "text": "Hello"}
    return Mail.objects.create(**defaults | fields)


@pytest.mark.django_db
def test_a_mail_whose_worker_was_killed_is_queued_again(at, run_queue):
    lost = make_mail(key="a", state=MailState.SENDING, due_at=at - STUCK_AFTER * 2)
    make_mail(key="b", state=MailState.SENDING, due_at=at)

    assert tasks.requeue_stuck_mails() == 1
    run_queue()

    lost.refresh_from_db()
    assert lost.state == MailState.SENT


@pytest.mark.django_db
def test_a_task_whose_worker_was_killed_goes_to_the_next_worker(at):
    tasks.send_mail.enqueue(1)
    tasks.send_mail.enqueue(2)
    first, second = DBTaskResult.objects.order_by("enqueued_at")
    long_ago = timezone.now() - settings.TASKS_LOST_AFTER - timedelta(minutes=1)
    for task, started in ((first, long_ago), (second, timezone.now())):
        DBTaskResult.objects.filter(pk=task.pk).update(
            status=TaskResultStatus.RUNNING, started_at=started
        )

    assert beat.requeue_lost_tasks() == 1

    assert list(DBTaskResult.objects.ready()) == [first]


def test_a_job_that_fails_does_not_stop_the_others(monkeypatch, caplog):
    ran = []

    def broken():
        raise RuntimeError("broken")

    monkeypatch.setattr(beat, "close_old_connections", lambda: None)
    monkeypatch.setattr(
        beat,
        "_entries",
        [beat._Entry(broken, 60), beat._Entry(lambda: ran.append(1) or 1, 60)],
    )
    beat.run_due()
    beat.run_due()

    assert ran == [1]
    assert "broken failed" in caplog.text


def test_the_domain_clock_is_the_real_one_shifted(settings):
    settings.CLOCK_SHIFT = timedelta(days=-1000)
    assert timezone.now() - clock.now() > timedelta(days=999)
    assert abs(clock.real_in(timedelta()) - timezone.now()) < timedelta(seconds=5)


@pytest.mark.django_db
def test_what_failed_because_the_database_went_away_is_queued_again(at):
    mail = make_mail(key="a")
    interrupted, broken = (tasks.send_mail.enqueue(mail.pk).id for _ in range(2))
    failed = DBTaskResult.objects.filter(pk__in=[interrupted, broken])
    failed.update(status=TaskResultStatus.FAILED, exception_class_path="builtins.ValueError")
    path = "django.db.utils.OperationalError"
    DBTaskResult.objects.filter(pk=interrupted).update(exception_class_path=path)

    assert beat.requeue_interrupted_tasks() == 1

    assert str(DBTaskResult.objects.ready().get().pk) == str(interrupted)
