"""The members of October 2022, seeded for the first time beside what staff have written."""

import pytest

from foundation.pages.seed import members
from members.models import Organization
from tests.factories.members import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_an_organisation_that_is_there_already_stays_as_it_is():
    make_organization("Huawei", city="Shenzhen")

    members.seed()

    assert Organization.objects.get(slug="huawei").city == "Shenzhen"
