"""The mails about stories: to the staff when one waits, to its author when it was decided."""

from datetime import datetime

from django.urls import reverse

from foundation.base import mail
from foundation.base.models import Foundation
from foundation.pages.news.models import Story
from members.accounts.models import User


def submitted(story: Story, *, by: User, at: datetime) -> None:
    """Tell the staff that a story waits, each time it is submitted."""
    foundation = Foundation.objects.first()
    if foundation is None:
        return
    desk = reverse("admin:news_story_change", args=[story.pk])
    mail.write(
        key=f"story:{story.pk}:submitted:{at.isoformat()}",
        kind="story_submitted",
        to=foundation.email,
        reply_to=by.email,
        context={"story": story, "by": by, "desk": desk},
        at=at,
    )


def decided(story: Story, *, at: datetime) -> None:
    """Tell its author that it was approved, or returned and why."""
    if story.author is None:
        return
    mail.write(
        key=f"story:{story.pk}:{story.state}:{at.isoformat()}",
        kind="story_decided",
        to=story.author.email,
        context={"story": story, "page": reverse("news:mine", args=[story.pk])},
        at=at,
    )
