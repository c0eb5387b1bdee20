"""Staff approve while a maintainer takes the draft back: one of them wins, and the page agrees."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members.accounts.models import User
from projects.maintaining import services
from projects.maintaining.models import PageDraft
from projects.models import Project
from tests.conftest import KEYNOTE_WEEK
from tests.factories.maintaining import make_draft

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    gate = threading.Barrier(len(jobs))

    def run(job):
        gate.wait(timeout=60)
        try:
            job()
        except RuleError as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_approving_and_taking_back_at_once_leaves_one_truth():
    staff = User.objects.create_superuser("staff@example.org")
    for number in range(8):
        draft = make_draft(tagline=f"Purpose {number}")
        given = {"draft": draft, "version": 1, "at": KEYNOTE_WEEK, "by": staff}

        results = at_once(
            lambda given=given: services.approve(**given),
            lambda draft=draft: services.withdraw(draft=draft),
        )

        assert sorted(results) == ["done", "not_now"]
        is_approved = PageDraft.objects.get(pk=draft.pk).state == DraftState.APPROVED
        shown = Project.objects.get(pk=draft.project_id).tagline == f"Purpose {number}"
        assert is_approved is shown is (results[0] == "done")


def test_two_of_the_staff_who_approve_at_once_approve_once():
    staff = User.objects.create_superuser("staff@example.org")
    given = {"draft": make_draft(), "version": 1, "at": KEYNOTE_WEEK, "by": staff}

    results = at_once(*[lambda: services.approve(**given)] * 3)

    assert sorted(results) == ["done", "not_now", "not_now"]
