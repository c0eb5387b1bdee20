"""`make demo`: prepare everything, serve it, and stop it all on Ctrl-C."""

import os
import signal
import threading
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connections
from django.urls import reverse

from foundation.pages import roles
from foundation.pages.demo import moment, preparation, processes
from foundation.pages.seed.representation import HOME, ROBIN

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Run the web server and the worker with the real data of October 2022."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run()
        except CommandError as error:
            raise SystemExit(str(error)) from None

    def _run(self) -> None:
        if not settings.DEMO:
            message = "The demo has its own environment: start it with `make demo`."
            raise CommandError(message)
        stop = threading.Event()
        for number in STOPPING:
            signal.signal(number, lambda *_: stop.set())
        port = processes.port_from(os.environ.get("PORT", "8000"))
        steps = (
            ("the tables", preparation.database),
            ("the styles, scripts and pictures", preparation.static_files),
        )
        for what, prepare in steps:
            if prepare():
                self._say(f"Prepared {what}.")
            if stop.is_set():
                return
        now = moment.begin()
        if preparation.data(now):
            self._say("Wrote the data of October 2022.")
        preparation.staff(now)
        connections.close_all()
        if not stop.is_set():
            self._serve(port, now, stop)

    def _serve(self, port: int, now: datetime, stop: threading.Event) -> None:
        as_of = {"FOUNDATION_AS_OF": moment.anchored(now)}
        running = processes.Processes(port=port, environment=as_of)
        try:
            running.start(stop)
            if not stop.is_set():
                self._say(self._welcome(running.url, now))
                running.watch(stop)
        finally:
            running.stop()
            self._say("Stopped.")

    def _welcome(self, url: str, now: datetime) -> str:
        mails = url + reverse("admin:base_mail_changelist")
        return f"""
  The OpenInfra Foundation on {now:%A %-d %B %Y, %H:%M} UTC

  Site     {url}/
  Staff    {url}{reverse("admin:index")}
           {preparation.STAFF_EMAIL}, password {preparation.STAFF_PASSWORD}
           or, with the same password, one role only:
{self._roles()}
  Member   {url}{reverse("pages:mine")}
           {ROBIN[1]:<30}looks after the pages of {HOME}, same password
  Mails    {mails}
           and as files in .data/mail/

  Ctrl-C stops everything.
"""

    def _roles(self) -> str:
        people = ((preparation.email_of(role), role.name) for role in roles.ROLES)
        return "\n".join(f"           {email:<30}{name}" for email, name in people)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
