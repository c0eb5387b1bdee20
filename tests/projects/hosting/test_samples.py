"""Staff look at the mails about pilots before they change their words."""

import pytest

from foundation.base import mail, mailkinds
from foundation.base.models import Mail
from projects.hosting import mailwords, services
from tests.factories.funding import make_foundation
from tests.factories.hosting import LATER, at_public, make_comment, make_ruling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
KINDS = [*mailwords.KINDS, "hosting_staff"]


def shown(kind, about):
    draft = mailkinds.find(kind).sample("", about)
    return draft and mail.render(draft)


@pytest.fixture
def reviewed():
    """A pilot with a review in public, a comment, and a decision about its licence."""
    make_foundation()
    review = at_public()
    make_comment(review)
    review.project.licence = "MIT"
    review.project.save()
    services.rule_on_licence(project=review.project, ruling=make_ruling(), by=None, at=LATER)
    return review


@pytest.mark.parametrize("kind", KINDS)
def test_every_mail_has_a_sample_that_names_the_project_and_writes_nothing(reviewed, kind):
    before = Mail.objects.count()

    sample = shown(kind, reviewed.project.slug)

    assert reviewed.project.name in sample.subject + sample.text
    assert "{" not in sample.subject
    assert Mail.objects.count() == before


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_no_sample_about_what_is_not_there(reviewed, kind):
    assert shown(kind, "no-such-project") is None
