"""Which organisations may be one, and why."""

import pytest

from members.changes import duplicates, services
from tests.factories.members import (
    make_mail_domain,
    make_name,
    make_organization,
    make_representative,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def found():
    return [(pair.one.name, pair.other.name) for pair in duplicates.candidates()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Canonical", "Canonical Ltd."),
        ("Red Hat, Inc.", "RED HAT"),
        ("Telefónica S.A.", "Telefonica"),
        ("Ericsson", "Ericson Technologies Co., Ltd."),
        ("Battelle LLC", "UT-Battelle, LLC"),
        ("Deutsche Telekom", "Deutsche Telekom (T-Systems)"),
    ],
)
def test_names_that_say_the_same_are_found(one, other):
    make_organization(one, slug="one")
    make_organization(other, slug="other")
    make_organization("Something else")

    assert found() == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dell", "DEK Technologies"), ("Institute for Clouds", "SAS Institute Inc."), ("!", "?")],
)
def test_others_are_not(one, other):
    make_organization(one, slug="one")
    make_organization(other, slug="other")

    assert found() == []


def test_other_names_sites_and_mail_speak_for_it_too():
    one = make_organization("Alpha", website="https://www.alpha.cloud/en?x=1")
    make_name("Omega", organization=one)
    make_organization("Omega GmbH")
    make_organization("Site", website="http://ALPHA.cloud:8080")
    make_mail_domain(make_organization("Domain"), "alpha.cloud")
    make_representative(make_organization("Person"), email="a@alpha.cloud")
    make_representative(make_organization("Anybody"), email="a@gmail.com")

    reasons = {(pair.one.name, pair.other.name): pair.reasons for pair in duplicates.candidates()}
    assert reasons["Alpha", "Site"] == ["the same website"]
    assert reasons["Alpha", "Domain"] == ["the same mail domain"]
    assert ("Alpha", "Omega GmbH") in reasons
    assert ("Domain", "Person") in reasons
    assert not any("Anybody" in pair for pair in reasons)


@pytest.mark.parametrize(
    "host",
    [
        *("gmail.com", "qq.com", "t-online.de", "github.com"),
        *("example.org", "mail.example.com", "acme.example", "acme.test", "localhost"),
    ],
)
def test_a_host_that_anybody_can_have_says_nothing(host):
    for name in ("Alpha", "Omega"):
        row = make_organization(name, website=f"https://{host}/{name}")
        make_representative(row, email=f"{name.lower()}@{host}")

    assert found() == []


@pytest.mark.parametrize("host", ["notexample.org", "example.org.uk", "latest", "contest.com"])
def test_a_host_that_only_sounds_like_one_does(host):
    for name in ("Alpha", "Omega"):
        make_representative(make_organization(name), email=f"a@{host}")

    assert found() == [("Alpha", "Omega")]


def test_a_host_that_many_share_is_a_providers():
    names = ["Alpha", "Bengal", "Citrus", "Dynamo", "Ellipse", "Fjord"]
    rows = [make_organization(name) for name in names]
    for row in rows[:5]:
        make_representative(row, email="a@nimbus.cloud")
    assert len(found()) == 10

    make_mail_domain(rows[5], "nimbus.cloud")

    assert found() == []


def test_owners_and_what_was_said_not_to_be_the_same_are_left_out(at):
    owner = make_organization("Hitachi")
    make_organization("Hitachi Ltd", parent=owner)
    one, other = make_organization("Acme"), make_organization("Acme Inc")
    assert found() == [("Acme", "Acme Inc")]

    services.dismiss(one=other, other=one, why="Another country.", at=at, by=None)

    assert found() == []


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_costs_two_queries(django_assert_num_queries, rows):
    for number in range(rows):
        make_organization(f"Acme {number * 'x'}", slug=f"a-{number}")
        make_organization(f"Acme {number * 'x'} Inc.", slug=f"b-{number}")

    with django_assert_num_queries(2):
        assert len(duplicates.candidates()) >= rows
