import json
import re
from datetime import date

import pytest
from django.urls import reverse

from tests.factories.members import (
    make_membership,
    make_name,
    make_organization,
    make_representative,
    make_supporter,
)
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.mark.parametrize("rows", [1, 3])
def test_one_organisation_costs_the_same_however_much_is_known(
    client, django_assert_num_queries, rows
):
    organization = make_organization("Huawei", country="CN")
    for number in range(rows):
        make_membership(organization, "Gold", date(2020 - number, 1, 1), date(2021 - number, 1, 1))
        make_name(f"Name {number}", organization=organization)
        make_organization(f"Daughter {number}", parent=organization)
        make_membership(f"Other {number}", "Platinum")
    make_membership(organization, "Platinum", date(2021, 1, 1))

    with django_assert_num_queries(4):
        page = client.get(organization.get_absolute_url())

    assert page.text.count("Daughter") == rows
    assert page.text.count("Gold member until") == rows


def test_the_tier_since_when_and_the_tiers_before(client):
    held = make_membership("VEXXHOST", "Silver", None, date(2022, 6, 7), note="Silver before.")
    make_membership(held.organization, "Gold", date(2022, 6, 7))

    page = client.get("/members/vexxhost/").text

    assert "Since 7 June 2022." in page
    assert "Silver member until 6 June 2022" in page
    assert "Silver before." in page


def test_a_supporter_shows_when_it_signed(client):
    make_supporter("AT&T", slug="att")

    page = client.get("/members/att/").text

    assert "Supporting organisation" in page
    assert "1 May 2014" in page


def test_who_signs_later_is_no_supporter_yet(client):
    make_supporter("Later", ccla_signed_on=date(2023, 1, 11))

    assert "is not a member and has not signed" in client.get("/members/later/").text


def test_a_former_address_leads_to_the_organisation_for_good(client):
    cleura = make_organization("Cleura")
    make_name("City Network", organization=cleura, slug="city-network")

    response = client.get("/members/city-network/")

    assert (response.status_code, response["Location"]) == (301, "/members/cleura/")


def test_an_unknown_address_is_not_found(client):
    assert client.get("/members/nobody/").status_code == 404


def test_programs_can_read_what_it_is(client):
    organization = make_organization("</script><b>", slug="odd", country="SE")
    make_membership(organization, "Gold")
    make_name("Other", organization=organization)

    page = client.get("/members/odd/").text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)

    data = json.loads(block)
    assert data["name"] == "</script><b>"
    assert data["alternateName"] == ["Other"]
    assert data["address"]["addressCountry"] == "SE"
    assert data["memberOf"]["programName"] == "Gold membership"


def test_others_of_its_tier_are_offered_those_most_like_it_first(client):
    make_membership(make_organization("Acme", country="SE", industry="Hosting"))
    make_membership(make_organization("Far", country="CN", industry="Finance"))
    make_membership(make_organization("Neighbour", country="SE", industry="Finance"))
    make_membership(make_organization("Twin", country="SE", industry="Hosting"))
    make_membership(make_organization("Lower", country="SE", industry="Hosting"), "Silver")

    alike = client.get("/members/acme/").context["alike"]

    assert [each.name for each in alike] == ["Twin", "Neighbour", "Far"]


@pytest.mark.parametrize("word", ["join", "statistics", "agreements"])
def test_words_that_are_pages_lead_to_them(client, word):
    assert reverse("members:organization", args=[word]) == f"/members/{word}/"
    assert "organization" not in (client.get(f"/members/{word}/").context or {})


def test_what_other_rooms_know_stands_on_the_page(client):
    organization = make_membership("Huawei").organization
    make_project(name="StarlingX", slug="starlingx").backers.add(organization)
    make_representative(organization, role="board", name="Grace Hopper")
    make_representative(organization, role="billing", name="Ada Lovelace")

    page = client.get(organization.get_absolute_url()).text

    assert '<a href="/projects/starlingx/">StarlingX</a>' in page
    assert "Grace Hopper" in page
    assert "Ada Lovelace" not in page
    assert "ada@example.org" not in page
