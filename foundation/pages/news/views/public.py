"""The news for everybody. What is under embargo or over is not there: 404, whoever asks."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from foundation.base import clock
from foundation.base.caching import public_page
from foundation.pages.news import feeds, pictures, queries
from foundation.pages.news.models import Story, StoryPicture
from projects.models import Project

ON_A_PAGE = 12
MOST_TAGS = 24


def until(response: HttpResponse, at: datetime, moment: datetime | None) -> HttpResponse:
    """`response`, which nobody may keep beyond `moment`: a story begins or ends then."""
    left = int((moment - at).total_seconds()) if moment else None
    if left is not None:
        patch_cache_control(response, max_age=max(left, 0), must_revalidate=True)
    return response


@public_page(minutes=1)
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The stories, newest first, `?page=`; about one thing with `?project=` and so on."""
    at = clock.now()
    tags = queries.counted(at)
    rows, chosen = queries.public(at), None
    asked = next(
        ((kind, request.GET[kind]) for kind in queries.KINDS if request.GET.get(kind)), None
    )
    if asked is not None:
        chosen = next((tag for tag in tags if (tag.kind, tag.slug) == asked), None)
        rows = queries.about(rows, chosen.kind, chosen.slug) if chosen else rows.none()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    stories = list(page.object_list)
    for row in stories:
        row.tags = queries.tags(row)
    context = {
        "page": page,
        "stories": stories,
        "tags": tags[:MOST_TAGS],
        "chosen": chosen,
        "filtered": asked is not None,
    }
    response = render(request, "foundation/pages/news/news.html", context)
    return until(response, at, queries.next_change(at))


@public_page(minutes=1)
@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story."""
    at = clock.now()
    row = get_object_or_404(queries.public(at), slug=slug)
    context = {
        "story": row,
        "tags": queries.tags(row),
        "picture": row.pictured,
        "more": [other for other in queries.newest(at, most=4) if other.pk != row.pk][:3],
        "structured": _structured(row),
    }
    return until(render(request, "foundation/pages/news/story.html", context), at, row.expires_at)


@public_page(minutes=1)
@require_safe
def picture(request: HttpRequest, slug: str, *, small: bool = False) -> HttpResponse:
    """The picture of a story, for as long as the story is there; `small` for lists."""
    at = clock.now()
    row = get_object_or_404(Story.objects.public(at), slug=slug)
    unused = "content" if small else "small"
    found = get_object_or_404(StoryPicture.objects.defer(unused), story=row)
    return until(pictures.as_picture(found, small=small), at, row.expires_at)


@public_page(minutes=5)
@require_safe
def feed(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The newest stories as Atom, of all or about one project."""
    at = clock.now()
    rows = Story.objects.public(at).newest_first().defer("body")
    rows = rows.annotate(pictured=queries.pictured())
    title, page, own = "News", reverse("news:news"), reverse("news:feed")
    if slug:
        project = Project.objects.filter(slug=slug).only("name", "slug").first()
        if project is None:
            raise Http404
        rows = rows.filter(projects=project)
        title = f"News about {project.name}"
        page, own = project.get_absolute_url(), reverse("news:project_feed", args=[slug])
    text = feeds.atom(rows[: feeds.MOST], title=title, page=page, feed=own)
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    return until(response, at, queries.next_change(at))


def _structured(row: Any) -> dict[str, Any]:
    """Schema.org's description of a story."""
    return {
        "@type": "NewsArticle",
        "headline": row.title,
        "description": row.lead,
        "datePublished": row.published_at,
        "dateModified": row.last_changed_at,
        "image": f"{settings.SITE_URL}{reverse('news:picture', args=[row.slug])}"
        if row.pictured
        else None,
        "author": {"@type": "Person", "name": row.byline} if row.byline else None,
    }
