"""Two rows are one organisation: one takes over everything the other had, and can give it back."""

from datetime import date

import pytest
from django.db import IntegrityError

from foundation.base.errors import RuleError
from members.changes import moving, services
from members.changes.models import Merge, OrganizationChange
from members.changes.services import Holds
from members.dues.models import BillingDetails, Term
from members.models import BenefitUse, Ending, Membership, Organization, OrganizationName
from members.people.models import Affiliation
from tests.factories.changes import make_merge
from tests.factories.dues import dues_of, make_member, moment
from tests.factories.members import (
    make_mail_domain,
    make_membership,
    make_name,
    make_organization,
    make_representative,
    make_supporter,
)
from tests.factories.people import make_affiliation, make_person
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DAY = date(2022, 10, 10)
AT = moment(DAY)


def refused(code):
    return pytest.raises(RuleError, check=lambda error: error.code == code)


@pytest.fixture
def pair():
    """A member, and its double among the supporters."""
    member = make_membership("Canonical", "Gold").organization
    return member, make_supporter("Canonical Ltd.", slug="canonical-ltd", country="GB")


def undo(merge):
    return services.undo(merge=merge, at=AT, by=None)


def everything():
    """All rows that belong to organisations, as they are stored."""
    models = [Organization, *{link.model for link in moving.links(Organization)}]
    return {
        (model._meta.label, row.pk): {
            field.name: str(field.value_from_object(row)) for field in model._meta.concrete_fields
        }
        for model in models
        for row in model._base_manager.all()
        if model not in {Merge, OrganizationChange}
    }


def terms_and_memberships():
    return [list(model.objects.order_by("pk").values()) for model in (Membership, Term)]


def test_every_foreign_key_of_the_project_follows():
    known = {f"{link.model._meta.label}.{link.field.name}" for link in moving.links(Organization)}

    assert {
        "members.Organization.parent",
        "members.Membership.organization",
        "projects.Project_backers.organization",
        "registration.Order.member_of",
        "hosting.Enquiry.platinum_member",
        "awards.Award.organization",
    } <= known
    assert not any("Event" in each for each in known)


def test_everything_follows_and_the_old_address_leads_there(client, pair):
    survivor, loser = pair
    make_representative(loser)
    make_mail_domain(loser)
    make_name("Ubuntu", organization=loser, slug="ubuntu")
    child = make_organization("Child", parent=loser)
    project = make_project()
    project.backers.add(loser)

    merge = make_merge(survivor, loser)

    assert not Organization.objects.filter(pk=merge.loser_key).exists()
    survivor.refresh_from_db()
    assert (survivor.is_supporter, survivor.ccla_signed_on) == (True, date(2014, 5, 1))
    assert survivor.country == "GB"
    assert {survivor.representatives.count(), survivor.mail_domains.count()} == {1}
    assert Organization.objects.get(pk=child.pk).parent == survivor
    assert list(project.backers.all()) == [survivor]
    for old in ("canonical-ltd", "ubuntu"):
        assert client.get(f"/members/{old}/")["Location"] == "/members/canonical/"
    assert "merged into it" not in client.get("/members/canonical/").text
    assert ["names", 1, 0] in [[name.removeprefix("other "), *n] for name, *n in merge.counts]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        # as long as either lasted
        ((date(2014, 1, 1), None), (date(2012, 1, 1), date(2015, 1, 1)), (date(2012, 1, 1), None)),
        ((None, date(2015, 1, 1)), (date(2014, 1, 1), date(2016, 1, 1)),
         (date(2014, 1, 1), date(2016, 1, 1))),
        # nobody supports in between
        ((date(2018, 1, 1), None), (date(2012, 1, 1), date(2015, 1, 1)), (date(2018, 1, 1), None)),
    ],
)  # fmt: skip
def test_the_agreement_of_both_lasts_as_long_as_either_did(one, other, both):
    kept, goes = (
        make_supporter(name, ccla_signed_on=days[0], ccla_ended_on=days[1])
        for name, days in (("One", one), ("Other", other))
    )

    make_merge(kept, goes)

    kept.refresh_from_db()
    assert (kept.ccla_signed_on, kept.ccla_ended_on) == both


def test_undoing_puts_every_row_back_as_it_was(client, pair):
    survivor, loser = pair
    for row in pair:
        make_name("Ubuntu", organization=row)
        make_representative(row)
        make_project().backers.add(row)
        BillingDetails.objects.create(
            organization=row, name=f"{row} Inc.", address="1", country="GB", email="a@example.org"
        )
    make_representative(loser, email="only@example.org")
    make_organization("Child", parent=loser)
    both = make_project()
    both.backers.add(*pair)
    before = everything()

    merge = make_merge(survivor, loser)
    assert everything() != before
    undone = undo(merge)

    assert undone.stayed == []
    assert everything() == before
    assert client.get("/members/canonical-ltd/").status_code == 200


