"""Lists of the admin as of a day, and what is exported of them."""

from datetime import date

import pytest

from members.changes import services
from members.changes.services import When
from members.models import Membership, Organization, Representative
from tests.admin import enter, url
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_membership, make_organization, make_representative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MAY = {"as_of": "2022-05-31"}


@pytest.fixture
def staff(client):
    return enter(client)


def rows(page):
    return [str(row) for row in page.context["cl"].result_list]


def exported(staff, model, asked):
    file = staff.get(url(model, "export", "csv"), asked)
    return b"".join(file).decode("utf-8-sig").splitlines()


def test_memberships_are_listed_and_exported_as_of_a_day(staff):
    acme = make_organization("Acme")
    make_membership(acme, "Silver", date(2021, 1, 1), date(2022, 6, 7))
    make_membership(acme, "Gold", date(2022, 6, 7))

    page = staff.get(url(Membership, "changelist"), MAY | {"q": "acme"})

    assert rows(page) == ["Acme: Silver"]
    assert 'name="as_of" value="2022-05-31"' in page.text
    assert '<input type="hidden" name="q" value="acme">' in page.text
    assert len(exported(staff, Membership, MAY)) == 2
    assert len(exported(staff, Membership, {})) == 3


def test_representatives_are_those_of_the_day(staff):
    acme = make_organization("Acme")
    make_representative(acme, name="Ada", until=date(2022, 6, 1))
    make_representative(acme, name="Grace", email="grace@example.org", since=date(2022, 6, 2))

    assert rows(staff.get(url(Representative, "changelist"), MAY)) == ["Ada, Primary"]
    assert "Ada" in exported(staff, Representative, MAY)[1]


def test_organisations_have_the_tier_and_the_name_of_the_day(staff):
    acme = make_membership("Acme", "Silver", date(2021, 1, 1), date(2022, 6, 7)).organization
    make_membership(acme, "Gold", date(2022, 6, 7))
    when = When(on=date(2022, 7, 1))
    services.rename(
        organization=acme, name="Zeta", slug="acme", at=KEYNOTE_WEEK, by=None, when=when
    )

    for asked, tier, called in ((MAY, "Silver", "Acme"), ({}, "Gold", "Zeta")):
        head, line = exported(staff, Organization, asked)
        told = dict(zip(head.split(","), line.split(","), strict=True))
        assert (told["Name"], told["Tier"], told["Called then"]) == ("Zeta", tier, called)
    assert told["As of"] == "2022-10-10"
    assert rows(staff.get(url(Organization, "changelist"), MAY | {"tier": "silver"})) == ["Zeta"]


@pytest.mark.parametrize("day", ["2022-13-01", "2999-01-01", "x", "a\0b"])
@pytest.mark.parametrize("model", [Membership, Representative, Organization])
def test_a_day_that_is_none_is_refused(staff, model, day):
    page = staff.get(url(model, "changelist"), {"as_of": day})

    assert page.status_code in {302, 422}
