import pytest
from django.urls import reverse

from tests.factories.members import make_membership, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("members:wall")


def names(page):
    return [row.name for row in page.context["rows"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_wall_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(f"Member {number}")

    with django_assert_num_queries(4):
        assert len(names(client.get(URL))) == rows


def test_any_site_may_frame_it_and_it_runs_nothing(client):
    make_membership()

    page = client.get(URL)

    policy = page["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in page
    assert "<script" not in page.text
    assert "frame-ancestors 'none'" in client.get("/members/")["Content-Security-Policy"]


def test_a_tier_and_a_size_can_be_chosen(client):
    make_membership("Ericsson", "Gold")
    make_membership("Huawei", "Platinum")
    make_supporter("Helper")

    assert names(client.get(URL)) == ["Huawei", "Ericsson"]
    assert names(client.get(URL, {"tier": "gold"})) == ["Ericsson"]
    assert names(client.get(URL, {"tier": "supporter"})) == ["Helper"]
    assert "embed--large" in client.get(URL, {"size": "large"}).text


@pytest.mark.parametrize("asked", [{"tier": "wood"}, {"size": "9"}, {"tier": "\0"}])
def test_what_is_no_tier_or_size_is_left_aside(client, asked):
    make_membership("Ericsson")

    page = client.get(URL, asked)

    assert page.status_code == 422
    assert names(page) == ["Ericsson"]


def test_it_may_be_kept(client):
    page = client.get(URL)

    assert page["Cache-Control"].startswith("public")
    assert client.get(URL, headers={"If-None-Match": page["ETag"]}).status_code == 304


def test_the_snippet_to_copy_holds_no_script(client):
    page = client.get("/members/statistics/").text

    assert "&lt;iframe src=" in page
    assert "/members/wall/?tier=gold" in page
