"""What a member changes: the profile with its switches, the photo, affiliations, resigning."""

import io
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.people import pictures, queries, services
from members.people.models import FIELDS, Affiliation, IndividualMembership, Photo
from tests.factories.members import make_organization
from tests.factories.people import make_affiliation, make_member, make_person, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PROFILE, PHOTO = reverse("people:profile"), reverse("people:change_photo")
MINE, HOME = reverse("people:affiliations"), reverse("people:membership")
RESIGN = reverse("people:resign")


@pytest.fixture
def ada(client):
    person = make_member("Ada Lovelace")
    client.force_login(person.user)
    return person


def answers(**fields):
    return {"name": "Ada Lovelace", "country": "DE", "shows_name": "on"} | fields


def image(kind="PNG", size=(800, 600), **saved):
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind, **saved)
    return file.getvalue()


def test_pages_of_mine_are_closed_to_others(client):
    for page in (PROFILE, MINE, HOME, RESIGN, reverse("people:data"), reverse("people:erase"),
                 reverse("people:export"), reverse("people:my_photo")):  # fmt: skip
        assert "login" in client.get(page)["Location"]
    client.force_login(make_user("guest@example.org"))
    assert client.get(PROFILE)["Location"] == reverse("people:individual")
    assert "community account" in client.get(HOME).text
    assert client.get(HOME)["Cache-Control"].count("no-store")


def test_fields_and_switches_are_kept(client, ada):
    client.post(PROFILE, answers(bio="Hello", links="https://example.org/a", shows_bio="on"))

    ada.refresh_from_db()
    assert (ada.bio, ada.links) == ("Hello", "https://example.org/a")
    assert {name for name in FIELDS if getattr(ada, f"shows_{name}")} == {"name", "bio"}
    client.post(PROFILE, answers(shows_name=""))
    ada.refresh_from_db()
    assert not ada.shows_name


def test_a_new_name_has_a_new_address_and_the_old_one_leads_nowhere(client, ada):
    old = ada.get_absolute_url()
    client.post(PROFILE, answers(name="Augusta King"))

    ada.refresh_from_db()
    assert ada.slug == "augusta-king"
    assert ada.user.full_name == "Augusta King"
    assert client.get(old).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Fill this in."),
        ({"links": "javascript:alert(1)"}, "no address of the web"),
        ({"links": "https://u:p@example.org"}, "without a password"),
        ({"links": "\n".join(["https://example.org"] * 9)}, "at most eight"),
        ({"bio": "x" * 2001}, "at most 2000"),
        ({"country": "XX"}, "Choose a country of the list."),
    ],
)
def test_a_wrong_profile_is_said_in_words_and_nothing_is_lost(client, ada, fields, sentence):
    page = client.post(PROFILE, answers(chat="KEPT") | fields)

    assert page.status_code == 422
    assert sentence in page.text
    assert "KEPT" in page.text
    ada.refresh_from_db()
    assert ada.chat == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_photo_is_drawn_anew(client, ada, kind):
    secret = Image.Exif()
    secret[0x010E] = "SECRETPLACE"
    content = image(kind, exif=secret) if kind != "PNG" else image(kind)
    client.post(PHOTO, {"photo": SimpleUploadedFile("me.exe", content)})

    kept = Photo.objects.get()
    drawn = Image.open(io.BytesIO(bytes(kept.content)))
    assert (drawn.format, drawn.size) == ("WEBP", (480, 480))
    assert b"SECRETPLACE" not in bytes(kept.content)
    assert client.get(reverse("people:my_photo"))["Content-Type"] == "image/webp"
    client.post(PHOTO, {"remove": "yes"})
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload=alert(1)>", "cannot be read as a picture"),
        (image()[:300], "cannot be read as a picture"),
        (image("GIF"), "cannot be read as a picture"),
        (image(size=(63, 400)), "at least 64"),
        (image(size=(9000, 9000)), "too many pixels"),
        (b"x" * (pictures.MOST_BYTES + 1), "at most 5 MB"),
    ],
    ids=["svg", "cut", "gif", "small", "bomb", "large"],
)
def test_what_is_no_picture_is_refused_in_words(client, ada, content, sentence):
    page = client.post(PHOTO, {"photo": SimpleUploadedFile("a.png", content)})

    assert page.status_code == 422
    assert sentence in page.text
    assert not Photo.objects.exists()


def employer(name="", **fields):
    return {"organization": name, "title": "", "since": "", "last_day": ""} | fields


