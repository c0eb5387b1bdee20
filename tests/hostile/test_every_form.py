"""Every page and form that links lead to, asked what it does not expect. By name: `make hostile`."""

import os
import time

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from foundation.base import clock
from members.accounts.models import User
from tests.foundation.pages.test_admin_addresses import NOON, world
from tests.hostile.visitor import Visitor

__all__ = ["world"]  # the fixture

pytestmark = [
    pytest.mark.django_db,
    # A filter of the admin takes a time without a zone for one of the site's.
    pytest.mark.filterwarnings("ignore:.*received a naive datetime"),
]

SECONDS = float(os.environ.get("HOSTILE_SECONDS", "120"))
SEED = os.environ.get("HOSTILE_SEED", "1")
DOORS = ("/", "/me/", "/search/?q=open", "/members/", "/projects/", "/events/", "/news/")


def secret_links():
    """Pages that only a link in a mail leads to, and all others of single rows."""
    for model in apps.get_models():
        if hasattr(model, "get_absolute_url"):
            yield from (row.get_absolute_url() for row in model._default_manager.order_by("pk")[:3])


def lists():
    for model in admin.site._registry:
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("email", ["", "robin@example.org", "staff@example.org"])
def test_nothing_that_is_sent_is_too_much(world, email):
    person = User.objects.filter(email=email).first()
    is_staff = person is not None and person.is_staff
    end = time.monotonic() + SECONDS
    with clock.seen_from(NOON):
        visitor = Visitor(person, [*DOORS, *(lists() if is_staff else secret_links())], SEED)
        faults = visitor.walk(lambda: time.monotonic() > end)

    kinds = len(visitor.kinds)
    print(f"{email or 'nobody'}: {kinds} kinds of pages, {dict(visitor.answers)}")  # noqa: T201
    assert faults == {}
