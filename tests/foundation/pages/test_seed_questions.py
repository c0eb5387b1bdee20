"""The questions of the demo."""

import pytest

from events.registration.questions.models import Question
from foundation.pages.seed import events, questions

pytestmark = pytest.mark.django_db


def test_seeding_twice_changes_nothing_that_staff_changed():
    events.seed()
    questions.seed()
    Question.objects.filter(text="Is this your first Summit?").update(is_active=False)

    questions.seed()

    assert Question.objects.count() == 7
    assert not Question.objects.get(text="Is this your first Summit?").is_active
    topic = Question.objects.get(kind="long")
    assert (topic.depends_on.text, topic.shown_value) == (questions.FORUM, "yes")
