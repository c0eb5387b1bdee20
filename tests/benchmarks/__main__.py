"""`make bench`: what a page and a purchase cost in processor time, beside a bare Django view.

Each line is `name value unit floor ratio`. The floor is a view with one query and no middleware,
measured in the same run, so that the ratio means the same on a slow machine as on a fast one.
"""

import os
import time
from statistics import median

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from django.test.utils import override_settings, setup_test_environment

from tests import databases
from tests.benchmarks import purchase

ROUNDS = 7
PAGES = {
    "directory": "/members/",
    "landing": "/events/vancouver-2023/",
    "project": "/projects/openstack/",
}


def cpu(work, *, times):
    """Milliseconds of processor time of one call of `work`: the median of some rounds."""
    work()
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(times):
            work()
        spent.append((time.process_time() - began) / times * 1000)
    return median(spent)


def visit(path):
    """A function that asks for `path` as the web server does, and reads the whole answer."""
    application = get_wsgi_application()
    factory = RequestFactory()

    def ask():
        said = []
        # RequestFactory writes an ordinary WSGI environment.
        environ = factory.get(path, headers={"accept-encoding": "gzip"}).environ
        answer = application(environ, lambda status, headers: said.append(status))
        for _ in answer:
            pass
        answer.close()
        assert said == ["200 OK"], (path, said)

    return ask


def line(name, value, floor):
    print(f"{name} {value:.2f} ms {floor:.2f} {value / floor:.1f}")


def main():
    with databases.copy("bench", seeded=True):
        with override_settings(MIDDLEWARE=[], ROOT_URLCONF="tests.benchmarks.bare"):
            floor = cpu(visit("/bare/"), times=200)
        line("bare", floor, floor)
        for name, path in PAGES.items():
            line(name, cpu(visit(path), times=20), floor)
        # The steps read the forms they were given, as the tests do.
        setup_test_environment()
        line("purchase", cpu(purchase.buy, times=3), floor)


if __name__ == "__main__":
    main()
