"""Two workers at one mailing: everybody is written to once, and it is started once."""

import pytest

from events.mailings import services, tasks
from events.mailings.models import Recipient, RecipientState, State
from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from tests.conftest import KEYNOTE_WEEK
from tests.events.mailings.test_sending import crowd
from tests.events.registration.test_races import at_once
from tests.factories.mailings import make_mailing
from tests.factories.orders import make_sale

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_and_two_starters_write_everybody_once(monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 4)
    with clock.seen_from(KEYNOTE_WEEK):
        kind = make_sale(price=0, size=100)
        crowd(kind, 24)
        mailing = make_mailing(event=kind.event)
        services.test(mailing=mailing, to="staff@example.org", at=KEYNOTE_WEEK)

    def begin():
        try:
            return services.start(mailing=mailing, at=KEYNOTE_WEEK)
        except RuleError as refusal:
            return refusal.code

    assert sorted(at_once([begin] * 4, workers=4), key=str) == [24, "started", "started", "started"]
    done = at_once([lambda: tasks.send_batch.func(mailing.pk)] * 8, workers=4)

    mailing.refresh_from_db()
    assert sum(done) == 24
    assert mailing.state == State.SENT
    assert Recipient.objects.filter(state=RecipientState.WRITTEN).count() == 24
    written = Mail.objects.filter(key__startswith=f"mailing:{mailing.pk}:", kind="mailing")
    assert written.exclude(key__contains=":test:").count() == 24
