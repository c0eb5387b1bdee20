"""Every mail about dues as staff look at it before they change its words."""

import pytest

from foundation.base import mail, mailkinds
from foundation.base.models import Mail
from tests.factories.dues import make_member

pytestmark = pytest.mark.django_db

KINDS = [kind for kind in mailkinds.declared() if kind.name.startswith("dues_")]


def test_every_mail_can_be_looked_at_without_anything_being_written(at):
    make_member()
    written = Mail.objects.count()

    for kind in KINDS:
        said = mail.render(kind.sample("", ""))
        assert said.subject
        assert "{" not in said.subject + said.text

    assert len(KINDS) == 10
    assert Mail.objects.count() == written
