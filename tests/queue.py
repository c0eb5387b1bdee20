"""The worker of the tests: runs what the real queue holds, and raises what fails."""

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def run() -> int:
    """Run queued tasks whose time has come until none is left; returns how many ran."""
    done = 0
    while task := waiting().first():
        DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.SUCCESSFUL)
        arguments = task.args_kwargs
        task.task.func(*arguments["args"], **arguments["kwargs"])
        done += 1
    return done


def waiting():
    """Queued tasks that are due, oldest first."""
    return DBTaskResult.objects.ready().order_by("enqueued_at")
