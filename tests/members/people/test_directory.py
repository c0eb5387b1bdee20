"""The directory of people, and what each page of theirs shows: only what was opened."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from members.people import directory, services
from members.people.models import Photo
from tests.factories.members import make_organization
from tests.factories.people import make_affiliation, make_member, make_person, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("people:directory")
SECRETS = {
    "bio": "SECRETBIO", "languages": "SECRETLANG", "projects": "SECRETPROJ",
    "chat": "SECRETCHAT", "links": "https://secret.example/x", "country": "IS",
}  # fmt: skip
TOLD = ("SECRETBIO", "SECRETLANG", "SECRETPROJ", "SECRETCHAT", "secret.example", "Iceland",
        "SECRETEMPLOYER", "SECRETTITLE", "secret@example.org", "/photo/")  # fmt: skip


def make_closed(name="Ada Lovelace", **fields):
    """A member who has filled everything in, and opened nothing but the name."""
    person = make_member(name, "secret@example.org", **SECRETS | fields)
    make_affiliation(person, "SECRETEMPLOYER", title="SECRETTITLE")
    Photo.objects.create(person=person, content=b"SECRETPHOTO", width=9, height=9)
    return person


def names(page):
    return re.findall(r'class="people__name" href="[^"]+">([^<]+)<', page.text)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        person = make_member(f"Ada {number}", f"a{number}@example.org", shows_affiliations=True)
        make_affiliation(person, make_organization(f"Acme {number}"))
    client.get(URL)

    with django_assert_num_queries(3):
        page = client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL, {"q": "ada"})

    assert page.text.count("<span>Acme") == rows


def test_people_stand_under_the_letter_of_their_name(client):
    for name in ("Ærin", "ada", "Åsa", "Bob", "王芳"):
        make_member(name, f"{name}@example.org")

    page = client.get(URL)
    assert names(page) == ["ada", "Ærin", "Åsa"]
    assert "5 people are listed" in page.text
    assert names(client.get(URL, {"letter": "b"})) == ["Bob"]
    assert names(client.get(URL, {"letter": "#"})) == ["王芳"]


def test_a_letter_has_pages(client):
    for number in range(61):
        make_member(f"Ada {number:02}", f"a{number}@example.org")

    assert names(client.get(URL, {"letter": "a", "page": 2})) == ["Ada 60"]
    assert len(names(client.get(URL, {"page": "zzz"}))) == 60


def test_the_count_follows_at_once_who_joins_and_who_closes(client):
    person = make_member("Ada")
    assert "One person is" in client.get(URL).text
    make_member("Grace")
    assert "2 people are" in client.get(URL).text
    services.edit(person=person, said={"shows_name": False}, at=None)
    assert "One person is" in client.get(URL).text


@pytest.mark.parametrize(
    "typed", ["lovelace", "LOVELACE", "Lövelace", "lovelcae", "ada l", "Lovelac"]
)
def test_a_search_forgives_accents_and_errors(client, typed):
    make_member("Ada Lovelace")
    make_member("Grace Hopper")

    assert names(client.get(URL, {"q": typed})) == ["Ada Lovelace"]


def test_what_is_only_close_is_said_to_be(client):
    make_member("Ada Lovelace")

    assert "Nobody is called that" in client.get(URL, {"q": "lovelcae"}).text
    assert "Nobody listed is called like that" in client.get(URL, {"q": "zzzzzz"}).text


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"letter": "zz"}, 422), ({"q": "%_' \\"}, 200), ({"q": "x" * 500}, 200), ({"q": "\0"}, 422)],
)
def test_impossible_questions_are_answered(client, asked, status):
    make_member()

    assert client.get(URL, asked).status_code == status


def test_nobody_who_closed_the_name_or_is_no_member_is_found_anywhere(client, at):
    hidden = make_closed("Hidden Person", shows_name=False)
    person = make_person("Community Person", **{f"shows_{name}": True for name in ("bio", "email")})
    gone = make_member("Gone Person")
    services.resign(user=gone.user, at=at)

    for asked in ({}, {"letter": "h"}, {"letter": "c"}, {"letter": "g"}, {"q": "person"},
                  {"q": "hidden"}, {"q": "hiden"}):  # fmt: skip
        text = client.get(URL, asked).text
        assert not names(client.get(URL, asked))
        assert not any(secret in text for secret in (*TOLD, "Hidden Person", "Gone Person"))
    for row in (hidden, person, gone):
        assert client.get(row.get_absolute_url()).status_code == 404
        assert client.get(reverse("people:photo", args=[row.slug])).status_code == 404


def test_a_closed_page_holds_nothing_but_the_name(client):
    person = make_closed()
    client.force_login(make_member("Reader").user)

    for reader in (Client(), client):
        page = reader.get(person.get_absolute_url())
        assert "Ada Lovelace" in page.text
        assert [secret for secret in TOLD if secret in page.text] == []
        listed = reader.get(URL, {"q": "ada"})
        assert [secret for secret in TOLD if secret in listed.text] == []
        assert reader.get(reverse("people:photo", args=[person.slug])).status_code == 404
    assert client.get(reverse("people:email", args=[person.slug])).status_code == 404


@pytest.mark.parametrize(
    ("switch", "shown"),
    [
        ("bio", "SECRETBIO"), ("languages", "SECRETLANG"), ("projects", "SECRETPROJ"),
        ("chat", "SECRETCHAT"), ("links", "secret.example"), ("country", "Iceland"),
        ("affiliations", "SECRETEMPLOYER"), ("photo", "/photo/"),
    ],
)  # fmt: skip
def test_each_switch_opens_its_field_and_no_other(client, switch, shown):
    person = make_closed(**{f"shows_{switch}": True})

    text = client.get(person.get_absolute_url()).text

    allowed = {shown, "SECRETTITLE"} if switch == "affiliations" else {shown}
    assert {secret for secret in TOLD if secret in text} == allowed


def test_an_opened_photo_is_a_picture_and_nothing_else(client):
    person = make_closed(shows_photo=True)

    answer = client.get(reverse("people:photo", args=[person.slug]))

    assert answer.content == b"SECRETPHOTO"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")


def test_an_opened_address_is_for_members_only_and_never_on_a_page_for_all(client):
    person = make_closed(shows_email=True)
    url = reverse("people:email", args=[person.slug])

    assert "secret@example.org" not in client.get(person.get_absolute_url()).text
    assert "login" in client.get(url)["Location"]
    client.force_login(make_user("guest@example.org"))
    refused = client.get(url)
    assert refused.status_code == 403
    assert "secret@example.org" not in refused.text
    client.force_login(make_member("Reader").user)
    assert "secret@example.org" in client.get(url).text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_employers(client, django_assert_num_queries, rows):
    person = make_closed(shows_affiliations=True)
    for number in range(rows):
        make_affiliation(person, make_organization(f"Acme {number}"))

    with django_assert_num_queries(4):
        client.get(person.get_absolute_url())


def test_what_was_said_is_no_markup(client):
    person = make_member("<b>Ada</b>", "a@example.org", bio="<script>x</script>", shows_bio=True)

    text = client.get(person.get_absolute_url()).text

    assert "<script>x" not in text
    assert "<b>Ada" not in text


def test_near_names_come_by_the_index(at):
    make_member("Ada Lovelace")

    assert directory.find("ada lovlace", at).only_close


def test_the_site_map_knows_the_listed_and_nobody_else(client, at):
    shown, hidden = make_member("Shown"), make_member("Hidden", shows_name=False)
    gone = make_member("Gone")
    services.resign(user=gone.user, at=at)

    text = client.get("/sitemap.xml").text

    assert shown.get_absolute_url() in text
    assert hidden.slug not in text
    assert gone.slug not in text


def test_the_search_of_the_site_tells_nothing_of_people(client):
    make_closed("Hidden Person", shows_name=False)

    assert "Hidden" not in client.get("/search/", {"q": "person"}).text


@pytest.mark.parametrize("path", ["", "ada-lovelace/"])
def test_no_copy_is_shown_after_something_was_closed(client, at, path):
    make_member("Ada Lovelace")

    response = client.get(f"/members/people/{path}")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
