"""Two do it at once, each with a connection of their own."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from foundation.base.models import Mail
from foundation.billing.models import Invoice
from members.applications.models import Application, Decision, Question, State
from members.applications.services import cleaning, deciding, filling, reviewing
from members.models import Membership, Organization
from members.representation.models import Invitation
from tests.conftest import KEYNOTE_WEEK as AT
from tests.events.registration.test_races import at_once
from tests.factories.applications import (
    make_asked,
    make_draft,
    make_filled,
    make_offered,
    make_published,
    make_reviewed,
    make_ruling,
    make_sent,
)
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]
TIMES = 4
LATER = AT + timedelta(days=3)


def state_after(call, **arguments):
    """The state of what `call` returns."""
    return lambda: call(**arguments).state


def test_two_of_the_staff_approve_once(run_queue):
    make_foundation()
    row = make_published("Gold")
    approve = state_after(
        deciding.approve, application=row, ruling=make_ruling(LATER), by=None, at=LATER
    )

    found = Counter(at_once([approve] * TIMES, workers=TIMES))

    assert found == {State.APPROVED: 1, "not_now": TIMES - 1}
    assert Organization.objects.count() == Membership.objects.count() == 1
    assert (Decision.objects.count(), Invoice.objects.count()) == (1, 1)
    assert Invitation.objects.count() == 3


def test_one_approves_while_the_other_declines_and_the_applicant_withdraws():
    make_foundation()
    row = make_reviewed("Silver")
    decide = {"application": row, "ruling": make_ruling(AT), "by": None, "at": AT}

    found = at_once(
        [
            state_after(deciding.approve, **decide),
            state_after(deciding.decline, **decide),
            state_after(filling.withdraw, application=row, at=AT),
        ],
        workers=3,
    )

    row.refresh_from_db()
    assert [one for one in found if one == row.state] == [row.state]
    assert set(found) - {row.state} <= {"not_now", "sent"}
    assert Membership.objects.count() == (row.state == State.APPROVED)
    assert Decision.objects.count() == (row.state != State.WITHDRAWN)


def test_without_the_lock_the_second_approval_runs_into_the_rules(monkeypatch):
    """Shows that the tests above can fail: decide on what was read before the other decided."""
    make_foundation()
    row = make_reviewed("Silver")
    stale = Application.objects.select_related("tier").get(pk=row.pk)
    decide = {"application": row, "ruling": make_ruling(AT), "by": None, "at": AT}
    deciding.approve(**decide)
    monkeypatch.setattr(deciding, "locked", lambda _row: stale)

    with pytest.raises(IntegrityError, match="no decision follows an approval"):
        deciding.approve(**decide)


def test_two_clicks_begin_one_and_send_one():
    make_foundation()
    tier = make_offered()
    begun = at_once(
        [lambda: filling.begin(token="x", tier=tier, applicant="A", email="a@x.org", at=AT).pk]
        * TIMES,
        workers=TIMES,
    )
    assert len(set(begun)) == 1

    row = make_filled()
    send = state_after(filling.submit, application=row, dues=Decimal(150000), at=AT)
    assert set(at_once([send] * TIMES, workers=TIMES)) == {State.SUBMITTED}
    assert Mail.objects.filter(key__contains=f"application:{row.pk}:submitted").count() == 1


def test_colleagues_who_apply_at_once_make_one_open_application():
    make_foundation()
    rows = [make_filled(name="Fjordcloud"), make_filled(name="FJORDCLOUD")]

    jobs = [
        state_after(filling.submit, application=row, dues=Decimal(150000), at=AT) for row in rows
    ]
    found = Counter(at_once(jobs, workers=2))

    assert found == {State.SUBMITTED: 1, "applied_already": 1}


def test_two_questions_and_two_answers_are_one_each():
    make_foundation()
    row = make_reviewed()
    ask = lambda: reviewing.ask(application=row, text="Why?", by=None, at=AT).text  # noqa: E731
    assert Counter(at_once([ask] * TIMES, workers=TIMES)) == {"Why?": 1, "not_now": TIMES - 1}

    answer = lambda: reviewing.answer(application=row, text="So.", at=AT).answer  # noqa: E731
    assert Counter(at_once([answer] * TIMES, workers=TIMES)) == {"So.": 1, "not_now": TIMES - 1}
    assert Question.objects.count() == 1


def test_staff_publish_while_the_applicant_withdraws():
    make_foundation()
    row = make_reviewed("Gold")
    found = at_once(
        [
            state_after(reviewing.publish, application=row, at=AT),
            state_after(filling.withdraw, application=row, at=AT),
        ],
        workers=2,
    )

    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    assert set(found) <= {State.PUBLISHED, State.WITHDRAWN, "not_now"}


def test_a_draft_is_sent_or_erased():
    make_foundation()
    row = make_filled()

    found = at_once(
        [
            state_after(filling.submit, application=row, dues=Decimal(150000), at=AT),
            lambda: filling.erase(application=row),
        ],
        workers=2,
    )

    sent = Application.objects.filter(state=State.SUBMITTED).count()
    assert (State.SUBMITTED in found, "gone" in found) == (bool(sent), not sent)


def test_two_workers_remind_once_and_erase_once():
    make_foundation()
    make_draft()
    make_asked()
    idle = AT + timedelta(days=15)
    assert sum(at_once([lambda: cleaning.remind(idle)] * 2, workers=2)) == 1
    old = AT + timedelta(days=70)
    assert sum(at_once([lambda: cleaning.erase_idle(old)] * 2, workers=2)) == 1
    assert Application.objects.get().state == State.ASKED


def test_the_last_place_of_a_tier_is_given_once():
    make_foundation()
    make_offered("Silver", cap=1)
    rows = [make_sent("Silver", name=name) for name in ("Fjordcloud", "Nordsky")]
    for row in rows:
        reviewing.take_up(application=row, by=None, at=AT)
    jobs = [
        state_after(deciding.approve, application=row, ruling=make_ruling(AT), by=None, at=AT)
        for row in rows
    ]

    assert Counter(at_once(jobs, workers=2)) == {State.APPROVED: 1, "full": 1}
    assert Organization.objects.count() == 1
