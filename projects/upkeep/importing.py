"""Releases as their sources announce them. What staff wrote stays as they wrote it (domain 5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.outside import INTERNET, Network, ask
from projects import versions
from projects.contributions import git
from projects.models import Project, Release
from projects.upkeep import feeds
from projects.upkeep.feeds import Entry
from projects.upkeep.models import Announcement, Follow, ReleaseSource, SourceKind

EVERY = timedelta(hours=6)
MOST_BYTES = 4_000_000
_is_url = URLValidator(schemes=["http", "https"])


def read(*, source: ReleaseSource, at: datetime, network: Network = INTERNET) -> int:
    """Import what `source` announces; returns how many releases are new or corrected.

    Again changes nothing. Refused: "unreadable", with words that are kept on the source for staff.
    """
    follow, _made = Follow.objects.get_or_create(source=source)
    try:
        entries = _entries(source, follow, network)
        changed = take(source=source, entries=entries) if entries is not None else 0
    except RuleError as refused:
        words = refused.messages[0][:300]
        Follow.objects.filter(pk=follow.pk).update(error=words, read_at=at, due_at=at + EVERY)
        raise RuleError(words, code="unreadable") from refused
    follow.error, follow.read_at, follow.due_at = "", at, at + EVERY
    follow.save()
    return changed


def _entries(source: ReleaseSource, follow: Follow, network: Network) -> list[Entry] | None:
    """What the source says now; None if it says that nothing has changed."""
    found = _tags(source) if source.kind == SourceKind.TAGS else _feed(source, follow, network)
    if found is None:
        return None
    return [entry for entry in found if (entry.tag or entry.title).startswith(source.only)
            or entry.title.startswith(source.only)]  # fmt: skip


def _tags(source: ReleaseSource) -> list[Entry]:
    repository: Any = source.repository
    try:
        tags = git.tags(repository.address, f"repository-{repository.pk}.git")
    except git.GitError as error:
        raise RuleError(
            _("git says: %(why)s. Check the repository's address."),
            code="git",
            params={"why": str(error)[:200]},
        ) from error
    return [Entry(tag[:500], tag, "", when) for tag, when in tags]


def _feed(source: ReleaseSource, follow: Follow, network: Network) -> list[Entry] | None:
    known = {"If-None-Match": follow.etag, "If-Modified-Since": follow.modified}
    headers = {name: value for name, value in known.items() if value}
    answer = ask(source.url, headers=headers, most_bytes=MOST_BYTES, network=network)
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return None
    if not answer.is_good:
        raise RuleError(
            _("The site answers %(status)s. Open the address, and write down the right one."),
            code="status",
            params={"status": answer.status},
        )
    found = feeds.read(answer.body)
    follow.etag = _one_line(answer.headers.get("etag", ""), 300)
    follow.modified = _one_line(answer.headers.get("last-modified", ""), 60)
    return found


def _one_line(text: str, most: int) -> str:
    """A header to be sent back, or nothing."""
    return text if len(text) <= most and text.isascii() and text.isprintable() else ""


@transaction.atomic
def take(*, source: ReleaseSource, entries: Iterable[Entry]) -> int:
    """Write what is announced as releases of the project; returns how many were made or corrected.

    A version that staff wrote, changed or deleted is left as it is; what nobody touched is corrected.
    """
    project = Project.objects.select_for_update().get(pk=source.project_id)
    known = {
        row.key: row for row in Announcement.objects.filter(source=source).select_related("release")
    }
    releases = {row.name: row for row in Release.objects.filter(project=project)}
    changed = 0
    for entry in entries:
        told = _told(entry)
        row = known.get(entry.key)
        if row is None:
            known[entry.key] = _begin(source, entry, told, releases)
            changed += known[entry.key].release_id is not None
        elif _correct(row, told, releases):
            changed += 1
    return changed


def _told(entry: Entry) -> dict[str, Any]:
    """The columns of a release as the source has them.

    Titles are written by people ("Fixes for Ubuntu 22.04"): where the address says which tag it is,
    and the tag is a version, the tag is believed.
    """
    words = entry.tag if versions.says_one(entry.tag) else entry.title
    name = versions.named(words)
    return {
        "name": name,
        "released_in": zones.day(entry.at).isoformat() if entry.at else "",
        "url": _safe(entry.url),
        "is_preliminary": versions.is_preliminary(words),
    }


def _safe(url: str) -> str:
    """An address that may be shown as a link, or nothing."""
    try:
        _is_url(url)
    except ValidationError:
        return ""
    return url if len(url) <= 300 else ""


def _begin(
    source: ReleaseSource, entry: Entry, told: dict[str, Any], releases: dict[str, Release]
) -> Announcement:
    release = None
    if told["name"] not in releases:
        release = Release.objects.create(project_id=source.project_id, **told)
        releases[release.name] = release
    wrote = told if release else {}
    return Announcement.objects.create(source=source, key=entry.key, release=release, wrote=wrote)


def _correct(row: Announcement, told: dict[str, Any], releases: dict[str, Release]) -> bool:
    """Follow the source where nobody else has written; whether anything changed."""
    release = row.release
    if release is None or told == row.wrote:
        return False
    is_ours = all(getattr(release, name) == value for name, value in row.wrote.items())
    other = releases.get(told["name"])
    if not is_ours or (other is not None and other.pk != release.pk):
        return False
    for name, value in told.items():
        setattr(release, name, value)
    release.save(update_fields=list(told))
    row.wrote = told
    row.save(update_fields=["wrote"])
    return True
