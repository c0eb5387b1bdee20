"""One search of the staff for everything, each finding only what they may see."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from foundation.base.admin import HouseAdmin, everywhere
from foundation.pages import roles
from members.accounts.models import User
from tests.admin import enter, url
from tests.factories.agreements import make_agreement
from tests.factories.awards import make_award
from tests.factories.members import make_organization, make_supporter
from tests.factories.orders import make_paid

pytestmark = pytest.mark.django_db


def search(client, words):
    return client.get(reverse("everywhere"), {"q": words})


def found(page):
    """The words of what was found, by list."""
    return {hits.name: [hit.words for hit in hits.rows] for hits in page.context["lists"]}


@pytest.fixture
def staff(client):
    return enter(client)


def test_one_name_is_found_in_every_list_that_has_it(staff):
    organization = make_organization("Fjordcloud")
    order = make_paid(organization="Fjordcloud")

    page = search(staff, "fjord")

    assert found(page)["Organisations"][0][0] == "Fjordcloud"
    assert found(page)["Orders"][0][0] == order.code
    assert url(type(organization), "change", organization.pk) in page.text


def test_a_code_and_an_address_are_found_too(staff):
    order = make_paid()

    assert found(search(staff, order.code))["Orders"][0][0] == order.code
    assert order.email in found(search(staff, order.email))["Orders"][0]


def test_a_long_list_shows_a_few_and_leads_to_itself(staff):
    for number in range(everywhere.MOST + 1):
        make_organization(f"Harbour {number}")

    page = search(staff, "harbour")

    assert len(found(page)["Organisations"]) == everywhere.MOST
    assert reverse("admin:members_organization_changelist") + "?q=harbour" in page.text


def test_nobody_finds_what_they_may_not_see(client):
    make_organization("Fjordcloud")
    make_paid(organization="Fjordcloud")
    clerk = User.objects.create_user("clerk@example.org", is_staff=True)
    roles.grant()
    clerk.groups.add(Group.objects.get(name=roles.MEMBERSHIP.name))
    client.force_login(clerk)

    assert "Organisations" in found(search(client, "fjord"))
    assert "Orders" not in found(search(client, "fjord"))
    client.force_login(User.objects.create_user("visitor@example.org"))
    assert search(client, "fjord").status_code == 302


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("a", "at least two letters"), ("a" * 101, "at most 100"), ("a\0b", "Null characters")],
)
def test_what_cannot_be_looked_for_is_said(staff, words, sentence):
    page = search(staff, words)

    assert page.status_code == 422
    assert sentence in page.text


def test_where_nothing_is_found_it_says_so_and_keeps_the_words(staff):
    page = search(staff, "<b>nobody</b>")

    assert page.status_code == 200
    assert "Nothing you may see holds “&lt;b&gt;nobody&lt;/b&gt;”" in page.text


def test_it_costs_the_same_for_any_number(staff, django_assert_num_queries):
    for name in ("Harbour 1", "Harbour 2", "Harbour 3"):
        make_organization(name)
        make_paid(organization=name)
        with django_assert_num_queries(67):
            search(staff, "harbour")


def test_every_list_that_is_searched_shows_what_is_there():
    for desk in everywhere.searched():
        model = desk.model
        for path in desk.found_by:
            *ways, last = path.split("__")
            for name in ways:
                model = model._meta.get_field(name).related_model
            assert model._meta.get_field(last), (desk, path)
            model = desk.model


# Lists of these rooms that the search leaves out, each with the reason.
LEFT_OUT = {
    # What is found on the record of its organisation, person or project.
    "members.Membership": "it stands on the record of its organisation",
    "dues.Term": "it stands on the record of its membership",
    "dues.DuesYear": "its invoice and its organisation are found",
    "dues.Notice": "it stands on the record of its organisation",
    "dues.Override": "it stands on the record of its organisation",
    "people.AgreementSignature": "it stands on the record of its person",
    "people.Turnout": "it stands on the record of its person",
    "people.VotingNotice": "it stands on the record of its person",
    "account.EmailAddress": "it stands on the record of its account, which is found by it",
    "forces.Score": "it stands on the record of its project",
    "contributions.DeveloperMonth": "it stands on the record of its project",
    "hosting.BoardDecision": "it stands on the record of its pilot",
    "ecosystem.Tie": "it stands on the records of its project and organisation",
    "deployments.Adopter": "it stands on the record of its organisation",
    "maintaining.PageDraft": "it stands on the record of its project",
    "upkeep.LinkCheck": "its addresses stand on the record of its project",
    "upkeep.ReleaseSource": "its address stands on the record of its project",
    # Nothing that somebody would type is in it.
    "changes.Dismissal": "both organisations are found",
    "dues.TermRule": "there is one for each tier, and the tier is found",
    "applications.Rules": "there is one row, of numbers",
    "hosting.HostingRules": "there is one row, of numbers",
    "people.AgreementVersion": "versions are dates",
    "people.VotingRule": "rules are dates and numbers",
    "people.Erasure": "who was erased is not to be found",
    "reports.RegisterCheck": "checks are days and numbers",
    "deployments.Aggregate": "figures of a year",
    "deployments.Round": "one for each year",
    "deployments.Bracket": "numbers",
    # What was told in confidence is looked for in its own list, by those who may.
    "deployments.Answer": "what an organisation runs is confidential",
    "deployments.Deployment": "what an organisation runs is confidential",
}


def test_every_list_of_members_projects_and_awards_is_searched_or_left_out_for_a_reason():
    ours = ("members.", "projects.", "events.awards.")
    desks = [
        desk
        for desk in admin.site._registry.values()
        if type(desk).__module__.startswith(ours) and isinstance(desk, HouseAdmin)
    ]
    left_out = {desk.opts.label for desk in desks if not desk.found_by}

    assert left_out == set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def test_an_award_and_an_agreement_are_found(staff):
    make_award(printed_name="Fjordcloud")
    make_agreement(make_supporter("Fjordcloud"), signer="Astrid Moen")

    lists = found(search(staff, "fjordcloud"))

    assert lists["Awards"][0][0] == "Fjordcloud"
    assert lists["Corporate agreements"][0] == ["Fjordcloud", "Astrid Moen"]
