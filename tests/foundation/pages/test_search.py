"""Search over everything: forgiving, grouped, best first, never a 500."""

import pytest

from foundation.pages.search import everything, fit
from members.models import NameKind
from tests.factories.events import make_event, make_team, make_venue
from tests.factories.members import make_membership, make_name, make_organization, make_supporter
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def found(typed, at):
    return {group.name: [hit.title for hit in group.hits] for group in everything(typed, at).groups}


@pytest.mark.parametrize("typed", ["huawei", "Huawei", "hauwei", "huawai", " HUAWEI  "])
def test_huawei_is_found_however_it_is_typed(at, typed):
    make_membership("Huawei", "Platinum")
    make_organization("Hitachi")

    assert found(typed, at) == {"Organisations": ["Huawei"]}


def test_accents_make_no_difference(at):
    make_organization("Universität Zürich")

    assert found("universitat zurich", at)["Organisations"] == ["Universität Zürich"]
    assert found("Zürich", at)["Organisations"] == ["Universität Zürich"]


def test_an_organisation_is_found_by_its_former_name(at):
    make_name("Facebook", organization=make_organization("Meta"), kind=NameKind.FORMER)

    (hit,) = everything("facebook", at).groups[0].hits

    assert hit.title == "Meta"
    assert "also Facebook" in hit.text


def test_a_member_is_shown_with_its_tier_of_today(at):
    make_membership("Acme", "Gold")
    make_supporter("Acme Labs")

    member, supporter = everything("acme", at).groups[0].hits

    assert member.text.startswith("Gold member")
    assert supporter.text.startswith("Supporting organisation")


def test_what_is_called_so_comes_before_what_only_holds_it(at):
    for name in ("eNovance", "Nova", "Nova Labs", "Super Nova"):
        make_organization(name)

    assert found("nova", at)["Organisations"] == ["Nova", "Nova Labs", "Super Nova", "eNovance"]


def test_the_kind_with_the_best_find_comes_first(at):
    make_organization("Katapult")
    make_project(name="Kata")

    assert list(found("kata", at)) == ["Projects", "Organisations"]


def test_events_are_found_by_city_and_teams_by_their_word(at):
    event = make_event(name="Summit", venue=make_venue(city="Vancouver"))
    make_team(event=event, name="Block Storage", track="cinder")

    assert found("vancouver", at) == {"Events": ["Summit"]}
    assert found("cinder", at) == {"Teams": ["Block Storage"]}


def test_private_events_and_their_teams_are_not_found(at):
    make_team(event=make_event(name="Secret", is_public=False), name="Spies", track="spies")

    assert found("secret", at) == {}
    assert found("spies", at) == {}


def test_pages_of_the_site_are_found(at):
    assert found("privacy", at)["Pages"] == ["Privacy"]
    assert "Become a member" in found("dues", at)["Pages"]


def test_only_the_nearest_are_offered_when_nothing_holds_it(at):
    make_organization("Red Hat")
    make_organization("Research Data Commons")

    results = everything("redhat", at)

    assert results.only_close
    assert [hit.title for group in results.groups for hit in group.hits] == ["Red Hat"]


def test_the_rest_of_many_organisations_is_in_the_directory(at):
    for number in range(12):
        make_organization(f"Acme {number}")

    (group,) = everything("acme", at).groups

    assert (len(group.hits), group.count) == (10, 12)
    assert group.more == "/members/?q=acme"


def test_the_page_counts_and_groups(client, at):
    make_project(name="Kata Containers", tagline="Small machines")

    html = client.get("/search/?q=kata").content.decode()

    assert "<strong>1</strong> result for “kata”" in html
    assert 'href="/projects/' in html
    assert 'value="kata"' in html


def test_a_word_nobody_has_gives_a_way_out(client, at):
    make_organization("Huawei")

    response = client.get("/search/?q=kuberntes")

    html = response.content.decode()
    assert response.status_code == 200
    assert "Nothing found" in html
    assert 'href="/members/"' in html
    assert 'content="noindex"' in html


def test_an_empty_search_asks_the_database_nothing(client, at, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = client.get("/search/").content.decode()

    assert "Accents and slips of the keyboard are forgiven" in html


@pytest.mark.parametrize(
    "typed",
    ["%00", "%ed%a0%80", "%25", "_", "%27%20OR%201=1--", "%22%3E%3Cscript%3E", "(", "%5C", "a" * 9000,
     "%F0%9F%92%A9", "%E2%80%AE", "+", "*"],
)  # fmt: skip
def test_hostile_words_are_only_words(client, at, typed):
    make_organization("Huawei")

    response = client.get(f"/search/?q={typed}")

    assert response.status_code == 200
    assert b"<script>" not in response.content


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_six_queries(client, at, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(f"Acme {number}")
        make_project(name=f"Acme project {number}")
        make_team(event=make_event(name=f"Acme day {number}"), name=f"Acme team {number}")

    with django_assert_num_queries(6):
        html = client.get("/search/?q=acme").content.decode()

    assert html.count("results__hit") == 4 * rows


@pytest.mark.parametrize(
    ("better", "worse"),
    [("nova", "nova labs"), ("nova labs", "super nova"), ("super nova", "enovance")],
)
def test_a_better_fit_scores_higher(better, worse):
    assert fit("nova", better) > fit("nova", worse)


def test_another_word_does_not_fit():
    assert fit("nova", "swift") == 0
