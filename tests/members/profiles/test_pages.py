"""The pages of an organisation for its own people: who sees which, and what they do there."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import AgreedBenefit, Representative
from members.profiles.models import ProfileDraft
from members.representation.models import Invitation
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import (
    make_mail_domain,
    make_membership,
    make_organization,
    make_representative,
)
from tests.factories.profiles import SVG, enter, make_draft, make_png
from tests.factories.representation import make_invitation, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

EVERYBODY = {"home", "people", "benefits"}
PAYERS = EVERYBODY | {"invoices", "billing"}
EDITORS = PAYERS | {"renewal", "tiers", "profile", "invite", "preview", "logo"}
ALL = sorted(EDITORS)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def url(name, organization, *args):
    return reverse(f"profiles:{name}", args=[organization.slug, *args])


def opened(client, organization):
    return {name for name in ALL if client.get(url(name, organization)).status_code == 200}


@pytest.mark.parametrize(
    ("fields", "pages"),
    [
        ({"role": "primary", "is_admin": False}, EVERYBODY),
        ({"role": "marketing", "is_admin": False}, EVERYBODY),
        ({"role": "technical", "is_admin": False}, EVERYBODY),
        ({"role": "board", "is_admin": False}, EVERYBODY),
        ({"role": "billing", "is_admin": False}, PAYERS),
        ({"role": "technical", "is_admin": True}, EDITORS),
        ({"role": "primary", "until": date(2022, 10, 9)}, set()),
        ({"role": "primary", "since": date(2022, 10, 11)}, set()),
        ({"role": "primary", "until": date(2022, 10, 10), "ended_at": KEYNOTE_WEEK}, set()),
    ],
)
def test_each_role_opens_its_pages_and_no_others(client, fields, pages):
    row = enter(client, **fields)
    make_draft(row.organization, logo=SVG)

    assert opened(client, row.organization) == pages


def test_strangers_and_people_of_others_find_no_page(client):
    acme = make_organization()
    make_mail_domain(acme)
    make_draft(acme, logo=SVG)
    for name in ALL:
        page = client.get(url(name, acme))
        assert page.status_code == 302
        assert page["Location"].startswith("/account/login/?next=/me/")

    enter(client, make_organization("Bell"))
    assert opened(client, acme) == set()
    assert client.get(url("home", make_organization("Nobody"))).status_code == 404
    make_representative(acme, email="bob@example.org")
    client.force_login(make_person("bob@example.org", is_verified=False))
    assert opened(client, acme) == set()


def test_what_belongs_to_another_organisation_is_not_found(client):
    row = enter(client)
    other = make_representative(make_organization("Bell"), email="bob@example.org")
    asked = make_invitation(other.organization, email="eve@example.org")

    for name in ("end", "hand_over"):
        assert client.get(url(name, row.organization, other.pk)).status_code == 404
        assert client.post(url(name, row.organization, other.pk)).status_code == 404
    assert client.post(url("invitation", row.organization, asked.pk)).status_code == 404
    assert client.get(url("invoice", row.organization, "F2022-1")).status_code == 404
    assert client.get("/me/organizations/acme/people/99999999999999999999/end/").status_code == 404


def test_inviting_sending_again_and_taking_back(client):
    row = enter(client)
    given = {"name": "Bob", "email": "Bob@Example.org", "role": "billing"}
    assert client.post(url("invite", row.organization), given).status_code == 302
    asked = Invitation.objects.get()
    assert (asked.email, asked.invited_by.email) == ("bob@example.org", "ada@example.org")
    again = client.post(url("invite", row.organization), given)
    assert again.status_code == 422
    assert "is invited to this role already" in again.content.decode()

    page = client.post(url("invitation", row.organization, asked.pk), {"do": "resend"}, follow=True)
    assert "less than an hour ago" in page.content.decode()
    client.post(url("invitation", row.organization, asked.pk), {"do": "withdraw"})
    assert not Invitation.objects.unanswered().exists()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"name": "\0", "email": "bob@example.org", "role": "billing"},
        {"name": "Bob", "email": "bob@example.org\nBcc: eve@example.org", "role": "billing"},
        {"name": "Bob", "email": "bob@example.org", "role": "king"},
        {"name": "x" * 151, "email": "bob@example.org", "role": "billing"},
    ],
)
def test_an_invitation_that_is_none_is_refused_in_words(client, given):
    row = enter(client)

    page = client.post(url("invite", row.organization), given)

    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_leaving_shows_what_remains_open_and_ends_at_once(client):
    acme = make_membership("Acme").organization
    row = enter(client, acme, role="billing")
    page = client.get(url("end", acme, row.pk)).content.decode()
    assert "Nobody would be left to whom its invoices go." in page

    assert client.post(url("end", acme, row.pk)).status_code == 422
    assert client.post(url("end", acme, row.pk), {"knowing": "on"})["Location"] == "/me/"

    assert client.get(url("home", acme)).status_code == 404


def test_who_does_not_look_after_the_pages_ends_only_their_own_role(client):
    row = enter(client, is_admin=False)
    other = make_representative(row.organization, email="bob@example.org")

    assert client.post(url("end", row.organization, other.pk)).status_code == 404
    assert client.get(url("hand_over", row.organization, row.pk)).status_code == 200
    assert client.post(url("end", row.organization, row.pk)).status_code == 302
    assert list(Representative.objects.on(date(2022, 10, 10))) == [other]


def test_a_draft_is_written_looked_at_and_submitted(client):
    row = enter(client)
    acme = row.organization
    logo = SimpleUploadedFile("logo.png", make_png(), "text/html")
    given = {"description": "We <b>run</b> clouds", "country": "DE", "logo_file": logo}

    page = client.post(url("profile", acme), given, follow=True)

    assert "We &lt;b&gt;run&lt;/b&gt; clouds" in page.content.decode()
    shown = client.get(url("logo", acme))
    assert shown["Content-Type"] == "image/webp"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert client.post(url("preview", acme)).status_code == 302
    assert ProfileDraft.objects.waiting().count() == 1
    assert client.post(url("preview", acme)).status_code == 422
    client.post(url("discard", acme))
    assert not ProfileDraft.objects.open().exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("website", "no address"),
        ("colour", "red"),
        ("country", "XX"),
        ("description", "x" * 4001),
        ("city", "\0"),
        ("commitment", "We support it"),
        ("logo_file", SimpleUploadedFile("logo.svg", b"<svg><script>1</script></svg>")),
        ("logo_file", SimpleUploadedFile("logo.png", b"not a picture")),
        ("logo_file", SimpleUploadedFile("logo.png", b"")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(client, field, value):
    row = enter(client)

    page = client.post(url("profile", row.organization), {"industry": "Telecom", field: value})

    assert page.status_code == 422
    assert 'value="Telecom"' in page.content.decode()
    assert not ProfileDraft.objects.exists()


def test_the_overview_says_what_is_missing_and_what_waits(client):
    acme = make_membership("Acme").organization
    enter(client, acme)
    make_invitation(acme, email="bob@example.org")
    make_draft(acme)

    page = client.get(url("home", acme)).content.decode()

    assert "Gold member since 1 March 2021" in page
    assert "A contact for bills" in page
    assert "1 invitation" in page
    assert "waits for our staff" in page


def test_benefits_are_told_with_what_was_used(client):
    held = make_membership("Acme")
    agreed = AgreedBenefit.objects.create(
        membership=held, group="Events", name="Passes", quantity=5
    )
    agreed.uses.create(quantity=2, used_on=date(2022, 6, 7), note="Berlin")
    enter(client, held.organization)

    page = client.get(url("benefits", held.organization)).content.decode()

    assert "2 of 5, the rest waits" in page
    assert "Berlin" in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("home", 16), ("people", 8), ("benefits", 8)])
def test_the_cost_of_each_page_is_flat(client, django_assert_num_queries, rows, name, queries):
    held = make_membership("Acme")
    enter(client, held.organization)
    for number in range(rows):
        make_representative(held.organization, email=f"bob{number}@example.org")
        make_invitation(held.organization, email=f"eve{number}@example.org")
        agreed = AgreedBenefit.objects.create(membership=held, group="E", name=f"Pass {number}")
        agreed.uses.create(used_on=KEYNOTE_WEEK.date() - timedelta(days=number))

    with django_assert_num_queries(queries):
        assert client.get(url(name, held.organization)).status_code == 200
