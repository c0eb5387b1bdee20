"""The background worker: the task queue, and beside it what happens at intervals."""

import threading
from typing import Any

from django.db import connections
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from foundation.base import beat

TICK_SECONDS = 5.0


class Command(DatabaseWorker):
    help = "Run queued tasks and the jobs that are due. Stops on Ctrl-C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        thread = threading.Thread(target=self._tick, args=(stop,), name="beat", daemon=True)
        thread.start()
        try:
            super().handle(*args, **options)
        finally:
            stop.set()

    @staticmethod
    def _tick(stop: threading.Event) -> None:
        while not stop.wait(TICK_SECONDS):
            beat.run_due()
        connections.close_all()
