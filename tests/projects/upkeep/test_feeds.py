"""Feeds as GitHub, PyPI, GitLab and Gitea write them, and what else stands at such an address."""

from datetime import UTC, datetime

import pytest

from foundation.base.errors import RuleError
from projects import versions
from projects.models import Release
from projects.upkeep import feeds, importing
from projects.upkeep.models import Follow
from tests.conftest import KEYNOTE_WEEK
from tests.factories.feeds import BOMB, GITEA, GITHUB, GITLAB, PYPI, WEB_PAGE
from tests.factories.projects import make_project, make_release
from tests.factories.repositories import Work, make_repository
from tests.factories.upkeep import make_source, serving

pytestmark = pytest.mark.django_db


def read(source, content):
    with serving({"/releases.atom": (200, {}, content)}) as (network, _server, _gone_to):
        return importing.read(source=source, at=KEYNOTE_WEEK, network=network)


@pytest.mark.parametrize(("content", "told", "current"), [
    (GITHUB, [
        ("2.9.0", "2022-09-01", False), ("3.0.1", "2022-10-03", False), ("3.1.0-rc1", "2022-10-09", True),
    ], "3.0.1"),
    (PYPI, [
        ("1!2.0.0", "2022-10-09", False), ("2022.2", "", False), ("2023.1.0b2", "2022-09-20", True),
    ], "1!2.0.0"),
    (GITLAB, [("1.2.3", "2022-10-06", False), ("1.2.3-rc1", "", True)], "1.2.3"),
    (GITEA, [("26.0.0", "2022-10-05", False), ("26.0.0_rc1", "2022-09-14", True)], "26.0.0"),
], ids=["github", "pypi", "gitlab", "gitea"])  # fmt: skip
def test_what_the_large_hosts_write_becomes_releases(content, told, current):
    source = make_source()

    assert read(source, content) == len(told)
    assert read(source, content) == 0, "the second time nothing is new"

    rows = Release.objects.order_by("name")
    found = [(row.name, row.released_in, row.is_preliminary) for row in rows]
    assert found == told
    assert all(row.url.startswith("https://") for row in rows)
    assert source.project.current_release.name == current


def test_only_some_tags_of_a_feed_can_be_followed():
    source = make_source(only="v3.0")

    assert read(source, GITHUB) == 1


def test_an_entry_that_stands_twice_counts_once_and_does_not_change_back_and_forth():
    twice = GITLAB.replace(b"</feed>", b"") + b"""<entry>
      <id>https://gitlab.com/example/harbour/-/tags/v1.2.3</id><title>v9.9.9</title>
      <link href="https://gitlab.com/example/harbour/-/tags/v9.9.9"/></entry></feed>"""  # fmt: skip
    source = make_source()

    assert (read(source, twice), read(source, twice)) == (2, 0)
    assert not Release.objects.filter(name="9.9.9").exists()


@pytest.mark.parametrize(("content", "words"), [
    (BOMB, "a document type of its own"),
    (b'<!DOCTYPE rss SYSTEM "file:///etc/passwd" [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss/>', "a document type of its own"),
    (WEB_PAGE, "This is no feed but a web page"),
    (b"<html><body>Not found</body></html>", "This is no feed but a web page"),
    (GITHUB[:-20], "no whole XML"),
    (b"<rss><channel>" + b"<item><title>1.0</title><guid>1</guid></item>" * 250_000 + b"</channel></rss>", "more than is read"),
], ids=["bomb", "file", "sign-in", "html", "broken", "ten-megabytes"])  # fmt: skip
def test_what_is_no_feed_is_told_to_staff_in_words_and_writes_nothing(content, words):
    with pytest.raises(RuleError):
        read(make_source(), content)

    assert words in Follow.objects.get().error
    assert not Release.objects.exists()


@pytest.mark.parametrize(("text", "at"), [
    ("2022-10-05T10:00:00Z", datetime(2022, 10, 5, 10, tzinfo=UTC)),
    ("2022-10-05T10:00:00", datetime(2022, 10, 5, 10, tzinfo=UTC)),
    ("2022-10-05", datetime(2022, 10, 5, tzinfo=UTC)),
    ("2022-10-05T10:00:00.123456789+02:00", datetime(2022, 10, 5, 8, 0, 0, 123456, tzinfo=UTC)),
    ("Wed, 05 Oct 2022 10:00:00 -0000", datetime(2022, 10, 5, 10, tzinfo=UTC)),
    ("Wed, 05 Oct 2022 10:00:00 EST", datetime(2022, 10, 5, 15, tzinfo=UTC)),
    ("05 Oct 22 10:00", datetime(2022, 10, 5, 10, tzinfo=UTC)),
    ("0000-00-00T00:00:00Z", None), ("yesterday", None), ("9" * 400, None),
])  # fmt: skip
def test_times_are_read_as_they_come_and_without_a_zone_as_utc(text, at):
    (entry,) = feeds.read(
        f"<feed><entry><id>1</id><title>1.0</title><updated>{text}</updated></entry></feed>".encode()
    )

    assert entry.at == at


@pytest.mark.parametrize(("text", "name", "early"), [
    ("v1.2.3-rc1", "1.2.3-rc1", True), ("1.2.3_rc1", "1.2.3_rc1", True), ("3.0 beta 2", "3.0 beta 2", True),
    ("3.1.0 (beta)", "3.1.0 (beta)", True), ("2023.1.0", "2023.1.0", False), ("v7", "7", False),
    ("1!2.0.0", "1!2.0.0", False), ("1:2.3.4-1", "1:2.3.4-1", False), ("stable-2.5.4", "2.5.4", False),
    ("Kata Containers 3.0.0", "3.0.0", False), ("Zed", "Zed", False), ("python3.11 support", "python3.11 support", False),
    ("1.0.0+build.5", "1.0.0+build.5", False), ("2.0.0~b1", "2.0.0~b1", True),
])  # fmt: skip
def test_a_version_keeps_what_makes_it_one(text, name, early):
    assert (versions.named(text), versions.is_preliminary(text)) == (name, early)


def test_numbers_that_began_anew_come_after_all_before_them():
    project = make_project()
    make_release(project, name="2022.2", released_in="2022-09")
    make_release(project, name="1!1.0", released_in="2022-10")

    assert project.current_release.name == "1!1.0"


def test_annotated_and_light_tags_are_read_with_the_times_they_have(tmp_path):
    work = Work(tmp_path)
    work.commit(at=datetime(2022, 8, 1, tzinfo=UTC))
    work.git("tag", "v1.0.0", at=datetime(2022, 9, 1, tzinfo=UTC))
    work.git("tag", "-a", "-m", "One\n\ntwo", "v1.1.0", at=datetime(2022, 9, 2, tzinfo=UTC))
    work.git("tag", "2023.1.0.0rc1", at=datetime(2022, 9, 3, tzinfo=UTC))
    work.git("tag", "release/1!2.0", at=datetime(2022, 9, 3, tzinfo=UTC))
    source = make_source(
        project=(repository := make_repository(tmp_path)).project, repository=repository
    )

    assert importing.read(source=source, at=KEYNOTE_WEEK) == 4
    assert importing.read(source=source, at=KEYNOTE_WEEK) == 0

    found = dict(Release.objects.values_list("name", "released_in"))
    # A light tag knows only when its commit was made.
    assert found == {
        "1.0.0": "2022-08-01", "1.1.0": "2022-09-02", "2023.1.0.0rc1": "2022-08-01", "1!2.0": "2022-08-01",
    }  # fmt: skip
