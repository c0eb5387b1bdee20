"""Organisations are renamed, acquired and split (domain 1)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.changes import services
from members.changes.models import Kind, OrganizationChange
from members.changes.services import When
from members.models import Ending, Organization, Representative
from tests.factories.changes import make_change
from tests.factories.dues import make_member, make_rule, moment
from tests.factories.members import (
    make_mail_domain,
    make_membership,
    make_name,
    make_organization,
    make_representative,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DAY = date(2022, 10, 10)
AT = moment(DAY)


def rename(row, **fields):
    return services.rename(
        organization=row, **{"name": "Cleura", "slug": "cleura", "at": AT, "by": None} | fields
    )


def acquire(acquirer, acquired, **fields):
    return services.acquire(acquirer=acquirer, acquired=acquired, **{"at": AT, "by": None} | fields)


def split(row, **fields):
    return services.split(
        organization=row, **{"name": "Part", "slug": "part", "at": AT, "by": None} | fields
    )


def refused(code):
    return pytest.raises(RuleError, check=lambda error: error.code == code)


def test_a_new_name_keeps_the_old_one_its_address_and_the_day(client):
    row = make_organization("City Network")
    staff = User.objects.create_user("staff@example.org")

    change = rename(row, when=When(date(2022, 5, 1)), by=staff)

    assert (change.kind, change.name, change.when, change.by) == (
        *(Kind.RENAMED, "City Network", "1 May 2022"), staff,
    )  # fmt: skip
    assert client.get("/members/city-network/")["Location"] == "/members/cleura/"
    assert row.names.get().until == date(2022, 5, 1)


def test_a_day_that_is_not_known_is_not_written_down():
    row = make_organization("City Network")

    change = rename(row, when=When(date(2021, 1, 1), date(2021, 12, 31)))

    assert change.when == "2021"
    assert row.names.get().until is None


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": "City Network", "slug": "city-network"}, "called so already"),
        ({"slug": "former"}, "leads to another organisation"),
        ({"name": "TAKEN"}, "with this name already"),
        ({"slug": "taken"}, "already exists"),
        ({"slug": "join"}, "is the address of a page"),
        ({"name": ""}, "cannot be blank"),
        ({"name": "x" * 121}, "at most 120"),
    ],
)
def test_a_name_or_address_that_cannot_be_is_refused(fields, error):
    row = make_organization("City Network")
    make_organization("Taken")
    make_name("Former", organization=make_organization("Other"), slug="former")

    with pytest.raises(ValidationError, match=error):
        rename(row, **fields)
    assert not OrganizationChange.objects.exists()


def test_what_is_acquired_belongs_to_its_buyer():
    buyer = make_organization("Buyer")
    bought = make_membership("Bought", "Gold").organization

    change = acquire(buyer, bought)

    bought.refresh_from_db()
    assert (bought.parent, bought.guarded_from) == (buyer, DAY)
    assert change.seen_from(bought.pk) == "Acquired by Buyer"
    assert change.seen_from(buyer.pk) == "Acquired Bought"


def test_a_gold_member_that_buys_a_platinum_one_takes_its_term_over():
    make_rule("Platinum"), make_rule("Gold")
    gold = make_member("Buyer", "Gold", date(2021, 3, 1))
    platinum = make_member("Bought", "Platinum", date(2021, 3, 1))

    with refused("owner_has_one") as error:
        acquire(gold.organization, platinum.organization)
    assert "let the buyer take the term over" in str(error.value)
    acquire(gold.organization, platinum.organization, with_term=True)

    assert gold.organization.memberships.on(DAY).get().tier.name == "Platinum"
    platinum.refresh_from_db()
    assert (platinum.ended_as, platinum.span.upper) == (Ending.TAKEN_OVER, DAY)


def test_two_gold_members_of_one_owner_are_refused_with_what_to_do():
    buyer = make_membership("Buyer", "Gold").organization
    bought = make_membership("Bought", "Gold", end=date(2023, 1, 1)).organization

    with refused("owner_has_one") as error:
        acquire(buyer, bought)
    assert "End one of the two memberships first" in str(error.value)
    assert "take the term over" not in str(error.value)
    with refused("no_term"):
        acquire(buyer, bought, with_term=True)

    acquire(buyer, bought, counts_from=date(2023, 1, 1))
    assert Organization.objects.get(pk=bought.pk).parent == buyer


def test_nobody_is_acquired_by_what_it_owns():
    owner = make_organization("Owner")
    below = make_organization("Below", parent=make_organization("Between", parent=owner))

    with refused("circle"):
        acquire(below, owner)
    with refused("same"):
        acquire(owner, owner)


def test_a_part_goes_with_its_people_domains_and_names():
    row = make_organization("Whole", country="SE", industry="Hosting")
    stays = make_representative(row, email="stays@example.org")
    goes = make_representative(row, email="goes@example.org", since=date(2020, 1, 1))
    fresh = make_representative(row, email="fresh@example.org", since=DAY)
    domain = make_mail_domain(row, "part.example.org")
    name = make_name("Part of it", organization=row, slug="part-of-it")

    change = split(row, people=[goes, fresh], domains=[domain], names=[name])

    part = change.other
    assert (part.name, part.country.code, part.industry) == ("Part", "SE", "Hosting")
    assert {each.email for each in Representative.objects.on(DAY).filter(organization=part)} == {
        *("goes@example.org", "fresh@example.org"),
    }  # fmt: skip
    assert list(Representative.objects.on(DAY).filter(organization=row)) == [stays]
    before = Representative.objects.on(date(2022, 10, 9)).filter(email="goes@example.org")
    assert [each.organization for each in before] == [row]
    assert (part.mail_domains.get(), part.names.get()) == (domain, name)


def test_only_what_is_its_own_goes_with_the_part():
    row = make_organization("Whole")
    other = make_representative(make_organization("Other"))
    left = make_representative(row, until=date(2021, 1, 1))

    for person in (other, left):
        with refused("not_its"):
            split(row, people=[person])
    with pytest.raises(ValidationError, match="with this name already"):
        split(row, name="Whole")
    assert Organization.objects.count() == 2


def test_the_page_tells_what_happened_the_latest_first(client):
    row, other = make_organization("Nokia"), make_organization("Alcatel-Lucent")
    year = {"on": date(2016, 1, 1), "known": date(2016, 12, 31)}
    make_change(row, kind=Kind.MERGED, other=other, text="A <b>big</b> one.", **year)
    make_change(row, kind=Kind.ACQUIRED, name="Somebody", on=date(2020, 2, 1))
    make_change(row, name="Secret", is_public=False)

    page = client.get("/members/nokia/").text

    assert page.index("Acquired by Somebody") < page.index("Alcatel-Lucent was merged into it")
    assert "A &lt;b&gt;big&lt;/b&gt; one." in page
    assert "Secret" not in page
    assert "Merged into Nokia" in client.get("/members/alcatel-lucent/").text
