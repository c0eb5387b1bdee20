"""Releases from feeds and tags: made once, corrected, and never over the words of staff."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.base.errors import RuleError
from projects import versions
from projects.models import Release
from projects.upkeep import feeds, importing, tasks
from projects.upkeep.feeds import Entry
from projects.upkeep.models import Announcement, Follow, ReleaseSource, SourceKind
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.projects import make_project, make_release
from tests.factories.repositories import Work, make_repository
from tests.factories.upkeep import make_source, serving

pytestmark = pytest.mark.django_db

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Releases</title><id>x</id>
<entry><id>tag:1</id><title>Kata Containers 3.0.0</title><updated>2022-10-09T23:30:00-05:00</updated>
<link rel="alternate" href="https://example.org/3.0.0"/></entry>
<entry><id>tag:2</id><title>3.1.0-alpha0 &amp;amp; more</title><published>2022-10-05T10:00:00Z</published>
<link href="javascript:alert(1)"/></entry>
</feed>"""
RSS = b"""<rss version="2.0"><channel><title>x</title><item><title>v5.0.1</title>
<link>https://example.org/501</link><pubDate>Mon, 03 Oct 2022 08:00:00 GMT</pubDate></item></channel></rss>"""


def read(source, content, status=200, at=KEYNOTE_WEEK, **headers):
    with serving({"/releases.atom": (status, headers, content)}) as (network, server, _gone_to):
        return importing.read(source=source, at=at, network=network), server.asked


def names(project):
    return sorted(Release.objects.filter(project=project).values_list("name", flat=True))


def test_a_feed_becomes_releases_once():
    source = make_source()

    assert read(source, ATOM)[0] == 2
    assert read(source, ATOM)[0] == 0

    final, early = Release.objects.order_by("-name")[::-1]
    assert (final.name, final.released_in, final.url) == (
        "3.0.0", "2022-10-10", "https://example.org/3.0.0",
    )  # fmt: skip
    assert (early.name, early.is_preliminary, early.url) == ("3.1.0-alpha0", True, "")
    assert source.project.current_release == final


def test_rss_is_read_too():
    (entry,) = feeds.read(RSS)

    assert entry == Entry(
        "https://example.org/501", "v5.0.1", "https://example.org/501",
        datetime(2022, 10, 3, 8, tzinfo=UTC),
    )  # fmt: skip
    assert versions.named(entry.title) == "5.0.1"


def test_what_staff_wrote_before_is_left_as_it_is():
    source = make_source()
    own = make_release(
        source.project, name="3.0.0", released_in="2022-10", url="https://own.example/"
    )

    read(source, ATOM)

    own.refresh_from_db()
    assert (own.released_in, own.url) == ("2022-10", "https://own.example/")
    assert Release.objects.count() == 2


def test_what_staff_changed_or_deleted_stays_so_and_what_nobody_touched_is_corrected():
    source = make_source()
    entries = [Entry("1", "1.0"), Entry("2", "2.0"), Entry("3", "3.0")]
    importing.take(source=source, entries=entries)
    Release.objects.filter(name="1.0").update(released_in="2021")
    Release.objects.filter(name="2.0").delete()

    later = [Entry(each.key, each.title, "https://example.org/", KEYNOTE_WEEK) for each in entries]
    assert importing.take(source=source, entries=later) == 1

    assert names(source.project) == ["1.0", "3.0"]
    assert Release.objects.get(name="1.0").released_in == "2021"
    assert Release.objects.get(name="3.0").released_in == "2022-10-10"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!DOCTYPE a [<!ENTITY b 'cc'>]><feed>&b;</feed>", "xml"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><feed/>', "xml"),
        (b"<feed><entry></feed>", "xml"),
        (b"", "xml"),
        (b"\0\xff", "xml"),
        (b"<a>" * 200 + b"</a>" * 200, "xml"),
        (b"<html><body>Not found</body></html>", "feed"),
    ],
)
def test_a_feed_that_is_none_or_wants_too_much_is_refused(content, code):
    with pytest.raises(RuleError) as refusal:
        feeds.read(content)

    assert refusal.value.code == code


def test_hostile_words_of_a_feed_harm_nothing():
    content = (
        b"<feed><entry><id>1</id><title>"
        + b"9" * 5000
        + b".1</title><updated>tomorrow</updated></entry><entry><id/><title/></entry></feed>"
    )

    read(make_source(), content)

    row = Release.objects.get()
    assert len(row.name) == 60
    assert row.released_in == ""


