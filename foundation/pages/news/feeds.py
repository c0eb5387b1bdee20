"""The news as Atom (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape

from foundation.pages.news.models import Story

MOST = 30
# A feed must say when it last changed: one without a story has not changed since before the first.
NEVER = datetime(2012, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """When a story was last published or corrected; never the time of asking, or no feed would
        ever be unchanged."""
        found = [item["updateddate"] for item in self.items]
        return max(found, default=NEVER)


def _pictures(row: Any) -> list[Enclosure]:
    """The picture of a story of `queries.pictured`, for readers that show it."""
    if not row.pictured:
        return []
    url = f"{settings.SITE_URL}{reverse('news:picture', args=[row.slug])}"
    return [Enclosure(url, str(row.pictured["bytes"]), "image/webp")]


def atom(rows: Iterable[Story], *, title: str, page: str, feed: str) -> str:
    """The feed of `rows`, each with what is `pictured`; `page` and `feed` are the paths of the page it is about and its own."""
    made = _Feed(
        title=title,
        link=f"{settings.SITE_URL}{page}",
        description=f"{title}, {settings.SITE_NAME}",
        language="en",
        feed_url=f"{settings.SITE_URL}{feed}",
        author_name=settings.SITE_NAME,
    )
    for row in rows:
        url = f"{settings.SITE_URL}{row.get_absolute_url()}"
        made.add_item(
            title=row.title,
            link=url,
            # Readers take a summary for HTML.
            description=escape(row.lead),
            unique_id=url,
            author_name=row.byline or settings.SITE_NAME,
            pubdate=row.published_at,
            updateddate=row.last_changed_at,
            enclosures=_pictures(row),
        )
    text: str = made.writeString("utf-8")
    return text
