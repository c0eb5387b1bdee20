"""Notes, what of them is to be followed up, and the timeline of an organisation."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from foundation.base.errors import RuleError
from foundation.pages import roles
from members.accounts.models import User
from members.care import services
from members.care.models import Note
from members.dues.models import Notice
from members.models import Organization
from tests.admin import act, enter, url
from tests.factories.care import make_letter, make_note
from tests.factories.dues import make_member, make_rule
from tests.factories.members import make_membership, make_organization, make_representative
from tests.factories.representation import make_invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def staff(client):
    return enter(client)


def timeline(client, organization, **query):
    return client.get(reverse("admin:care_note_timeline", args=[organization.slug]), query)


def listed(staff, **query):
    page = staff.get(url(Note, "changelist"), query)
    return [row.text for row in page.context["cl"].result_list]


def test_a_note_is_written_from_the_record_of_an_organisation(staff):
    acme = make_organization()
    record = staff.get(url(Organization, "change", acme.pk)).text
    address = f"{url(Note, 'add')}?organization={acme.pk}"

    assert address in record
    assert 'value="2022-10-10"' in staff.get(address).text
    sent = {"organization": acme.pk, "kind": "call", "happened_on": "2022-10-10", "text": "Called."}
    staff.post(address, sent)

    note = Note.objects.get()
    assert (note.organization, note.written_by.email) == (acme, "sam@example.org")


def test_what_is_to_be_followed_up_waits_on_the_desk_until_it_is_done(staff):
    sam = User.objects.get()
    make_note(text="Due", follow_up_on=date(2022, 10, 10))
    make_note(
        Organization.objects.get(), text="Mine", follow_up_on=date(2022, 10, 9), follow_up_by=sam
    )
    make_note(Organization.objects.get(), text="Later", follow_up_on=date(2022, 10, 11))
    make_note(Organization.objects.get(), text="Never")

    assert "notes to follow up" in staff.get(reverse("admin:index")).text
    assert sorted(listed(staff, follow_up="due")) == ["Due", "Mine"]
    assert listed(staff, follow_up="mine") == ["Mine"]
    act(staff, "follow_up", *Note.objects.all())
    assert listed(staff, follow_up="due") == []
    assert listed(staff, follow_up="open") == []
    act(staff, "reopen", Note.objects.get(text="Due"))
    assert listed(staff, follow_up="due") == ["Due"]


def test_another_day_to_follow_up_opens_a_note_again(staff, at):
    note = services.follow_up(note=make_note(follow_up_on=date(2022, 10, 10)), at=at)

    staff.post(url(Note, "change", note.pk), {
        "organization": note.organization_id, "kind": "note", "happened_on": "2022-10-09",
        "text": note.text, "follow_up_on": "2022-11-01",
    })  # fmt: skip

    assert Note.objects.open().get().follow_up_on == date(2022, 11, 1)


@pytest.mark.parametrize(("fields", "code"), [
    ({}, "nothing"),
    ({"follow_up_on": date(2022, 10, 10), "done_at": "2022-10-10T09:00Z"}, "done"),
])  # fmt: skip
def test_what_needs_no_follow_up_is_refused(at, fields, code):
    with pytest.raises(RuleError) as refused:
        services.follow_up(note=make_note(**fields), at=at)

    assert refused.value.code == code


def test_a_note_is_not_followed_up_before_it_happened(staff):
    acme = make_organization()
    page = staff.post(url(Note, "add"), {
        "organization": acme.pk, "kind": "note", "happened_on": "2022-10-10", "text": "T",
        "follow_up_on": "2022-10-09",
    })  # fmt: skip

    assert page.status_code == 422
    assert "It can be followed up from the day it happened on." in page.text


def test_the_timeline_tells_everything_the_newest_first(staff, at):
    make_rule()
    held = make_member()
    acme = held.organization
    ada = make_representative(acme, since=date(2022, 6, 7))
    make_note(acme, person="Ada", text="Wants to upgrade")
    services.send(letter=make_letter(), representative=ada, at=at)
    make_invitation(acme, role="billing")

    page = timeline(staff, acme)

    told = [event.what for event in page.context["page"]]
    assert told.index("Note, Ada") < told.index("Ada Lovelace, Primary represents it")
    assert {"Note, Ada", "Gold: Joined", "Letter to Ada Lovelace, Primary"} <= set(told)
    assert any(what.endswith("Billing was invited") for what in told)
    assert any(what.startswith("Charge: USD") for what in told)
    assert Notice.objects.exists()
    assert [e.what for e in timeline(staff, acme, kind="notes").context["page"]] == ["Note, Ada"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_timeline_costs_the_same_for_many(staff, django_assert_num_queries, rows):
    acme = make_membership().organization
    for number in range(rows):
        make_note(acme)
        make_representative(acme, email=f"{number}@example.org")
    timeline(staff, acme)

    with django_assert_num_queries(17):
        timeline(staff, acme)


@pytest.mark.parametrize("kind", ["x", "\0", "notes&page=99"])
def test_a_timeline_of_what_is_not_there_shows_something(staff, kind):
    acme = make_organization()

    assert timeline(staff, acme, kind=kind, page="x").status_code == 200
    assert staff.get("/admin/care/note/about/nobody/").status_code == 404


def test_each_role_sees_what_it_may(client, at):
    roles.grant()
    acme = make_membership().organization
    make_note(acme, text="Will pay in March")
    services.send(letter=make_letter(), representative=make_representative(acme), at=at)
    found = {}
    for role in (roles.MEMBERSHIP, roles.FINANCE, roles.EVENTS, roles.READ_ONLY):
        person = User.objects.create(email=f"{role.address}@example.org", is_staff=True)
        person.groups.add(Group.objects.get(name=role.name))
        client.force_login(person)
        page = timeline(client, acme)
        found[role.address] = (page.status_code, "Will pay" in page.text, "Letter to" in page.text)
        record = client.get(url(Organization, "change", acme.pk)).text
        assert ("Timeline" in record) == (page.status_code == 200)

    assert found == {
        "membership": (200, True, True),
        "finance": (200, True, False),
        "events": (403, False, False),
        "reader": (403, False, False),
    }