@pytest.mark.parametrize(("content", "status", "words"), [
    (b"<html/>", 200, "This is no feed"), (b"", 404, "The site answers 404"),
])  # fmt: skip
def test_what_goes_wrong_is_kept_for_staff_until_it_is_mended(client, at, content, status, words):
    source = make_source()

    with pytest.raises(RuleError) as refusal:
        read(source, content, status)

    assert refusal.value.code == "unreadable"
    assert words in Follow.objects.get().error
    assert list(ReleaseSource.objects.failing()) == [source]
    admin.enter(client)
    page = client.get(admin.url(ReleaseSource, "changelist"), {"failing": "yes"}).text
    assert words in page
    read(source, ATOM)
    assert not ReleaseSource.objects.failing().exists()


def test_a_feed_that_has_not_changed_is_not_sent_again():
    source = make_source()
    read(source, ATOM, etag='"1"')

    done, asked = read(source, b"", 304)

    assert done == 0
    assert asked[0][2]["If-None-Match"] == '"1"'
    assert Follow.objects.get().error == ""


def test_tags_of_a_repository_become_releases(tmp_path):
    work = Work(tmp_path)
    work.commit()
    for tag, day in (
        ("stable-2.5.4", 20),
        ("stable-3.0.0", 10),
        ("stable-3.1.0-rc1", 25),
        ("other-1", 1),
    ):
        moment = datetime(2022, 9, day, tzinfo=UTC)
        work.git("tag", "-a", "-m", "Release", tag, at=moment)
    repository = make_repository(tmp_path)
    source = make_source(project=repository.project, repository=repository, only="stable-")

    assert importing.read(source=source, at=KEYNOTE_WEEK) == 3
    assert importing.read(source=source, at=KEYNOTE_WEEK) == 0

    project = repository.project
    assert names(project) == ["2.5.4", "3.0.0", "3.1.0-rc1"]
    # A fix of an old series came later, and is not what one should use.
    assert project.current_release.name == "3.0.0"


def test_a_repository_that_is_not_there_is_told_with_the_way_out(tmp_path):
    repository = make_repository(tmp_path / "nothing")
    source = make_source(project=repository.project, repository=repository)

    with pytest.raises(RuleError):
        importing.read(source=source, at=KEYNOTE_WEEK)

    assert "Check the repository's address." in Follow.objects.get().error


@pytest.mark.parametrize(("name", "early"), [
    ("3.0.0-rc1", True), ("2.0.0b3", True), ("29.0.0.0rc1", True), ("1.0-alpha.2", True), ("3.0 beta", True),
    ("4.1.dev7", True), ("3.0.0", False), ("Zed", False), ("2023.1 Antelope", False), ("Alphabet 1.0", False),
    ("prerender-1.0", False),
])  # fmt: skip
def test_pre_releases_are_told_from_releases(name, early):
    assert versions.is_preliminary(name) is early


def test_a_name_without_a_number_is_current_when_it_is_the_newest():
    project = make_project()
    make_release(project, name="26.0.0", released_in="2022-03")
    make_release(project, name="Zed", released_in="2022-10")
    make_release(project, name="27.0.0rc1", released_in="2022-11", is_preliminary=True)

    assert project.current_release.name == "Zed"


def test_the_page_shows_the_current_release_and_what_is_coming(client, at):
    project = make_project()
    make_release(project, name="2.5.4", released_in="2022-10-02")
    make_release(project, name="3.0.0", released_in="2022-10-01")
    make_release(project, name="3.1.0-rc1", released_in="2022-10-09", is_preliminary=True)
    make_release(project, name="3.0.0-rc1", released_in="2022-09-09", is_preliminary=True)

    page = client.get(project.get_absolute_url()).text

    assert '<strong class="signs__big">3.0.0</strong>' in page
    assert "3.1.0-rc1 (9 October 2022)" in page
    assert "3.0.0-rc1" not in page
    assert client.get("/projects.json").json()["projects"][0]["release"]["name"] == "3.0.0"


@pytest.mark.parametrize("fields", [
    {"url": ""}, {"kind": SourceKind.TAGS}, {"kind": "rss"},
])  # fmt: skip
def test_a_source_is_a_feed_or_tags(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_source(**fields)


def test_the_job_reads_what_is_due_and_only_once(at, settings, run_queue, monkeypatch):
    asked = []
    monkeypatch.setattr(importing, "read", lambda source, at: asked.append(source.pk) or 1)
    source = make_source()
    make_source(is_followed=False)

    assert tasks.follow_releases() == 0  # the tests, and the demo, ask nobody
    settings.LINKS_ARE_CHECKED = True
    assert tasks.follow_releases() == 1
    assert tasks.follow_releases() == 0
    run_queue()

    assert asked == [source.pk]
    assert Follow.objects.get().due_at == KEYNOTE_WEEK + timedelta(hours=6)
    assert not Announcement.objects.exists()
