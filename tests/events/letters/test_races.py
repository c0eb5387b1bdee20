"""Two do it at once, each with a connection of their own."""

from collections import Counter

import pytest
from django.db import IntegrityError

from events.letters.models import LetterState, TravelApplication, VisaLetter
from events.letters.services import travel, visa
from events.letters.services.travel import Grant
from events.registration.models import Code
from foundation.base.models import Mail
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.letters import (
    ADA,
    make_application,
    make_letter,
    make_support,
    make_ticket,
)
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]
TIMES = 6


def test_two_of_the_staff_issue_one_letter_under_one_number(run_queue):
    make_foundation()
    letter, other = make_letter(), make_letter()

    def issue():
        return visa.issue(letter=letter, at=KEYNOTE_WEEK).number

    found = Counter(at_once([issue] * TIMES, workers=TIMES))
    run_queue()

    assert found == {"VL-2022-00001": 1, "not_now": TIMES - 1}
    assert Mail.objects.filter(kind="visa_letter_issued").count() == 1
    assert visa.issue(letter=other, at=KEYNOTE_WEEK).number == "VL-2022-00002"


def test_letters_issued_at_once_have_numbers_without_holes():
    make_foundation()
    letters = [make_letter() for _ in range(TIMES)]
    jobs = [lambda row=row: visa.issue(letter=row, at=KEYNOTE_WEEK).number for row in letters]

    found = at_once(jobs, workers=TIMES)

    assert sorted(found) == [f"VL-2022-{number:05}" for number in range(1, TIMES + 1)]


def test_two_clicks_ask_for_one_letter():
    ticket = make_ticket()

    def ask():
        return visa.request(ticket=ticket, details=ADA, at=KEYNOTE_WEEK).pk

    assert len(set(at_once([ask] * TIMES, workers=TIMES))) == 1
    assert VisaLetter.objects.count() == 1


def test_without_the_lock_the_second_click_runs_into_the_rule(monkeypatch):
    """Shows that the test above can fail: look, then write, without locking the ticket."""
    ticket = make_ticket()
    queryset = type(VisaLetter.objects.none())
    monkeypatch.setattr(queryset, "first", lambda self: None)

    visa.request(ticket=ticket, details=ADA, at=KEYNOTE_WEEK)
    with pytest.raises(IntegrityError, match="one_live_per_holder"):
        visa.request(ticket=ticket, details=ADA, at=KEYNOTE_WEEK)


def test_issued_and_refused_at_once_is_one_of_them():
    make_foundation()
    letter = make_letter()

    found = Counter(
        at_once(
            [
                lambda: visa.issue(letter=letter, at=KEYNOTE_WEEK).state,
                lambda: visa.refuse(letter=letter, reason="No.", at=KEYNOTE_WEEK).state,
            ],
            workers=2,
        )
    )

    letter.refresh_from_db()
    assert found == {letter.state: 1, "not_now": 1}
    assert letter.state in {LetterState.ISSUED, LetterState.REFUSED}


def test_a_grant_is_accepted_once_and_a_begun_application_is_one():
    make_foundation()
    event = make_support().event

    def begin():
        return travel.begin(event=event, name="Lin", email="lin@x.org", at=KEYNOTE_WEEK).pk

    assert len(set(at_once([begin] * TIMES, workers=TIMES))) == 1
    row = make_application(event=event)
    until = KEYNOTE_WEEK.replace(month=11)
    what = Grant(flight=row.flight, nights=row.nights, ticket=True)
    travel.grant(application=row, what=what, until=until, at=KEYNOTE_WEEK)

    def accept():
        return travel.answer(application=row, accepts=True, at=KEYNOTE_WEEK).state

    assert set(at_once([accept] * TIMES, workers=TIMES)) == {"accepted"}
    assert Code.objects.count() == 1
    assert TravelApplication.objects.filter(code__isnull=False).count() == 1
