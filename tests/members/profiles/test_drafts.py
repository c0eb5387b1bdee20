"""A profile changes by a draft that staff approve (domain 1)."""

from collections import Counter
from datetime import timedelta

import pytest

from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members import logos
from members.models import Organization
from members.profiles import differences, services
from members.profiles.models import ProfileDraft, values_of
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.members import make_organization
from tests.factories.orders import make_foundation
from tests.factories.profiles import SVG, make_draft, make_png
from tests.factories.representation import make_person

pytestmark = pytest.mark.django_db
NOW = {"at": KEYNOTE_WEEK, "by": None}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refused(code, change, **given):
    with pytest.raises(RuleError) as refusal:
        change(**given)
    assert refusal.value.code == code
    return refusal.value.messages[0]


def test_writing_again_goes_on_with_the_open_draft_and_keeps_only_what_changes():
    acme = make_organization(city="Berlin", description="Old words")
    first = make_draft(acme, submits=False, city="Paris")
    second = make_draft(acme, submits=False, city="Berlin", country="DE")

    assert second.pk == first.pk
    assert second.proposed == {"description": "New words", "country": "DE"}
    assert second.base["description"] == "Old words"
    assert second.version == 2


def test_approving_writes_the_organisation_and_tells_who_wrote_it():
    make_foundation()
    acme = make_organization()
    draft = make_draft(acme, by=make_person(), logo=SVG, country="DE", website="https://acme.org")
    assert "has submitted a draft" in Mail.objects.get(kind="profile_submitted").text

    services.approve(draft=draft, version=draft.version, **NOW)

    acme.refresh_from_db()
    assert (acme.description, acme.country.code) == ("New words", "DE")
    assert acme.logo.name.endswith(".svg")
    assert b"<path" in acme.logo.read()
    assert Mail.objects.get(kind="profile_approved").to == "ada@example.org"
    assert ProfileDraft.objects.get().state == DraftState.APPROVED


def test_a_draft_is_decided_once_and_only_while_it_waits():
    draft = make_draft(submits=False)
    refused("not_now", services.approve, draft=draft, version=draft.version, **NOW)
    services.submit(draft=draft, **NOW)
    services.approve(draft=draft, version=draft.version, **NOW)

    refused("not_now", services.approve, draft=draft, version=draft.version, **NOW)
    refused("not_now", services.send_back, draft=draft, version=1, note="No", **NOW)
    refused("not_now", services.submit, draft=draft, **NOW)
    refused("not_now", services.discard, draft=draft, **NOW)


def test_what_was_written_anew_while_staff_looked_is_not_approved():
    acme = make_organization()
    draft = make_draft(acme)
    make_draft(acme, description="Other words")

    refused("changed", services.approve, draft=draft, version=draft.version, **NOW)
    refused("changed", services.send_back, draft=draft, version=draft.version, note="No", **NOW)


def test_a_change_of_the_same_field_meanwhile_is_shown_and_not_lost():
    acme = make_organization(description="Old words")
    draft = make_draft(acme, city="Paris")
    Organization.objects.update(description="Words of the staff", industry="Telecom")

    said = refused("conflict", services.approve, draft=draft, version=draft.version, **NOW)
    assert "Description" in said
    assert "City" not in said
    draft = ProfileDraft.objects.select_related("organization").get()
    (clash,) = differences.clashes(draft)
    assert (clash.before, clash.now, clash.after) == (
        "Old words",
        "Words of the staff",
        "New words",
    )

    services.approve(draft=draft, version=draft.version, overwrites=True, **NOW)
    acme.refresh_from_db()
    assert (acme.description, acme.city, acme.industry) == ("New words", "Paris", "Telecom")


def test_a_logo_that_was_changed_meanwhile_is_a_clash_too():
    draft = make_draft(logo=SVG)
    Organization.objects.update(logo="logos/other.png")

    refused("conflict", services.approve, draft=draft, version=draft.version, **NOW)


def test_removing_the_logo_and_sending_a_new_one_instead():
    acme = make_organization(logo="logos/old.png")
    given = {"organization": acme, "values": values_of(acme), "at": KEYNOTE_WEEK, "by": None}
    draft = services.write(**given, logo=None, removes_logo=True)
    assert (draft.says_logo, draft.is_empty) == ("removed", False)

    logo = logos.made_safe(make_png())
    draft = services.write(**given, logo=logo, removes_logo=True)
    assert draft.says_logo == "new"

    services.submit(draft=draft, **NOW)
    services.approve(draft=draft, version=draft.version, **NOW)
    acme.refresh_from_db()
    assert acme.logo.name.endswith(".webp")


def test_returned_with_a_note_it_can_be_submitted_again():
    draft = make_draft(by=make_person())
    refused("no_note", services.send_back, draft=draft, version=1, note=" ", **NOW)

    draft = services.send_back(draft=draft, version=1, note="Shorter, please.", **NOW)

    assert "Shorter, please." in Mail.objects.get(kind="profile_returned").text
    again = services.submit(draft=draft, at=KEYNOTE_WEEK + timedelta(days=1), by=None)
    assert again.state == DraftState.SUBMITTED


def test_an_empty_draft_is_not_submitted_and_a_discarded_one_makes_room():
    acme = make_organization(description="New words")
    draft = make_draft(acme, submits=False)
    refused("empty", services.submit, draft=draft, **NOW)

    services.discard(draft=draft, **NOW)

    assert make_draft(acme, city="Paris").pk != draft.pk


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "New", [("in", "New")]),
        ("Old", "", [("out", "Old")]),
        ("We run clouds", "We run open clouds",
         [("same", "We run "), ("in", "open "), ("same", "clouds")]),
        ("a" + " b" * 4000, "c", [("out", "a" + " b" * 4000), ("in", "c")]),
    ],
)  # fmt: skip
def test_differences_are_told_word_by_word(before, after, told):
    assert differences.words(before, after) == told


@pytest.mark.django_db(transaction=True)
def test_two_of_the_staff_approve_at_once_and_it_is_written_once():
    make_foundation()
    acme = make_organization()
    draft = make_draft(acme, by=make_person())

    def approve():
        return services.approve(draft=draft, version=draft.version, **NOW).description

    def edit():
        Organization.objects.filter(pk=acme.pk).update(industry="Telecom")
        return "edited"

    found = Counter(at_once([approve, approve, approve, edit], workers=4))

    assert found == {"New words": 1, "not_now": 2, "edited": 1}
    assert Mail.objects.filter(kind__in=["profile_approved", "profile_returned"]).count() == 1
    acme.refresh_from_db()
    assert (acme.description, acme.industry) == ("New words", "Telecom")


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_draft_at_once_share_one():
    acme = make_organization()

    at_once([lambda: make_draft(acme, submits=False)] * 4, workers=4)

    assert ProfileDraft.objects.get().version == 4
