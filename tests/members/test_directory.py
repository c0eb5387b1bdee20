from datetime import date

import pytest
from django.urls import reverse

from tests.factories.members import (
    make_membership,
    make_name,
    make_organization,
    make_supporter,
    make_tier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("members:directory")


def listed(response):
    """The names in the tiers and on the wall."""
    tiles = [tile.name for group in response.context["groups"] for tile in group.tiles]
    return tiles, response.context["wall"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(f"Member {number}")
        make_supporter(f"Helper {number}")

    with django_assert_num_queries(4):
        response = client.get(URL)

    assert len(listed(response)[0]) == rows
    assert response.content.count(b"/members/helper-") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_adds_one_query(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(f"Huawei {number}")

    with django_assert_num_queries(5):
        response = client.get(URL, {"q": "huawei"})

    assert len(listed(response)[0]) == rows


def test_tiers_stand_in_their_order_and_names_in_alphabetical_order(client):
    for name, tier in [("zeta", "Silver"), ("Écho", "Silver"), ("Beta", "Platinum")]:
        make_membership(name, tier)
    make_tier("Gold")

    groups = client.get(URL).context["groups"]

    assert [(group.tier.name, [tile.name for tile in group.tiles]) for group in groups] == [
        ("Platinum", ["Beta"]),
        ("Silver", ["Écho", "zeta"]),
    ]


def test_a_member_that_supports_too_stands_in_its_tier_and_marked_on_the_wall(client):
    make_membership(make_supporter("Huawei"), "Platinum")

    tiles, wall = listed(client.get(URL))

    assert tiles == ["Huawei"]
    assert '<a href="/members/huawei/" class="dot dot--platinum">Huawei<span' in wall
    assert "(platinum member)" in wall


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hauwei", "Huawei"),
        ("HUAWEI", "Huawei"),
        ("societe generale", "Société Générale"),
        ("télécom", "Deutsche Telekom"),
        ("city network", "Cleura"),
        ("ctiy network", "Cleura"),
        ("at&t", "AT&T"),
    ],
)
def test_search_forgives_typing_errors_and_accents_and_knows_other_names(client, typed, found):
    for name in ["Huawei", "Société Générale", "Deutsche Telekom", "Red Hat", "AT&T"]:
        make_membership(name)
    make_name("City Network", organization=make_membership("Cleura").organization)

    assert listed(client.get(URL, {"q": typed}))[0] == [found]


def test_what_is_only_close_is_said_to_be(client):
    make_membership("Huawei")

    assert "Nobody is spelled “hauwei”" in client.get(URL, {"q": "hauwei"}).text
    assert "Nobody is spelled" not in client.get(URL, {"q": "hua"}).text


def test_who_is_found_by_another_name_shows_it(client):
    make_name("City Network", organization=make_membership("Cleura").organization)

    assert "<i>City Network</i>" in client.get(URL, {"q": "city"}).text


def test_filters_narrow_and_carry_counts(client):
    make_membership(make_organization("Ericsson", country="SE", industry="Telecommunications"))
    make_membership(make_organization("Safespring", country="SE", industry="Hosting"), "Silver")
    make_membership(make_organization("CERN", country="CH", industry="Research"), "Associate")

    page = client.get(URL, {"country": "SE", "industry": "Hosting"})

    assert listed(page)[0] == ["Safespring"]
    assert "Sweden (1)" in page.text
    assert "Silver (1)" in page.text
    assert listed(client.get(URL, {"tier": "associate"}))[0] == ["CERN"]


def test_the_tier_of_supporters_shows_the_wall_alone(client):
    make_membership("Ericsson")
    make_supporter("Helper")

    page = client.get(URL, {"tier": "supporter"})

    assert listed(page)[0] == []
    assert "Helper" in listed(page)[1]


def test_new_this_year_is_who_first_became_a_member_in_it(client):
    make_membership("Fresh", start=date(2022, 6, 7))
    make_membership("Some day", start=date(2022, 2, 1), started_before=date(2022, 10, 1))
    make_membership("Old", start=None, started_before=date(2021, 1, 1))
    moved = make_membership("Moved", "Silver", date(2021, 1, 1), date(2022, 6, 7))
    make_membership(moved.organization, "Gold", date(2022, 6, 7))

    assert listed(client.get(URL, {"new": "1"}))[0] == ["Fresh", "Some day"]


def test_any_day_can_be_asked(client):
    held = make_membership("VEXXHOST", "Silver", date(2021, 1, 1), date(2022, 6, 7))
    make_membership(held.organization, "Gold", date(2022, 6, 7))

    before = client.get(URL, {"as_of": "2022-06-06"})

    assert [group.tier.slug for group in before.context["groups"]] == ["silver"]
    assert "as of <time" in before.text
    assert [group.tier.slug for group in client.get(URL).context["groups"]] == ["gold"]


def test_supporters_that_sign_later_are_not_shown_yet(client):
    make_supporter("Later", ccla_signed_on=date(2023, 1, 11))
    make_supporter("Undated", ccla_signed_on=None)

    assert "Later" not in listed(client.get(URL))[1]
    assert "Undated" in listed(client.get(URL))[1]


def test_nobody_found_offers_a_way_out(client):
    make_membership("Huawei")

    page = client.get(URL, {"q": "zzzzzz"})

    assert "Nobody is listed like this" in page.text
    assert 'href="/members/"' in page.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"as_of": "9999-99-99"}, "Write the day as 2022-06-06."),
        ({"as_of": "9999-12-31"}, "That day has not come yet."),
        ({"tier": "bronze"}, "Nobody is listed under “bronze”."),
        ({"country": "\N{SNOWMAN}"}, "Nobody is listed under"),
        ({"q": "a\0b"}, "Type a name of letters."),
        ({"as_of": "\0"}, "Write the day as"),
    ],
)
def test_an_impossible_filter_is_named_and_left_aside(client, query, sentence):
    make_membership("Huawei")

    page = client.get(URL, query)

    assert page.status_code == 422
    assert sentence in page.text
    assert listed(page)[0] == ["Huawei"]


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 10_000,
        "q=%00",
        "q=%F0%9F%8E%89",
        "q=%25_%5C",
        "page=abc",
        "tier=&q=&new=x",
        "q=%FF",
    ],
)
def test_no_address_is_an_error_of_the_server(client, query):
    make_membership("Huawei")

    assert client.get(f"{URL}?{query}").status_code in {200, 422}


