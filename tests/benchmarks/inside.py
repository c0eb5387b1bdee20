"""The buyers' browser without a network: it asks the application in this process."""

import zlib
from contextlib import ExitStack, contextmanager
from time import process_time
from unittest.mock import patch
from urllib.parse import urlencode

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.models import Model, QuerySet
from django.forms import BoundField
from django.forms.renderers import BaseRenderer
from django.template.backends.django import Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from events.landing import shelf
from foundation.base.prepared import Prepared
from tests.benchmarks import buyers


class Inside:
    """Asks as `wire.Browser` does."""

    def __init__(self):
        self.application = get_wsgi_application()
        self.factory = RequestFactory()
        self.requests = 0
        self.forget()

    def forget(self):
        self.cookies = {}

    def get(self, path):
        return self._ask("GET", path, "")

    def post(self, path, sent):
        return self._ask("POST", path, urlencode(sent))

    def glance(self, path):
        return self.get(path)[0]

    def _ask(self, method, path, body):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"accept-encoding": "gzip", "cookie": cookies}
        sort = "application/x-www-form-urlencoded"
        # RequestFactory writes an ordinary WSGI environment.
        request = self.factory.generic(method, path, body, content_type=sort, headers=headers)
        said = []
        answer = self.application(request.environ, lambda *words: said.append(words))
        page = b"".join(answer)
        answer.close()
        self.requests += 1
        status, head = said[0]
        for name, value in head:
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        named = {name.lower(): value for name, value in head}
        if named.get("content-encoding") == "gzip":
            page = zlib.decompress(page, wbits=31)
        return int(status[:3]), named.get("location", ""), page


def prepare(job, path, **options):
    """The browser and the act of a load process, in this one."""
    with patch.object(buyers, "Browser", lambda _port: Inside()):
        return buyers.JOBS[job](0, path, "inside", **options)


def statements(job, path, **options):
    """What one act says to the database, transactions included, and how many requests it takes."""
    browser, once = prepare(job, path, **options)
    once()
    before = browser.requests
    with CaptureQueriesContext(connection) as captured:
        once()
    return [row["sql"] for row in captured.captured_queries], browser.requests - before


def anew(path, times=20):
    """Milliseconds of processor time of this process for an event's page that no shelf knows."""
    _browser, once = prepare("read", path, fresh=True)
    once()
    spent = 0.0
    for _ in range(times):
        shelf.forget()
        began = process_time()
        once()
        spent += process_time() - began
    return spent / times * 1000


@contextmanager
def _timed(spent, name, owner, method):
    """Count the time spent in a method, without what counts itself within."""
    plain = getattr(owner, method)

    def timed(*args, **kwargs):
        began, inner = process_time(), spent["inner"]
        spent["inner"] = 0.0
        try:
            return plain(*args, **kwargs)
        finally:
            took = process_time() - began
            spent[name] = spent.get(name, 0.0) + took - spent["inner"]
            spent["inner"] = inner + took

    with patch.object(owner, method, timed):
        yield


def breakdown(job, path, times, **options):
    """Milliseconds of processor time of this process for one act, by where they go.

    `driver` sends statements and takes their rows in, `orm` writes them and makes objects of the
    rows; the rest is Python of views, services and middleware, and QuerySets being put together.
    """
    _browser, once = prepare(job, path, **options)
    once()
    spent = {"inner": 0.0}

    def execute(run, *args):
        began = process_time()
        try:
            return run(*args)
        finally:
            took = process_time() - began
            spent["driver"] = spent.get("driver", 0.0) + took
            spent["inner"] += took

    parts = [
        ("orm", QuerySet, "_fetch_all"),
        ("orm", QuerySet, "bulk_create"),
        ("orm", QuerySet, "update"),
        ("orm", Model, "save_base"),
        ("orm", Prepared, "__call__"),
        ("forms", BaseRenderer, "render"),
        ("forms", BoundField, "as_widget"),
        ("templates", Template, "render"),
    ]
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(execute))
        for part in parts:
            stack.enter_context(_timed(spent, *part))
        began = process_time()
        for _ in range(times):
            once()
        total = process_time() - began
    spent.pop("inner")
    spent["rest"] = total - sum(spent.values())
    return {name: seconds / times * 1000 for name, seconds in spent.items()}
