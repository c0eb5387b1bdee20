"""Starting in production: it takes what it is told, and says in a sentence what it was not."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from foundation.base import postgres
from foundation.base.configuration import card_provider
from tests.databases import TOP

# Started as an operator would, with nothing of this process's environment.
PRODUCTION = {
    "FOUNDATION_ENV": "production",
    "SECRET_KEY": "a-long-and-random-word-that-only-this-test-knows-0123456789",
    "SITE_URL": "https://foundation.example",
    "ALLOWED_HOSTS": "foundation.example",
}
STARTS = {
    "command line": ["manage.py", "check"],
    "web server": ["-c", "import foundation.wsgi"],
}


def database_url():
    """The embedded server as a server that is named: a socket goes into the query."""
    found = postgres.connection()
    return f"postgres://{found['USER']}@/postgres?host={found['HOST']}"


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=TOP,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("missing", ["DATABASE_URL", "SECRET_KEY", "SITE_URL"])
def test_refuses_to_start_without_it_in_one_sentence(start, missing):
    environment = PRODUCTION | {"DATABASE_URL": "postgres://user@127.0.0.1/nowhere"}
    del environment[missing]

    refused = run(*STARTS[start], **environment)

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"{missing} is not set: ")
    assert refused.stderr.count("\n") == 1


def test_passes_every_check_of_a_deployment():
    checked = run(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING",
        **PRODUCTION, DATABASE_URL=database_url(),
    )  # fmt: skip

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(("key", "secret"), [("sk_test_1", ""), ("", "whsec_1")])
def test_half_of_stripe_is_refused(key, secret):
    with pytest.raises(ImproperlyConfigured, match="is not set: Stripe needs both"):
        card_provider(key, secret, local=True)


def test_with_stripe_it_takes_cards_and_its_forms_may_lead_there():
    asked = run(
        "manage.py", "shell", "--verbosity=0", "-c",
        "from payments.core import provider_factory as p; from django.conf import settings as s;"
        "print(type(p('card')).__name__, s.SECURE_CSP['form-action'])",
        **PRODUCTION, DATABASE_URL=database_url(),
        STRIPE_SECRET_KEY="sk_test_1", STRIPE_WEBHOOK_SECRET="whsec_1",
    )  # fmt: skip

    assert asked.stdout.startswith("StripeCards "), asked.stderr
    assert "https://checkout.stripe.com" in asked.stdout


def test_works_on_the_server_that_is_named():
    asked = run(
        "manage.py", "shell", "--verbosity=0", "-c",
        "from django.db import connection as c; c.ensure_connection(); print(c.connection.dsn)",
        **PRODUCTION, DATABASE_URL=database_url(),
    )  # fmt: skip

    assert "dbname=postgres" in asked.stdout, asked.stderr


def test_the_demo_is_refused_in_production():
    refused = run("manage.py", "demo", **PRODUCTION, DATABASE_URL=database_url())

    assert refused.returncode == 1
    assert refused.stderr == "The demo has its own environment: start it with `make demo`.\n"


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"FOUNDATION_ENV": "demo"}, True),
        ({"FOUNDATION_ENV": "test"}, True),
        ({"FOUNDATION_ENV": "development"}, True),
        ({"FOUNDATION_ENV": "demo", "DATABASE_URL": "postgres://host/name"}, False),
        ({"FOUNDATION_ENV": "production"}, False),
        ({}, False),
    ],
)
def test_the_embedded_server_starts_only_where_no_server_is_named(monkeypatch, environment, wanted):
    for name in ("FOUNDATION_ENV", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert postgres.wanted() is wanted
