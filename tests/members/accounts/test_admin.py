import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission

from members.accounts.models import User
from tests.admin import act, enter, said, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return enter(client)


def make_person(email="ada@example.org", **fields):
    return User.objects.create_user(email, **fields)


def enter_as_clerk(client):
    """Staff who may edit people, and no more than that."""
    clerk = make_person("clerk@example.org", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(codename__endswith="_user"))
    client.force_login(clerk)
    return clerk


def test_a_new_person_needs_no_password(staff):
    staff.post(url(User, "add"), {"email": "new@example.org", "full_name": "New Person",
               "emailaddress_set-TOTAL_FORMS": 0, "emailaddress_set-INITIAL_FORMS": 0})  # fmt: skip

    person = User.objects.get(email="new@example.org")
    assert not person.has_usable_password()
    assert not person.is_staff


def test_the_same_address_in_other_letters_is_refused_in_words(staff):
    make_person()

    page = staff.post(url(User, "add"), {"email": "ADA@example.org", "full_name": "Ada",
                      "emailaddress_set-TOTAL_FORMS": 0,
                      "emailaddress_set-INITIAL_FORMS": 0})  # fmt: skip

    assert page.status_code == 422
    assert "Somebody has this address already." in page.content.decode()


def test_people_are_found_by_any_of_their_addresses_and_by_what_they_have_proven(staff):
    person = make_person()
    EmailAddress.objects.create(user=person, email="second@example.com", verified=True)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DP"})

    found = staff.get(url(User, "changelist"), {"q": "second", "second_factor": "yes"})

    assert list(found.context["cl"].result_list) == [person]
    assert "JBSWY3DP" not in staff.get(url(User, "change", person.pk)).content.decode()


def test_who_lost_the_second_factor_gets_a_new_one(staff):
    person = make_person()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})

    act(staff, "remove_second_factor", person)

    assert not Authenticator.objects.exists()
    assert said(staff) == ["1 person can now set up a new second factor."]


def test_only_a_superuser_removes_a_second_factor(client):
    enter_as_clerk(client)
    person = make_person()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})

    act(client, "remove_second_factor", person)

    assert Authenticator.objects.exists()


def test_nobody_gives_rights_away_but_a_superuser(client):
    enter_as_clerk(client)
    person = make_person()

    client.post(url(User, "change", person.pk), {"email": person.email, "full_name": "Ada",
                "is_active": "on", "is_staff": "on", "is_superuser": "on",
                "emailaddress_set-TOTAL_FORMS": 0, "emailaddress_set-INITIAL_FORMS": 0})  # fmt: skip

    person.refresh_from_db()
    assert person.full_name == "Ada"
    assert not person.is_staff
    assert not person.is_superuser


def test_nobody_takes_over_staff_by_another_address(client):
    enter_as_clerk(client)
    boss = make_person("boss@example.org", is_staff=True)

    answer = client.post(url(User, "change", boss.pk), {"email": "clerk2@example.org"})

    assert answer.status_code == 403
    assert User.objects.filter(email="boss@example.org").exists()


def test_people_are_never_deleted(staff):
    person = make_person()

    assert staff.post(url(User, "delete", person.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_people_and_roles_cost_the_same_for_any_number(
    staff, django_assert_num_queries, rows
):
    group = Group.objects.create(name="Desk")
    for number in range(rows):
        make_person(f"p{number}@example.org").groups.add(group)

    with django_assert_num_queries(8):
        staff.get(url(User, "changelist"))
    with django_assert_num_queries(5):
        staff.get(url(Group, "changelist"))


def test_who_gave_which_role_is_history(staff):
    person = make_person()
    group = Group.objects.create(name="Registration desk")
    form = {"email": person.email, "full_name": "Ada", "is_active": "on", "is_staff": "on",
            "emailaddress_set-TOTAL_FORMS": 0, "emailaddress_set-INITIAL_FORMS": 0}  # fmt: skip
    staff.post(url(User, "change", person.pk), form | {"groups": [group.pk]})
    staff.post(url(User, "change", person.pk), form)

    versions = staff.get(url(User, "history", person.pk)).context["page"].object_list

    taken, given = (version for version in versions if version.row == "Role")
    assert (given.what, str(given.who)) == ("insert", "Sam Staff")
    assert "Registration desk" in {change.new for change in given.changes}
    assert (taken.what, str(taken.who)) == ("delete", "Sam Staff")
    assert "Registration desk" in {change.old for change in taken.changes}


def test_the_menu_shows_the_apps_in_which_somebody_may_do_anything():
    clerk = make_person(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_user"))
    gone = make_person("gone@example.org", is_superuser=True, is_active=False)

    assert clerk.has_module_perms("accounts")
    assert not clerk.has_module_perms("account")
    assert not clerk.has_module_perms("billing")
    assert make_person("root@example.org", is_superuser=True).has_module_perms("billing")
    assert not gone.has_module_perms("accounts")
