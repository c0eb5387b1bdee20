"""Mails about letters and applications as staff look at them and change their words."""

import pytest

from events.letters.services import visa
from foundation.base import mail, mailkinds
from foundation.base.models import Mail, MailText
from tests.factories.events import make_event
from tests.factories.letters import (
    ADA,
    make_application,
    make_draft,
    make_issued,
    make_letter,
    make_ticket,
)

pytestmark = pytest.mark.django_db
ROOMS = ("visa_letter_", "travel_")
KINDS = [kind for kind in mailkinds.declared() if kind.name.startswith(ROOMS)]


def test_every_mail_can_be_looked_at_without_the_passport_or_anything_being_written(at):
    event = make_event()
    letter = make_issued(ticket=make_ticket(event=event))
    make_application(event=event)
    written = Mail.objects.count()

    for kind in KINDS:
        scope = f"event:{event.pk}"
        draft = kind.sample(scope, "")
        said = mail.render(draft)
        assert event.name in said.subject
        assert "{" not in said.subject + said.text
        assert "<h1" in said.html
        assert ADA["passport"] not in said.text + said.html
        assert not draft.attachments
        assert kind.sample("event:0", "") is None
        assert kind.sample(scope, "nobody") is None

    assert len(KINDS) == 12
    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("issued", "")
    assert Mail.objects.count() == written


def test_a_letter_that_nobody_has_issued_is_looked_at_as_if(at):
    letter = make_letter()

    said = mail.render(mailkinds.find("visa_letter_revoked").sample("", f"{letter.ticket}"))

    assert "visa letter PREVIEW is revoked" in said.subject
    assert "The reason that you give." in said.text


def test_the_words_of_the_staff_are_what_is_sent(at, run_queue):
    letter = make_letter()
    scope = f"event:{letter.ticket.order.event_id}"
    said = {"subject": "No letter, {name}", "body": "Dear {name}!"}
    MailText.objects.create(kind="visa_letter_refused", scope=scope, **said)

    visa.refuse(letter=letter, reason="The number is cut off.", at=at)
    run_queue()

    sent = Mail.objects.get(kind="visa_letter_refused")
    assert sent.subject == "No letter, Ada Lovelace"
    assert sent.text.startswith("Dear Ada Lovelace!")
    assert "The number is cut off." in sent.text


def test_a_name_that_a_stranger_typed_is_not_mailed_to_whom_they_chose(at, run_queue):
    row = make_draft(email="victim@example.org")
    row.name = "Buy now at shop.example"
    row.save()

    run_queue()

    sent = Mail.objects.get(kind="travel_link")
    assert row.name not in sent.subject + sent.text + sent.html
    assert "name" not in mailkinds.find("travel_link").places