def test_names_are_escaped(client):
    make_supporter("b<>com & <script>", slug="bcom")

    assert "b&lt;&gt;com &amp; &lt;script&gt;" in client.get(URL).text


def test_the_page_is_the_same_for_everybody(client):
    make_membership("Huawei")

    page = client.get(URL)

    assert not page.cookies
    assert page["Cache-Control"].startswith("public")
    assert client.get(URL, headers={"If-None-Match": page["ETag"]}).status_code == 304


def test_each_filter_counts_what_the_others_leave(client):
    make_membership(make_organization("Ericsson", country="SE", industry="Telecom"))
    make_membership(make_organization("Safespring", country="SE", industry="Hosting"), "Silver")
    make_membership(make_organization("CERN", country="CH", industry="Hosting"), "Silver",
                    start=date(2022, 2, 1))  # fmt: skip

    page = client.get(URL, {"country": "SE", "tier": "silver"}).text

    for said in ("Sweden (1)", "Switzerland (1)", "Gold (1)", "Silver (1)", "Hosting (1)"):
        assert said in page
    assert "Telecom (" not in page
    assert "New this year (0)" in page
    assert "New this year (1)" in client.get(URL, {"tier": "silver"}).text


def test_a_long_list_comes_in_pages_tiers_first(client, monkeypatch):
    monkeypatch.setattr("members.views.directory.A_PAGE", 2)
    for name in ("A", "B", "C"):
        make_membership(name)
    make_supporter("Helper")

    first, second = client.get(URL), client.get(URL, {"page": "2"})

    assert listed(first)[0] == ["A", "B"]
    assert "Helper" not in listed(first)[1]
    assert listed(second)[0] == ["C"]
    assert "Helper" in listed(second)[1]
    assert "<strong>3</strong> members" in second.text
    assert 'rel="next"' in first.text


def test_a_register_is_read_again_only_when_it_changed(client, django_assert_num_queries):
    member = make_membership("Huawei").organization
    client.get(URL)

    with django_assert_num_queries(1):
        client.get(URL)
    member.name = "Honor"
    member.save()

    assert listed(client.get(URL))[0] == ["Honor"]


def test_a_name_with_markup_stays_a_name_in_the_tiles_and_on_the_wall(client):
    make_membership('<b>"Acme" & Co</b>', "Gold")

    for address in (URL, "/members/wall/"):
        page = client.get(address).text
        assert "&lt;b&gt;" in page
        assert "&amp; Co&lt;/b&gt;" in page
        assert "<b>&quot;Acme" not in page
        assert '<b>"Acme' not in page