def test_what_both_have_is_kept_once_with_what_belongs_to_it(pair):
    survivor, loser = pair
    for row in pair:
        BillingDetails.objects.create(
            organization=row, name=f"{row}", address="1", country="GB", email="a@example.org"
        )

    merge = make_merge(survivor, loser)

    assert BillingDetails.objects.get().name == "Canonical"
    assert ["billing details", 0, 1] in merge.counts


def test_the_facts_chosen_are_kept_and_the_earliest_day_of_the_agreement():
    survivor = make_supporter(
        "One", ccla_signed_on=date(2015, 1, 1), city="Bonn", commitment="Ours.",
        commitment_author="Ada",
    )  # fmt: skip
    loser = make_supporter(
        "Two", ccla_signed_on=date(2013, 1, 1), city="Bern", website="https://two.example.org",
        commitment="Theirs.", commitment_author="Bob",
    )  # fmt: skip

    make_merge(survivor, loser, fields={"commitment": "loser", "name": "loser", "x": "loser"})

    survivor.refresh_from_db()
    assert (survivor.name, survivor.city) == ("One", "Bonn")
    assert survivor.website == "https://two.example.org"
    assert (survivor.commitment, survivor.commitment_author) == ("Theirs.", "Bob")
    assert survivor.ccla_signed_on == date(2013, 1, 1)


def test_a_name_the_survivor_was_known_by_gets_the_address(pair):
    survivor, loser = pair
    make_name("CANONICAL LTD.", organization=survivor)
    make_name("canonical", organization=loser)

    merge = make_merge(survivor, loser)

    assert [(row.name, row.slug) for row in survivor.names.all()] == [
        ("CANONICAL LTD.", "canonical-ltd")
    ]
    undo(merge)
    assert OrganizationName.objects.get(name="CANONICAL LTD.").slug is None
    assert OrganizationName.objects.get(name="canonical").organization_id == merge.loser_key


@pytest.mark.parametrize("is_above", [True, False])
def test_owner_and_owned_become_one_that_does_not_own_itself(is_above):
    top = make_organization("Top")
    upper = make_organization("Upper", parent=top)
    lower = make_organization("Lower", parent=upper)
    survivor, loser = (upper, lower) if is_above else (lower, upper)

    merge = make_merge(survivor, loser)

    assert Organization.objects.get(pk=survivor.pk).parent == top
    undo(merge)
    assert Organization.objects.get(pk=lower.pk).parent == upper
    assert Organization.objects.get(pk=upper.pk).parent == top


def test_two_tiers_at_a_time_have_to_be_chosen_from():
    survivor = make_membership("One", "Silver", date(2021, 1, 1)).organization
    loser = make_membership("Two", "Gold", date(2022, 1, 1)).organization

    with refused("choose") as error:
        make_merge(survivor, loser)
    assert "Silver of One since 1 January 2021" in str(error.value.messages)
    merge = make_merge(survivor, loser, holds=Holds.LOSER)

    held = {row.tier.name: row for row in survivor.memberships.all()}
    assert held["Silver"].span.upper == held["Gold"].span.lower == date(2022, 1, 1)
    assert held["Silver"].ended_as == Ending.MERGED
    assert undo(merge).stayed == []
    assert survivor.memberships.get().span.upper is None
    assert Membership.objects.get(organization=merge.loser_key).tier.name == "Gold"


def test_a_membership_that_is_covered_goes_with_its_dues_and_comes_back():
    survivor = make_member("One", "Silver", date(2022, 1, 1))
    loser = make_member("Two", "Silver", date(2022, 3, 1))
    agreed = loser.agreed_benefits.create(name="A seat")
    survivor.agreed_benefits.create(name="A seat")
    BenefitUse.objects.create(agreed=agreed, used_on=DAY)
    (owed,) = dues_of(loser)

    merge = make_merge(survivor.organization, loser.organization, holds=Holds.SURVIVOR)

    assert survivor.organization.memberships.get() == survivor
    assert BenefitUse.objects.get().agreed.membership == survivor
    credited = next(year for year in dues_of(survivor) if year.pk == owed.pk)
    assert (owed.owed > 0, credited.owed) == (True, 0)
    assert undo(merge).stayed == []
    assert BenefitUse.objects.get().agreed == agreed
    assert loser.terms.live().count() == 1


