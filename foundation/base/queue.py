"""The queue of what is done in the background: rows of a table, put down with what they are about."""

from typing import Any

from django.tasks import Task
from django.utils.json import normalize_json
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from foundation.base import written


class Queue(DatabaseBackend):
    """The package's, whose rows are put down by a statement that is written once."""

    def _task_to_db_task(self, task: Task[Any, Any], args: Any, kwargs: Any) -> Any:
        row: Any = DBTaskResult(
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            # What may run at once sorts behind all that waits for a moment.
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        written.insert(row)
        return row
