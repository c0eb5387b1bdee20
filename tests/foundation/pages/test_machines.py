"""Robots, site map, security.txt, favicon, and the addresses on slides."""

import re
from datetime import UTC, date, datetime

import pytest

from foundation.base import clock
from foundation.pages.contents import PAGES
from tests.factories.events import make_event, make_level, make_recording, make_team
from tests.factories.members import make_membership, make_organization, make_supporter
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def locations(client):
    response = client.get("/sitemap.xml", headers={"Host": "testserver"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return re.findall(r"<loc>http://127\.0\.0\.1:8000([^<]*)</loc>", response.content.decode())


def test_robots_names_the_map_and_closes_what_is_private(client):
    response = client.get("/robots.txt")

    text = response.content.decode()
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    for path in ("/admin/", "/me/", "/account/", "/events/*/orders/", "/events/*/tickets/"):
        assert f"Disallow: {path}\n" in text


def test_the_map_lists_every_kind_of_public_page(client, at):
    member = make_membership("Member").organization
    supporter = make_supporter("Supporter")
    project = make_project()
    event = make_event(kind="ptg")
    make_team(event=event)
    make_level(event=event)
    make_recording(event=event)

    found = locations(client)

    for page in (member, supporter, project, event):
        assert page.get_absolute_url() in found
    for part in ("teams", "sponsors", "recordings"):
        assert f"/events/{event.slug}/{part}/" in found
    assert {page.url for page in PAGES if "#" not in page.url} <= set(found)
    assert len(found) == len(set(found))


def test_the_map_leaves_out_what_is_not_public(client, at):
    make_event(slug="secret", is_public=False)
    make_organization("Only an employer")
    make_supporter("Next year's supporter", ccla_signed_on=date(2023, 3, 1))
    make_membership("Next year's member", start=date(2023, 1, 1))

    found = locations(client)

    assert "/events/secret/" not in found
    assert [path for path in found if re.match(r"/members/(only|next)-", path)] == []
    private = (
        "/admin",
        "/account",
        "/me/",
        "/orders/",
        "/tickets/",
        "/search/",
        "/thanks",
        "/style",
    )
    assert not [path for path in found if any(word in path for word in private)]


def test_the_map_says_when_a_row_last_changed(client, at):
    make_project()

    text = client.get("/sitemap.xml").content.decode()

    assert re.search(r"/projects/project-\d+/</loc><lastmod>\d{4}-\d\d-\d\d", text)


def test_the_map_does_not_believe_the_host_of_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]

    text = client.get("/sitemap.xml", headers={"Host": "evil.example"}).content.decode()

    assert "evil.example" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_costs_eleven_queries(client, at, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(f"Member {number}")
        make_project()
        make_event()

    # The paginator of each of the four maps of rows counts first.
    with django_assert_num_queries(11):
        client.get("/sitemap.xml")


def test_security_txt_does_not_expire_soon(client):
    text = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: http://127.0.0.1:8000/contact/" in text
    expires = datetime.fromisoformat(re.search(r"Expires: (\S+)", text)[1])
    assert 100 < (expires - datetime.now(UTC)).days < 365


def test_favicon_leads_to_the_sign(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response["Location"].endswith("favicon.ico")


@pytest.mark.parametrize("path", ["/ptg", "/ptg/"])
def test_ptg_leads_to_the_next_gathering(client, at, path):
    make_event(slug="past", kind="ptg", starts_on=date(2022, 4, 4), ends_on=date(2022, 4, 8))
    make_event(slug="next", kind="ptg", starts_on=date(2022, 10, 17), ends_on=date(2022, 10, 21))
    make_event(slug="later", kind="ptg")

    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, "/events/next/")


def test_ptg_leads_to_the_last_gathering_when_none_is_planned(client, at):
    make_event(slug="past", kind="ptg", starts_on=date(2022, 4, 4), ends_on=date(2022, 4, 8))

    assert client.get("/ptg")["Location"] == "/events/past/"


def test_ptg_without_any_gathering_leads_to_all_events(client, at):
    assert client.get("/ptg")["Location"] == "/events/"


def test_ptg_moves_on_when_the_gathering_is_over(client, at):
    make_event(slug="now", kind="ptg", zone="UTC", starts_on=date(2022, 10, 17),
               ends_on=date(2022, 10, 21))  # fmt: skip
    make_event(slug="later", kind="ptg")

    with clock.seen_from(datetime(2022, 10, 22, tzinfo=UTC)):
        assert client.get("/ptg")["Location"] == "/events/later/"


@pytest.mark.parametrize("path", ["/summit/vancouver-2023", "/summit/vancouver-2023/"])
def test_the_summit_on_the_slides_is_found_for_good(client, at, path):
    make_event(slug="vancouver-2023")

    response = client.get(path)

    assert (response.status_code, response["Location"]) == (301, "/events/vancouver-2023/")


def test_summit_leads_to_the_next_summit(client, at):
    make_event(
        slug="gathering", kind="ptg", starts_on=date(2022, 10, 17), ends_on=date(2022, 10, 21)
    )
    make_event(slug="vancouver-2023")

    assert client.get("/summit")["Location"] == "/events/vancouver-2023/"


@pytest.mark.parametrize("path", ["/summit/atlantis-1900", "/summit/secret"])
def test_a_summit_that_is_not_public_is_not_found(client, at, path):
    make_event(slug="secret", is_public=False)

    response = client.get(path)

    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/join", "/members/join/"),
        ("/membership/", "/members/join/"),
        ("/hosting/", "/projects/hosting/"),
        ("/3-forces/", "/three-forces/"),
        ("/code-of-conduct/", "/about/#code-of-conduct"),
        ("/four-opens", "/four-opens/"),
        ("/about", "/about/"),
        ("/search?q=x", "/search/?q=x"),
    ],
)
def test_short_addresses_lead_on_for_good(client, path, target):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (301, target)
