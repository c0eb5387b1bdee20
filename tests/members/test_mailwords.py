"""Mails of applications, representation and profiles as staff look at them and change their words."""

import pytest

from foundation.base import mail, mailkinds
from foundation.base.models import Mail, MailText
from tests.factories.applications import make_reviewed
from tests.factories.members import make_organization
from tests.factories.profiles import make_draft
from tests.factories.representation import make_invitation, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
ROOMS = ("application_", "representative_", "profile_")
KINDS = [kind for kind in mailkinds.declared() if kind.name.startswith(ROOMS)]


@pytest.fixture
def rows():
    make_reviewed()
    make_invitation(by=make_person("bob@example.org"))
    return make_draft(make_organization("Other"), by=make_person("ada@example.org"))


def test_every_mail_can_be_looked_at_without_anything_being_written(rows):
    written = Mail.objects.count()

    for kind in KINDS:
        said = mail.render(kind.sample("", ""))
        assert said.subject
        assert "{" not in said.subject + said.text
        assert "<h1" in said.html
        assert kind.sample("", "nobody") is None

    assert len(KINDS) == 16
    assert Mail.objects.count() == written


def test_the_words_of_the_staff_are_what_is_sent():
    MailText.objects.create(
        kind="representative_invitation", subject="Speak for {organization}", body="Dear {name}!"
    )

    make_invitation()

    said = Mail.objects.get(kind="representative_invitation")
    assert said.subject == "Speak for Acme"
    assert said.text.startswith("Dear Ada Lovelace!")
    assert "/members/invitations/" in said.text
