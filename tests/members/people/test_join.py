"""Joining as a person: what the page asks, what it refuses, and what it makes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.people import services
from members.people.models import (
    Affiliation,
    AgreementSignature,
    EmployerKind,
    IndividualMembership,
    Person,
)
from members.people.services import Employer
from tests.factories.bots import make_stamp
from tests.factories.members import make_name, make_organization
from tests.factories.people import make_agreement, make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PAGE = reverse("people:individual")
URL = reverse("people:apply")
HOME = reverse("people:membership")


def filled(**fields):
    answers = {
        "stamp": make_stamp(), "website": "", "version": "1", "agree": "on",
        "name": "Ada Lovelace", "country": "DE", "organization": "", "nobody": "on",
        "title": "", "since": "",
    }  # fmt: skip
    return answers | fields


@pytest.fixture
def agreement():
    return make_agreement()


@pytest.fixture
def visitor(client, agreement):
    client.force_login(make_user())
    return client


def test_the_page_shows_the_agreement_and_leads_to_sign_up_and_back(
    client, agreement, django_assert_num_queries
):
    with django_assert_num_queries(2):
        page = client.get(PAGE)

    assert f'href="{reverse("account_signup")}?next={URL}"' in page.text
    assert agreement.text in page.text
    assert "180 days after joining" in page.text


def test_who_is_not_logged_in_logs_in_and_comes_back(client):
    assert client.get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"


def test_joining_makes_a_member_at_once(visitor, at, run_queue):
    answer = visitor.post(URL, filled())

    assert answer["Location"] == HOME
    held = IndividualMembership.objects.get()
    assert held.span.lower == at
    assert held.span.upper is None
    assert held.signatures.get().version.version == "1"
    person = Person.objects.get()
    assert (person.slug, person.user.full_name) == ("ada-lovelace", "Ada Lovelace")
    assert person.shows_name
    assert not person.shows_email
    assert Affiliation.objects.get().kind == EmployerKind.NONE
    run_queue()
    mail = Mail.objects.get(kind="member_welcome")
    assert "8 April 2023" in mail.text
    assert "Welcome: you are a Foundation member." in visitor.get(HOME).text


def test_a_second_send_makes_no_second_membership(visitor):
    visitor.post(URL, filled())

    assert visitor.post(URL, filled())["Location"] == HOME
    assert IndividualMembership.objects.count() == 1


def test_everything_missing_is_said_and_nothing_typed_is_lost(visitor):
    page = visitor.post(URL, filled(name="Ada L.", country="", nobody="", agree=""))

    assert page.status_code == 422
    for sentence in ("Choose one.", "Name an organisation, or tick", "Tick this box to go on."):
        assert sentence in page.text
    assert 'value="Ada L."' in page.text
    assert "<title>Error: " in page.text


@pytest.mark.parametrize("typed", ["Blåhaj Labs", "blahaj  labs", "BLAHAJ LABS", "Old Blahaj"])
def test_an_organisation_is_found_by_any_of_its_names(visitor, typed):
    shark = make_organization("Blåhaj Labs")
    make_name("Old Blahaj", organization=shark)

    visitor.post(URL, filled(organization=typed, nobody="", title="Engineer", since="2020-05-01"))

    row = Affiliation.objects.get()
    assert (row.organization, row.title, str(row.span.lower)) == (shark, "Engineer", "2020-05-01")


def test_a_name_that_is_like_some_is_asked_about_once(visitor):
    shark = make_organization("Blahaj Labs")
    make_organization("Umbrella")

    asked = visitor.post(URL, filled(organization="Blahaj", nobody=""))

    assert asked.status_code == 422
    assert "choose one of these" in asked.text
    assert "Blahaj Labs" in asked.text
    assert "None of these: Blahaj" in asked.text
    visitor.post(URL, filled(organization="Blahaj", nobody="", match=str(shark.pk)))
    assert Affiliation.objects.get().organization == shark


def test_a_name_that_nobody_has_is_kept_as_typed(visitor):
    make_organization("Blahaj Labs")

    visitor.post(URL, filled(organization="Blahaj", nobody="", match="typed"))

    assert Affiliation.objects.get().typed_name == "Blahaj"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"organization": "Acme"}, "Either name an organisation"),
        ({"since": "2099-01-01"}, "That day has not come yet"),
        ({"since": "soon"}, "year, month, day"),
        ({"name": "\0 "}, "Fill this in."),
        ({"name": "x" * 151}, "at most 150"),
        ({"match": "999", "organization": "Zzz", "nobody": ""}, "999"),
        ({"version": "0"}, "The agreement has changed"),
        ({"website": "http://spam.example"}, "hidden field"),
        ({"stamp": make_stamp(seconds_ago=-36_000)}, "quicker than people type"),
    ],
)
def test_what_cannot_be_is_said_in_words(visitor, fields, sentence):
    page = visitor.post(URL, filled(**fields))

    assert page.status_code == 422
    assert sentence in page.text
    assert not IndividualMembership.objects.exists()


def test_without_an_agreement_in_force_there_is_nothing_to_sign(client):
    client.force_login(make_user())

    assert "nothing to sign yet" in client.get(URL).text
    assert client.post(URL, filled()).status_code == 422


def test_an_unproven_address_does_not_join(agreement, at):
    user = make_user()
    user.emailaddress_set.update(verified=False)

    with pytest.raises(RuleError, match="Confirm") as refused:
        services.join(user=user, name="Ada", country="DE", employer=Employer(),
                      agreement=agreement, at=at)  # fmt: skip

    assert refused.value.code == "unproven"


def test_namesakes_have_addresses_of_their_own(at):
    slugs = [make_member("Ada Lovelace", f"a{n}@example.org").slug for n in range(3)]
    slugs.append(make_member("People", "p@example.org").slug)
    slugs.append(make_member("李雷", "l@example.org").slug)

    assert slugs[:3] == ["ada-lovelace", "ada-lovelace-2", "ada-lovelace-3"]
    assert slugs[3].startswith("people-")
    assert slugs[4].startswith("member-")


def test_who_comes_back_signs_again(at, agreement):
    person = make_member()
    services.resign(user=person.user, at=at)
    later = at + timedelta(days=1)

    services.join(user=person.user, name="Ada King", country="GB", employer=Employer(),
                  agreement=agreement, at=later)  # fmt: skip

    assert IndividualMembership.objects.count() == 2
    assert AgreementSignature.objects.count() == 2
    person.refresh_from_db()
    assert person.slug == "ada-king"


def test_a_new_version_is_read_and_signed(client, at):
    person = make_member()
    new = make_agreement("2", in_force_from=at.date(), text="New words.")
    client.force_login(person.user)

    assert "New words." in client.get(HOME).text
    client.post(HOME, {"version": "1"})
    assert not new.signatures.exists()
    client.post(HOME, {"version": "2"})
    assert new.signatures.count() == 1
    with clock.seen_from(at + timedelta(days=1)):
        assert "New words." not in client.get(HOME).text
