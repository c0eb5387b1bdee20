"""Two people at once, on real connections."""

import pytest
from django.db import IntegrityError

from events.registration.questions import queries, services
from events.registration.questions.models import Answer, Kind, Question
from foundation.base import clock
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.orders import make_free, make_sale
from tests.factories.questions import make_question

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_tabs_leave_one_answer_and_a_circle_cannot_be_closed_from_both_ends():
    with clock.seen_from(KEYNOTE_WEEK):
        sale = make_sale(price=0)
        one, two = (make_question(event=sale.event, kind=Kind.YES_NO) for _n in range(2))
        order = make_free(ticket_type=sale)

    def answer(value):
        paper = queries.paper_of(order)
        given = {1: {one.pk: [value]}}
        services.answer(order=order, paper=paper, given=given, at=KEYNOTE_WEEK)
        return "kept"

    def hang(row, on):
        try:
            Question.objects.filter(pk=row.pk).update(depends_on=on, shown_value="yes")
        except IntegrityError:
            return "refused"
        return "hung"

    jobs = [lambda value=value: answer(value) for value in ["yes", "no"] * 4]
    assert at_once(jobs, workers=8) == ["kept"] * 8
    assert Answer.objects.count() == 1
    Answer.objects.all().delete()

    ends = [lambda: hang(one, two), lambda: hang(two, one)]
    assert sorted(at_once(ends, workers=2)) == ["hung", "refused"]