def test_affiliations_come_and_go_with_dates(client, ada, at):
    acme = make_organization("Acme")
    make_affiliation(ada, None, date(2022, 1, 10))
    client.post(MINE, employer("Acme", title="Engineer", since="2022-05-01"))
    client.post(MINE, employer("Elsewhere", since="2019-01-01", last_day="2020-12-31"))

    none, typed = Affiliation.objects.get(kind="none"), Affiliation.objects.get(kind="typed")
    assert none.last_day == date(2022, 4, 30)
    assert typed.last_day == date(2020, 12, 31)
    row = Affiliation.objects.get(organization=acme)
    refused = client.post(
        reverse("people:end_affiliation", args=[row.pk]), {"last_day": "2022-09-30"}
    )
    assert "or “none”, first" in refused.text
    client.post(MINE, employer("Acme Two", since="2022-08-01", match="typed"))
    client.post(reverse("people:end_affiliation", args=[row.pk]), {"last_day": "2022-09-30"})
    row.refresh_from_db()
    assert row.last_day == date(2022, 9, 30)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (employer("acme", since="2022-06-01"), "is there for part of this time"),
        (employer("", nobody="on"), "cannot stand beside an organisation"),
        (employer("Acme", since="2022-02-01", last_day="2022-01-01"), "must not come before"),
        (employer("Acme", since="0001-01-01"), "Look at the year"),
        (employer("Acme", since="2030-01-01"), "has not come yet"),
    ],
)
def test_affiliations_that_cannot_be_are_refused(client, ada, sent, sentence):
    make_affiliation(ada, make_organization("Acme"), date(2021, 1, 1))

    page = client.post(MINE, sent)

    assert page.status_code == 422
    assert sentence in page.text
    assert Affiliation.objects.count() == 1


def test_nobody_touches_the_affiliations_of_others(client, ada):
    theirs = make_affiliation(make_member("Grace"), "Navy")

    for name in ("end_affiliation", "remove_affiliation"):
        page = client.post(reverse(f"people:{name}", args=[theirs.pk]), {"last_day": "2022-01-01"})
        assert page.status_code == 404
    assert Affiliation.objects.get().last_day is None


def test_a_member_is_never_left_without_an_affiliation(client, ada):
    row = make_affiliation(ada, "Acme")

    page = client.post(reverse("people:remove_affiliation", args=[row.pk]), follow=True)

    assert "a member always says one of them" in page.text
    assert Affiliation.objects.exists()


def test_employers_are_known_by_address_and_day(ada):
    acme, navy = make_organization("Acme"), make_organization("Navy")
    make_affiliation(ada, acme, date(2020, 1, 1), end=date(2022, 1, 1))
    make_affiliation(ada, navy, date(2021, 6, 1))
    make_affiliation(make_person("Guest"), navy)

    def at_day(*day):
        found = queries.employer_of("ADA@example.org", date(*day))
        return found and found.employer

    assert [at_day(2019, 1, 1), at_day(2020, 5, 1), at_day(2021, 7, 1), at_day(2022, 7, 1)] == [
        None, "Acme", "Navy", "Navy"]  # fmt: skip
    assert queries.employer_of("nobody@example.org", date(2022, 1, 1)) is None
    assert [(row.name, row.people) for row in queries.people_by_organization(date(2022, 7, 1))] == [
        ("Navy", 1)
    ]


def test_resigning_is_asked_once_more_and_then_at_once(client, ada, at, run_queue):
    group = Group.objects.create(name="Readers")
    ada.user.groups.add(group)

    assert "Resign now" in client.get(RESIGN).text
    assert IndividualMembership.objects.at(at).exists()
    page = client.post(RESIGN, follow=True)

    assert "You have resigned" in page.text
    assert not IndividualMembership.objects.at(at).exists()
    assert not ada.user.groups.exists()
    assert client.get(ada.get_absolute_url()).status_code == 404
    assert client.post(RESIGN)["Location"] == HOME
    run_queue()
    assert Mail.objects.filter(kind="member_farewell").count() == 1


def test_staff_keep_the_groups_of_their_work(at):
    person = make_member("Boss")
    person.user.is_staff = True
    person.user.save()
    person.user.groups.add(Group.objects.create(name="Desk"))

    services.resign(user=person.user, at=at)

    assert person.user.groups.exists()


def test_who_resigns_in_the_moment_of_joining_was_a_member_for_no_longer(at):
    person = make_member(since=at)

    services.resign(user=person.user, at=at)

    assert not IndividualMembership.objects.at(at + timedelta(seconds=1)).exists()
    with pytest.raises(RuleError) as refused:
        services.resign(user=person.user, at=at + timedelta(seconds=1))
    assert refused.value.code == "no_member"
