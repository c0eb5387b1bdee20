"""What is under embargo or over is nowhere: not in a list, feed, search, map, error or cache."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from foundation.base import clock
from foundation.base.files import FileKind, Upload
from foundation.base.models import Figure
from foundation.pages.news import pictures, services
from foundation.pages.news.models import Story, StoryPicture, StoryState
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.events import make_event
from tests.factories.members import make_organization
from tests.factories.news import make_story
from tests.factories.profiles import make_png
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"


def places(story, project, organization):
    own = story.get_absolute_url()
    return [
        *(
            "/",
            "/news/",
            f"/news/?project={project.slug}",
            f"/news/?organization={organization.slug}",
        ),
        *("/news/feed/", f"/news/feed/{project.slug}/", "/search/?q=zeppelin", "/sitemap.xml"),
        *(project.get_absolute_url(), organization.get_absolute_url()),
        *(own, f"{own}picture.webp", f"{own}picture-small.webp"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        {"published_at": KEYNOTE_WEEK + HOUR},
        {"published_at": KEYNOTE_WEEK - 2 * HOUR, "expires_at": KEYNOTE_WEEK},
        {"state": StoryState.SUBMITTED},
        {"state": StoryState.RETURNED, "note": "No"},
        {"state": StoryState.DRAFT},
        {"state": StoryState.DISCARDED},
    ],
)
def test_a_story_whose_time_has_not_come_or_is_over_is_nowhere(client, hidden):
    project, organization = make_project(), make_organization()
    story = make_story(
        title="Zeppelin lands",
        slug="zeppelin",
        projects=[project],
        organizations=[organization],
        **hidden,
    )
    StoryPicture.objects.create(story=story, content=b"x", width=1, height=1, alt="A zeppelin")

    for place in places(story, project, organization):
        answer = client.get(place)
        words = answer.content.decode().lower().replace('value="zeppelin"', "")
        told = words.count("zeppelin") - words.count("q=zeppelin") - words.count("“zeppelin”")
        if place.startswith("/search/"):
            assert "/news/zeppelin/" not in words
        elif place.startswith(story.get_absolute_url()):
            assert answer.status_code == 404
            assert "zeppelin lands" not in words
        else:
            assert told == 0, place


def test_a_story_whose_time_has_come_is_everywhere(client):
    project, organization = make_project(), make_organization()
    story = make_story(
        title="Zeppelin lands", slug="zeppelin", projects=[project], organizations=[organization]
    )

    for place in places(story, project, organization)[:-1]:
        assert "zeppelin" in client.get(place).text.lower(), place


def lifetime(answer):
    return int(re.search(r"max-age=(\d+)", answer["Cache-Control"])[1])


@pytest.mark.parametrize("place", ["/news/", "/news/feed/"])
def test_a_page_is_not_kept_beyond_the_moment_when_a_story_begins(client, place):
    make_story(published_at=KEYNOTE_WEEK + timedelta(seconds=20))

    answer = client.get(place)

    assert lifetime(answer) == 20
    assert "stale-while-revalidate" not in answer["Cache-Control"]


def test_a_page_is_not_kept_beyond_the_end_of_its_story(client):
    story = make_story(expires_at=KEYNOTE_WEEK + timedelta(seconds=9))

    for place in ("/news/", "/news/feed/", story.get_absolute_url()):
        assert lifetime(client.get(place)) == 9
        with clock.seen_from(KEYNOTE_WEEK + timedelta(seconds=9)):
            assert story.title not in client.get(place).text
    # Other pages are kept for longer, so they have dropped it by now.
    assert story.title not in client.get("/").text


def test_news_that_do_not_change_are_kept_as_other_pages_are(client):
    make_story()

    assert "stale-while-revalidate" in client.get("/news/")["Cache-Control"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_four_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_story(
            projects=[make_project()],
            organizations=[make_organization(f"Member {number}")],
            at_events=[make_event(slug=f"event-{number}")],
        )

    with django_assert_num_queries(4):
        page = client.get("/news/").text

    assert page.count('class="story-row"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_story_costs_two_queries(client, django_assert_num_queries, rows):
    story = make_story(projects=[make_project() for _ in range(rows)])
    for _ in range(rows):
        make_story()

    with django_assert_num_queries(2):
        assert client.get(story.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_costs_two_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_story()

    with django_assert_num_queries(2):
        client.get("/news/feed/")


def test_news_are_filtered_by_what_they_are_about_with_counts(client):
    zuul, kata = make_project(name="Zuul"), make_project(name="Kata")
    make_story(title="On Zuul", projects=[zuul])
    make_story(title="On both", projects=[zuul, kata])
    make_story(title="Hidden", projects=[zuul], published_at=KEYNOTE_WEEK + HOUR)

    page = client.get("/news/", {"project": kata.slug}).text

    assert "On both" in page
    assert "On Zuul" not in page
    assert "Zuul (2)" in page
    assert "Kata (1)" in page


def test_an_event_that_is_not_public_is_not_named(client):
    make_story(at_events=[make_event(name="Secret summit", is_public=False)])

    assert "Secret summit" not in client.get("/news/").text


@pytest.mark.parametrize(
    "query", ["?project=nothing", "?event=%00", "?page=x", "?page=999&organization=" + "x" * 900]
)
def test_what_makes_no_sense_finds_nothing_or_everything_and_breaks_nothing(client, query):
    assert client.get(f"/news/{query}").status_code == 200


def test_without_news_the_page_says_where_to_go(client):
    assert "No news yet" in client.get("/news/").text
    assert "No news about that" in client.get("/news/?project=zuul").text


def test_the_feed_is_atom_that_readers_take(client):
    story = make_story(title="<b> & ]]>", byline="Ada")
    make_story(published_at=KEYNOTE_WEEK - HOUR)

    answer = client.get("/news/feed/")
    feed = ET.fromstring(answer.content)
    first, second = feed.findall(f"{ATOM}entry")

    assert answer["Content-Type"].startswith("application/atom+xml")
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
        assert all(entry.findtext(f"{ATOM}{name}") for entry in (first, second))
    assert feed.findtext(f"{ATOM}updated") == "2022-10-10T09:00:00+00:00"
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"alternate", "self"}
    assert first.findtext(f"{ATOM}title") == "<b> & ]]>"
    assert first.find(f"{ATOM}author").findtext(f"{ATOM}name") == "Ada"
    assert first.findtext(f"{ATOM}id").endswith(story.get_absolute_url())
    again = client.get("/news/feed/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def mend(client, story, **fields):
    given = {"title": story.title, "slug": story.slug, "lead": story.lead,
             "published_at_0": "2022-10-09", "published_at_1": "09:00:00"}  # fmt: skip
    assert (
        admin.enter(client).post(admin.url(Story, "change", story.pk), given | fields).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("fields", "shows"), [({"lead": "It was otherwise"}, True), ({"slug": "elsewhere"}, False)]
)
def test_a_correction_by_staff_shows_in_the_feed_and_on_the_page(client, fields, shows):
    story = make_story(published_at=KEYNOTE_WEEK - 24 * HOUR)
    mend(client, story, **fields)

    feed = ET.fromstring(client.get("/news/feed/").content)
    page = client.get(Story.objects.get().get_absolute_url()).text

    when = {entry.findtext(f"{ATOM}updated") for entry in (feed, feed.find(f"{ATOM}entry"))}
    assert when == {"2022-10-10T09:00:00+00:00" if shows else "2022-10-09T09:00:00+00:00"}
    assert feed.find(f"{ATOM}entry").findtext(f"{ATOM}published") == "2022-10-09T09:00:00+00:00"
    assert ("Corrected on" in page) == shows
    assert "dateModified" in page


def test_what_is_mended_before_it_is_published_is_no_correction():
    story = make_story(published_at=KEYNOTE_WEEK + HOUR)
    mended = services.correct(story=story, changed=["title"], at=KEYNOTE_WEEK)

    assert mended.last_changed_at == mended.published_at
    assert not mended.is_corrected


def test_a_feed_without_a_story_is_a_feed_and_does_not_change(client):
    one, two = client.get("/news/feed/"), client.get("/news/feed/")

    assert one.content == two.content
    assert ET.fromstring(one.content).findtext(f"{ATOM}updated") == "2012-01-01T00:00:00+00:00"
    assert client.get("/news/feed/nothing/").status_code == 404


def test_a_picture_is_made_anew_and_shown(client):
    story = make_story()
    made = pictures.made_anew(Upload("a.png", FileKind.PNG, make_png((2000, 100))))
    StoryPicture.objects.create(
        story=story, content=made.content, width=made.width, height=made.height, alt="A line"
    )

    page = client.get(story.get_absolute_url()).text
    answer = client.get(f"{story.get_absolute_url()}picture.webp")

    assert (made.width, made.height) == (1280, 64)
    assert 'alt="A line" width="1280" height="64"' in page
    assert answer["Content-Type"] == "image/webp"


def test_the_figures_tell_every_statement_with_its_source(client, django_assert_num_queries):
    for year, value in ((2020, 15), (2021, 25), (2023, 90)):
        Figure.objects.create(
            key="cores", value=value, shown_as=f"{value} M", label="cores", source=f"Report {year}",
            stated_on=date(year, 1, 1),
        )  # fmt: skip

    with django_assert_num_queries(2):
        page = client.get("/figures/").text

    assert "25 M cores" in page
    assert "Report 2020" in page
    assert "The same as a table" in page
    assert "Report 2023" not in page
