"""Drafts nobody goes on with: reminded of once, erased later, never before they were told."""

from datetime import timedelta

import pytest

from foundation.base.models import Mail
from members.applications.models import Application, Rules
from members.applications.services import cleaning, filling
from members.applications.steps import BY_SLUG
from tests.factories.applications import ORGANIZATION, make_draft, make_sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def days(number):
    return timedelta(days=number)


def test_a_draft_is_reminded_of_once_when_its_day_is_reached(at):
    make_draft()
    assert cleaning.remind(at + days(13)) == 0
    assert cleaning.remind(at + days(20)) == 1
    assert cleaning.remind(at + days(21)) == 0
    mail = Mail.objects.get(kind="application_reminder")
    assert "15 December 2022" in mail.text  # 46 days after the reminder


def test_what_was_touched_or_sent_is_left_alone(at):
    row = make_draft()
    make_sent(name="Sent")
    filling.save(
        application=row, step=BY_SLUG["organization"], answers=ORGANIZATION, at=at + days(10)
    )
    assert cleaning.remind(at + days(20)) == 0
    assert cleaning.erase_idle(at + days(400)) == 0
    assert Application.objects.count() == 2


def test_a_draft_is_erased_only_some_time_after_the_reminder(at):
    Rules.objects.create(pk=1, remind_days=10, erase_days=30)
    make_draft()
    # The worker was away: the reminder comes late, and the erasing waits for it.
    assert cleaning.remind(at + days(40)) == 1
    assert cleaning.erase_idle(at + days(41)) == 0
    assert cleaning.erase_idle(at + days(60)) == 1
    assert not Application.objects.exists()
    assert not Mail.objects.exists()
