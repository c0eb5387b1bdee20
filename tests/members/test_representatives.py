"""Who speaks for an organisation on a day, and whose mail is its own (domain 1)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members import queries
from members.models import MailDomain
from members.models.representatives import PUBLIC_HOSTS
from tests.factories.members import (
    make_mail_domain,
    make_membership,
    make_organization,
    make_representative,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 10, 10)


def names(*emails, day=DAY):
    return sorted(row.name for row in queries.organizations_of(emails, day))


def test_a_representative_ties_to_the_organisation_while_they_are_one():
    acme = make_organization()
    make_representative(acme, since=date(2022, 1, 1), until=DAY)

    assert names("ada@example.org") == ["Acme"]
    assert names("ada@example.org", day=date(2022, 10, 11)) == []
    assert names("ada@example.org", day=date(2021, 12, 31)) == []
    assert names("eve@example.org") == []


def test_an_approved_domain_ties_exactly_as_it_is_written():
    make_mail_domain(make_organization(), "example.org")

    assert names("eve@example.org") == ["Acme"]
    strangers = ["eve@de.example.org", "eve@example.org.evil.net", "eve@notexample.org", "example"]
    assert names(*strangers) == []


def test_one_person_may_speak_for_several_and_each_counts_once():
    acme, bell = make_organization(), make_organization("Bell")
    make_representative(acme)
    make_representative(acme, role="billing")
    make_representative(bell)
    make_mail_domain(acme)

    assert names("ada@example.org", "ada@other.net") == ["Acme", "Bell"]


def test_memberships_are_those_held_on_the_day_the_highest_tier_first():
    for name, tier in (("Acme", "Silver"), ("Bell", "Platinum"), ("Left", "Gold")):
        end = date(2022, 1, 1) if name == "Left" else None
        make_representative(make_membership(name, tier, end=end).organization)

    held = queries.memberships_of(["ada@example.org"], DAY)

    assert [row.tier.name for row in held] == ["Platinum", "Silver"]


@pytest.mark.parametrize(
    "domain", ["gmail.com", "qq.com", "Example.org", "@example.org", "org", ""]
)
def test_a_domain_of_everybody_and_no_domain_are_refused(domain):
    row = MailDomain(organization=make_organization(), domain=domain)
    with pytest.raises(ValidationError):
        row.full_clean()


def test_the_database_refuses_public_hosts_and_the_same_domain_twice():
    acme = make_organization()
    make_mail_domain(acme)
    for domain in ("example.org", PUBLIC_HOSTS[0]):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_mail_domain(acme, domain)


def test_a_person_has_a_role_once_at_a_time():
    acme = make_organization()
    make_representative(acme, until=date(2021, 1, 1))
    make_representative(acme)
    with pytest.raises(IntegrityError, match="once_in_a_role"), transaction.atomic():
        make_representative(acme)