@pytest.mark.parametrize("other", [date(2022, 1, 1), date(2022, 3, 1)])
def test_what_gave_way_of_the_survivor_comes_back_with_its_term(other):
    survivor = make_member("One", "Silver", date(2022, 2, 1))
    loser = make_member("Two", "Silver", other)
    before = terms_and_memberships()

    merge = make_merge(survivor.organization, loser.organization, holds=Holds.LOSER)

    assert terms_and_memberships() != before
    assert undo(merge).stayed == []
    assert terms_and_memberships() == before


def test_days_that_neither_cutting_nor_dropping_mends_are_for_staff():
    survivor = make_membership("One", "Gold", date(2021, 1, 1), date(2022, 1, 1)).organization
    loser = make_membership("Two", "Silver", date(2021, 6, 1)).organization

    with refused("overlap") as error:
        make_merge(survivor, loser, holds=Holds.SURVIVOR)

    assert "change the days of one of them by hand" in str(error.value)


def test_a_merge_that_gives_an_owner_two_members_moves_nothing():
    owner = make_organization("Owner")
    make_membership(make_organization("Sister", parent=owner), "Gold")
    survivor = make_organization("One", parent=owner)
    loser = make_membership("Two", "Platinum").organization

    with pytest.raises(IntegrityError, match="One and Sister have the same owner"):
        make_merge(survivor, loser)


def test_rows_that_moved_on_or_changed_since_stay_and_are_told(pair):
    survivor, loser = pair
    gone, moved = (make_representative(loser, email=f"{n}@example.org") for n in "ab")
    merge = make_merge(survivor, loser)
    gone.delete()
    type(moved).objects.filter(pk=moved.pk).update(organization=make_organization("Third"))
    Organization.objects.filter(pk=survivor.pk).update(country="SE")

    undone = undo(merge)

    assert undone.stayed == [
        "representatives: 2 gone or moved elsewhere since.",
        f"organisation {survivor.pk}: country was changed since.",
    ]
    assert Organization.objects.get(pk=survivor.pk).country == "SE"


def test_a_merge_is_undone_after_its_survivor_was_merged_too(pair):
    survivor, loser = pair
    person = make_representative(loser)
    third = make_organization("Third")
    first = make_merge(survivor, loser)
    second = make_merge(third, survivor)

    assert undo(first).stayed == [
        f"organisation {second.loser_key}: gone since.",
    ]

    person.refresh_from_db()
    assert person.organization_id == first.loser_key


def test_it_is_undone_once_and_only_while_the_name_is_free(pair):
    merge = make_merge(*pair)
    other = make_organization("canonical LTD.", slug="other")

    with refused("name_taken"):
        undo(merge)
    other.delete()
    undo(merge)
    with refused("undone"):
        undo(merge)


def test_one_organisation_is_not_merged_with_itself_or_what_is_gone(pair):
    survivor, loser = pair
    with refused("same"):
        make_merge(survivor, survivor)
    make_merge(survivor, Organization.objects.get(pk=loser.pk))
    with refused("gone"):
        make_merge(survivor, loser)


def test_the_preview_counts_what_the_merge_moves(pair, django_assert_max_num_queries):
    survivor, loser = pair
    for row in pair:
        make_representative(row)
    make_representative(loser, email="b@example.org")

    counts = moving.counted(Organization, loser.pk, survivor.pk)
    merge = make_merge(survivor, loser)

    assert counts == [("representatives", 1, 1)]
    assert merge.counts == [["representatives", 1, 1]]


def test_who_worked_for_both_at_once_worked_for_one_as_long_as_for_both(pair):
    survivor, loser = pair
    ada, bob = make_person("Ada Lovelace"), make_person("Bob")
    make_affiliation(ada, survivor, date(2010, 1, 1), end=date(2013, 1, 1), title="Engineer")
    make_affiliation(ada, loser, date(2012, 1, 1), end=date(2016, 1, 1))
    make_affiliation(ada, survivor, date(2015, 1, 1))
    make_affiliation(bob, loser, date(2020, 1, 1))
    before = everything()

    merge = make_merge(survivor, loser)

    assert ["affiliations", 1, 1] in merge.counts
    told = [(row.user_id, row.title, row.since, row.last_day) for row in Affiliation.objects.all()]
    assert sorted(told) == sorted([
        (ada.user_id, "Engineer", date(2010, 1, 1), None),
        (bob.user_id, "", date(2020, 1, 1), None),
    ])  # fmt: skip
    assert undo(merge).stayed == []
    assert everything() == before
