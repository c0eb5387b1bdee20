"""The background worker: the task queue, and beside it what happens at intervals."""

import logging
import threading
import time
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from foundation.base import beat

logger = logging.getLogger(__name__)

TICK_SECONDS = 5.0
RETRY_SECONDS = 1.0


class Command(DatabaseWorker):
    help = "Run queued tasks and the jobs that are due. Stops on Ctrl-C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        thread = threading.Thread(target=self._tick, args=(stop,), name="beat", daemon=True)
        thread.start()
        try:
            while not self._worked(*args, **options):
                time.sleep(RETRY_SECONDS)
        finally:
            stop.set()

    def _worked(self, *args: Any, **options: Any) -> bool:
        """Work until told to stop; False when the database went away. It comes back."""
        try:
            super().handle(*args, **options)
        except (OperationalError, InterfaceError):
            logger.warning("The database does not answer; trying again.")
            connections.close_all()
            return False
        return True

    @staticmethod
    def _tick(stop: threading.Event) -> None:
        while not stop.wait(TICK_SECONDS):
            beat.run_due()
        connections.close_all()
