"""Two accounts of one person: what goes over, what stays, and that no count of the past changes."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission

from foundation.base.errors import RuleError
from members.accounts.adapter import verified_emails
from members.accounts.models import User
from members.people.models import (
    AccountMerge,
    Affiliation,
    IndividualMembership,
    MemberEnding,
    Person,
    Turnout,
)
from members.people.services import erasing, merging
from tests.admin import agree, enter, press, url
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.members import make_organization
from tests.factories.people import (
    make_affiliation,
    make_member,
    make_notice,
    make_person,
    make_user,
    make_vote,
)
from tests.factories.representation import make_invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
LONG_AGO = datetime(2015, 3, 1, tzinfo=UTC)


@pytest.fixture
def pair():
    """Ada, a member since 2015 under an old address and since 2022 under a new one."""
    old = make_member("Ada Lovelace", "ada@old.example", since=LONG_AGO, bio="Old words")
    new = make_member("Ada King", "ada@new.example", chat="ada_k", shows_chat=True)
    return old, new


def merge(one, two, primary="ada@new.example", **fields):
    return merging.merge(
        **{"one": one.user, "two": two.user, "primary": primary, "at": KEYNOTE_WEEK, "by": None}
        | fields
    )


def counts():
    """Members on some days of the past."""
    days = [datetime(year, 6, 1, tzinfo=UTC) for year in (2014, 2016, 2022)]
    return [IndividualMembership.objects.at(day).count() for day in days]


def test_the_longer_membership_is_kept_and_no_count_of_the_past_changes(pair):
    old, new = pair
    before = counts()

    done = merge(new, old)

    assert done.kept == old.user
    assert counts() == before
    (held,) = IndividualMembership.objects.at(KEYNOTE_WEEK).all()
    assert (held.user, held.span.lower) == (old.user, LONG_AGO)
    closed = IndividualMembership.objects.get(user=new.user)
    assert (closed.ended_as, closed.ended_at) == (MemberEnding.MERGED, KEYNOTE_WEEK)


def test_both_addresses_lead_to_one_account_and_the_other_is_closed(client, pair):
    old, new = pair
    EmailAddress.objects.create(user=new.user, email="never@proven.example")
    client.force_login(new.user)

    done = merge(old, new)

    for user in (old.user, new.user):
        user.refresh_from_db()
    assert sorted(verified_emails(old.user)) == ["ada@new.example", "ada@old.example"]
    assert old.user.email == EmailAddress.objects.get(primary=True).email == "ada@new.example"
    assert (new.user.is_active, verified_emails(new.user)) == (False, [])
    assert "never@proven.example" in " ".join(done.stayed)
    assert client.get("/me/").status_code == 302
    # What comes by address comes with it.
    make_invitation(make_organization(), email="ada@old.example", by=old.user)


def test_affiliations_votes_texts_and_what_other_rooms_tie_go_over(pair):
    old, new = pair
    acme, other = make_organization("Acme"), make_organization("Other")
    make_affiliation(old, None, date(2021, 1, 1))
    make_affiliation(old, acme, date(2016, 1, 1), end=date(2020, 1, 1), title="Engineer")
    make_affiliation(new, acme, date(2019, 1, 1), end=date(2021, 1, 1))
    make_affiliation(new, other, date(2022, 1, 1))
    vote = make_vote()
    Turnout.objects.create(vote=vote, user=old.user, voted=False)
    Turnout.objects.create(vote=vote, user=new.user, voted=True)
    alone = make_vote(date(2022, 3, 1))
    Turnout.objects.create(vote=alone, user=new.user, voted=True)
    invitation = make_invitation(other, email="bob@example.org", by=new.user)

    done = merge(old, new)

    told = Affiliation.objects.filter(user=old.user).order_by("span")
    assert [(row.employer, row.since, row.last_day) for row in told] == [
        ("Acme", date(2016, 1, 1), date(2020, 12, 31)),
        ("No affiliation", date(2021, 1, 1), date(2021, 12, 31)),
        ("Other", date(2022, 1, 1), None),
    ]
    assert Turnout.objects.filter(user=old.user, voted=True).count() == 2
    assert Turnout.objects.filter(voted=True).count() == 2
    assert Turnout.objects.count() == 3
    old.refresh_from_db()
    assert (old.bio, old.chat, old.shows_chat) == ("Old words", "ada_k", False)
    assert not Person.objects.get(user=new.user).shows_name
    invitation.refresh_from_db()
    assert invitation.invited_by == old.user
    assert ["affiliations", 2] in done.counts


def test_an_account_without_a_profile_takes_over_the_one_there_is():
    person = make_person("Ada Lovelace", "ada@new.example")
    older = make_user("ada@old.example", joined_at=LONG_AGO)
    AccountMerge.objects.all()

    done = merging.merge(
        one=person.user, two=older, primary="ada@old.example", at=KEYNOTE_WEEK, by=None
    )

    assert (done.kept, Person.objects.get().user) == (older, older)
    assert User.objects.get(pk=older.pk).full_name == "Ada Lovelace"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_staff": True}, "staff"),
        ({"is_active": False}, "closed"),
    ],
)
def test_staff_and_closed_accounts_are_not_merged(pair, change, code):
    old, new = pair
    User.objects.filter(pk=new.user_id).update(**change)

    with pytest.raises(RuleError) as refused:
        merge(old, new)

    assert refused.value.code == code
    assert IndividualMembership.objects.at(KEYNOTE_WEEK).count() == 2


def test_one_account_and_an_address_nobody_has_proven_are_refused(pair):
    old, new = pair

    for two, primary, code in ((old, "ada@old.example", "same"), (new, "x@y.example", "unproven")):
        with pytest.raises(RuleError) as refused:
            merge(old, two, primary)
        assert refused.value.code == code
    assert not AccountMerge.objects.exists()


def test_who_is_erased_afterwards_is_erased_from_the_closed_account_too(pair, run_queue):
    old, new = pair
    make_notice(new)
    merge(old, new)
    run_queue()

    erasing.ask(user=User.objects.get(pk=old.user_id), at=KEYNOTE_WEEK)
    run_queue()

    assert not Person.objects.filter(name__contains="Ada").exists()
    assert not User.objects.filter(full_name__contains="Ada").exists()
    assert not AccountMerge.objects.filter(email="ada@new.example").exists()


def test_the_old_address_leads_to_the_profile_that_is_kept_until_it_is_erased(
    client, pair, run_queue
):
    old, new = pair
    third = make_member("Countess", "ada@third.example", since=datetime(2014, 1, 1, tzinfo=UTC))
    addresses = [new.get_absolute_url(), old.get_absolute_url()]
    merge(old, new)
    answer = client.get(addresses[0])
    assert (answer.status_code, answer["Location"]) == (301, old.get_absolute_url())
    assert "no-cache" in answer["Cache-Control"]

    merge(old, third, primary="ada@third.example")

    leads = {client.get(each)["Location"] for each in addresses}
    assert leads == {third.get_absolute_url()}
    Person.objects.filter(pk=third.pk).update(shows_name=False)
    assert {client.get(each).status_code for each in addresses} == {404}
    Person.objects.filter(pk=third.pk).update(shows_name=True)
    erasing.ask(user=User.objects.get(pk=third.user_id), at=KEYNOTE_WEEK)
    run_queue()
    assert {client.get(each).status_code for each in addresses} == {404}
    assert set(AccountMerge.objects.values_list("slug", flat=True)) == {""}
    assert not Person.objects.filter(name__startswith="Ada").exists()


def test_an_address_that_was_closed_leads_nowhere(client, pair):
    old, new = pair
    Person.objects.filter(pk=new.pk).update(shows_name=False)

    merge(old, new)

    assert client.get(new.get_absolute_url()).status_code == 404
    assert client.get("/members/people/nobody/").status_code == 404


def test_staff_see_what_goes_over_before_they_say_yes(client, pair):
    old, _new = pair
    enter(client)
    assert press(client, "merge_accounts", old).status_code == 200

    for typed in ("nobody@example.org", "ada@old.example", "no address", "\0", ""):
        page = press(client, "merge_accounts", old, other=typed, primary="")
        assert page.status_code == 422
    _done, told = agree(client, "merge_accounts", old, other="ADA@new.example", primary="")

    assert told[0] == (
        "The account ada@old.example is kept, with the addresses ada@new.example, ada@old.example."
    )
    assert any("held twice" in sentence for sentence in told)
    row = AccountMerge.objects.get()
    assert (row.kept, row.by.email) == (old.user, "sam@example.org")
    assert "held twice" in client.get(url(AccountMerge, "change", row.pk)).text


def test_who_may_only_see_people_merges_none(client, pair):
    old, _new = pair
    looker = User.objects.create_user("look@example.org", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_person"))
    client.force_login(looker)

    assert "Merge with another" not in client.get(url(Person, "change", old.pk)).text
    press(client, "merge_accounts", old, other="ada@new.example", primary="", _agreed="x")

    assert not AccountMerge.objects.exists()


def test_namesakes_wait_on_the_desk_until_they_are_merged(client):
    one = make_member("Zoë Ada", "z1@example.org")
    two = make_member("zoe ada", "z2@example.org")
    make_member("Bob", "bob@example.org")
    page = enter(client).get("/admin/").text
    assert "people with the same name" in page

    listed = client.get(url(Person, "changelist") + "?double=yes")
    assert set(listed.context["cl"].queryset) == {one, two}
    merge(one, two, "z1@example.org")

    assert not client.get(url(Person, "changelist") + "?double=yes").context["cl"].queryset


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_at_once_merge_once():
    old = make_member("Ada Lovelace", "ada@old.example", since=LONG_AGO)
    new = make_member("Ada King", "ada@new.example")
    ways = [partial(merge, old, new), partial(merge, new, old)] * 3

    outcome = at_once([lambda way=way: way() and "merged" for way in ways], workers=6)

    assert sorted(outcome) == ["closed"] * 5 + ["merged"]
    assert IndividualMembership.objects.at(KEYNOTE_WEEK).count() == 1
    assert User.objects.filter(is_active=True, emailaddress__verified=True).distinct().count() == 1
