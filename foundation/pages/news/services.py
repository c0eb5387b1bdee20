"""How a story goes its way: written, submitted, approved or returned."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.base import tokens
from foundation.base.errors import RuleError
from foundation.base.slugs import RESERVED, slug_of
from foundation.pages.news import mails, queries
from foundation.pages.news.models import Story, StoryPicture, StoryState
from foundation.pages.news.pictures import Picture
from members.accounts.models import User

TEXTS = ("title", "lead", "body", "byline", "published_at", "expires_at")
# What readers see of a story, beside its picture: a change of it is a correction.
SHOWN = ("title", "lead", "body", "byline", "source", "source_url", "upload", "alt", "drop")
TIES = ("projects", "organizations", "at_events")


@transaction.atomic
def write(
    *,
    story: Story | None,
    values: Mapping[str, Any],
    at: datetime,
    by: User,
    picture: Picture | None = None,
    alt: str = "",
) -> Story:
    """Keep `values` (of TEXTS and TIES) as a draft of `by`; a new one if `story` is None.

    One that was submitted is taken back by that. Refusals: "may_not" for who speaks for no member
    and looks after no project; "not_now" for a story of somebody else, or once it was decided.
    """
    if not queries.may_write(by, at):
        raise RuleError(
            _("News are written by people of member organisations and of projects."), code="may_not"
        )
    if story is None:
        row = Story(slug=_slug(values["title"]), author=by)
    else:
        row = _locked(story)
        if not row.is_open or row.author_id != by.pk:
            _not_now(row)
    for name in TEXTS:
        setattr(row, name, values[name])
    row.state, row.written_at = StoryState.DRAFT, at
    row.save()
    for name in TIES:
        getattr(row, name).set(values[name])
    if picture is not None:
        _show(row, picture, alt)
    return row


@transaction.atomic
def illustrate(*, story: Story, picture: Picture | None, alt: str, drop: bool = False) -> None:
    """Staff give a story a picture, other words for the one it has, or take it away (`drop`).

    Refused: "no_alt" for a picture of which nobody says what it shows.
    """
    row = _locked(story)
    if picture is None and drop:
        StoryPicture.objects.filter(story=row).delete()
        return
    alt = " ".join(alt.split())
    has_one = picture is not None or StoryPicture.objects.filter(story=row).exists()
    if has_one and not alt:
        raise RuleError(_("Say what the picture shows."), code="no_alt")
    if picture is not None:
        _show(row, picture, alt)
    else:
        StoryPicture.objects.filter(story=row).update(alt=alt)


@transaction.atomic
def correct(*, story: Story, changed: Iterable[str], at: datetime) -> Story:
    """Note that staff changed these fields of a story (their names), for its page and the feeds.

    Only what is out, or approved to be, can be corrected; other fields than SHOWN are none of the reader's.
    """
    row = _locked(story)
    if row.state == StoryState.APPROVED and not set(SHOWN).isdisjoint(changed):
        row.corrected_at = at
        row.save(update_fields=["corrected_at"])
    return row


def _show(row: Story, picture: Picture, alt: str) -> None:
    kept = {"content": picture.content, "small": picture.small, "alt": alt}
    size = {"width": picture.width, "height": picture.height}
    StoryPicture.objects.update_or_create(story=row, defaults=kept | size)


@transaction.atomic
def submit(*, story: Story, at: datetime, by: User) -> Story:
    """Ask the staff to approve the story, who get a mail. Refused: "not_now"."""
    row = _locked(story)
    if row.state not in {StoryState.DRAFT, StoryState.RETURNED} or row.author_id != by.pk:
        _not_now(row)
    row.state, row.submitted_at = StoryState.SUBMITTED, at
    row.save(update_fields=["state", "submitted_at"])
    mails.submitted(row, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, story: Story, by: User) -> Story:
    """Take a story back that waits. Refused: "not_now", once it was decided."""
    row = _locked(story)
    if row.state != StoryState.SUBMITTED or row.author_id != by.pk:
        _not_now(row)
    row.state = StoryState.DRAFT
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def discard(*, story: Story, by: User) -> Story:
    """Throw an undecided story away. Refused: "not_now"."""
    row = _locked(story)
    if not row.is_open or row.author_id != by.pk:
        _not_now(row)
    row.state = StoryState.DISCARDED
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def approve(*, story: Story, at: datetime) -> Story:
    """Have the story published: at the time that is set, else now; its author gets a mail.

    Refusals: "not_now" when it does not wait (any more), "over" when it would never be shown.
    """
    row = _locked(story)
    if row.state != StoryState.SUBMITTED:
        _not_now(row)
    row.published_at = row.published_at or at
    if row.expires_at is not None and row.expires_at <= max(row.published_at, at):
        raise RuleError(_("It would never be shown: its end is over."), code="over")
    row.state, row.decided_at = StoryState.APPROVED, at
    row.save(update_fields=["state", "decided_at", "published_at"])
    mails.decided(row, at=at)
    return row


@transaction.atomic
def send_back(*, story: Story, note: str, at: datetime) -> Story:
    """Return a story that waits, or take one back from the pages, with a sentence on why.

    Refusals: "not_now", "no_note".
    """
    row = _locked(story)
    if row.state not in {StoryState.SUBMITTED, StoryState.APPROVED}:
        _not_now(row)
    if not note.strip():
        raise RuleError(_("Say what they should mend."), code="no_note")
    row.state, row.note, row.decided_at = StoryState.RETURNED, note.strip(), at
    row.save(update_fields=["state", "note", "decided_at"])
    mails.decided(row, at=at)
    return row


def _slug(title: str) -> str:
    """An address nobody has. Another story's title is not told by it: a clash adds dice."""
    slug = slug_of(title)[:60].strip("-") or "story"
    if slug in RESERVED or Story.objects.filter(slug=slug).exists():
        slug = f"{slug}-{slugify(tokens.secret()).replace('_', '')[:6]}"
    return slug


def _locked(story: Story) -> Story:
    return Story.objects.select_for_update().get(pk=story.pk)


def _not_now(row: Story) -> None:
    raise RuleError(
        _("This story is at “%(state)s”: that cannot be done now."),
        code="not_now",
        params={"state": row.get_state_display()},
    )
