"""Two members of staff send the same letter to the same people."""

from collections import Counter

import pytest

from foundation.base.models import Mail
from members.care import services
from members.care.models import LetterCopy
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.care import make_letter
from tests.factories.members import make_organization, make_representative

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]
TIMES = 6


def test_many_clicks_send_a_letter_once():
    letter, ada = make_letter(), make_representative(make_organization())

    def send():
        services.send(letter=letter, representative=ada, at=KEYNOTE_WEEK)
        return "went"

    found = Counter(at_once([send] * TIMES, workers=TIMES))

    assert found == {"went": 1, "sent": TIMES - 1}
    assert (LetterCopy.objects.count(), Mail.objects.count()) == (1, 1)
