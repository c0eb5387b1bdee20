from datetime import date

import pytest

from tests.factories.members import make_membership, make_organization, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = "/members.json"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(f"Member {number}")

    with django_assert_num_queries(5):
        response = client.get(URL)

    assert len(response.json()["members"]) == rows


def test_its_shape_is_kept(client, settings):
    settings.SITE_URL = "https://foundation.example"
    member = make_organization(
        "Huawei", country="CN", industry="Telecommunications", website="https://huawei.example",
        is_supporter=True, ccla_signed_on=date(2015, 5, 26),
    )  # fmt: skip
    make_membership(member, "Platinum", start=None, started_before=date(2021, 1, 1))

    assert client.get(URL).json() == {
        "version": 1,
        "as_of": "2022-10-10",
        "tiers": [{"slug": "platinum", "name": "Platinum", "rank": 1}],
        "members": [
            {
                "name": "Huawei",
                "now": "",
                "url": "https://foundation.example/members/huawei/",
                "tier": "platinum",
                "since": "before 2021",
                "country": "CN",
                "industry": "Telecommunications",
                "website": "https://huawei.example",
                "supporter": True,
            }
        ],
        "supporters": [
            {
                "name": "Huawei",
                "now": "",
                "url": "https://foundation.example/members/huawei/",
                "country": "CN",
                "website": "https://huawei.example",
                "signed_on": "2015-05-26",
                "tier": "platinum",
            }
        ],
    }


def test_any_day_can_be_asked(client):
    make_membership("Old", start=date(2021, 1, 1), end=date(2022, 1, 1))

    assert len(client.get(URL, {"as_of": "2021-06-01"}).json()["members"]) == 1
    assert client.get(URL).json()["members"] == []


def test_who_has_it_already_gets_nothing_again_until_it_changes(client):
    tag = client.get(URL)["ETag"]

    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 304

    make_supporter()
    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("query", ["", "?as_of=9999-99-99"])
def test_any_site_may_read_it(client, query):
    assert client.get(URL + query)["Access-Control-Allow-Origin"] == "*"


def test_a_day_that_is_none_is_refused_in_a_sentence(client):
    response = client.get(URL, {"as_of": "yesterday"})

    assert response.status_code == 422
    assert response.json() == {"error": "Write the day as 2022-06-06."}


def test_when_it_last_changed_is_said_and_asked(client):
    make_supporter()
    said = client.get(URL)["Last-Modified"]

    assert client.get(URL, headers={"If-Modified-Since": said}).status_code == 304
    long_ago = {"If-Modified-Since": "Mon, 03 Jan 2000 00:00:00 GMT"}
    assert client.get(URL, headers=long_ago).status_code == 200
    assert client.get(URL, headers={"If-Modified-Since": "\N{SNOWMAN}"}).status_code == 200
