"""Stories as their author sees them: a list, the form, the preview with what can be done now."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.pages.news import queries, services
from foundation.pages.news.forms import StoryForm
from foundation.pages.news.models import OPEN, Story, StoryPicture
from foundation.pages.news.pictures import as_picture

DONE = {
    "submit": "Submitted. You get a mail when it was looked at.",
    "withdraw": "The story is yours again.",
    "discard": "The story is discarded.",
}


@never_cache
@login_required
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """What they wrote, and the way to write; who may not is told who may."""
    context = {
        "stories": queries.written_by(request.user),
        "may_write": queries.may_write(request.user, clock.now()),
    }
    return render(request, "foundation/pages/news/stories.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Write a story of one's own, new or begun, then look at it."""
    mine = queries.written_by(request.user).filter(state__in=OPEN)
    story = get_object_or_404(mine, pk=_key(pk)) if pk else None
    if story is None and not queries.may_write(request.user, clock.now()):
        return redirect("news:stories")
    posted = request.method == "POST"
    form = StoryForm(
        request.POST if posted else None, request.FILES or None, initial=_initial(story)
    )
    if form.is_valid():
        try:
            kept = services.write(story=story, at=clock.now(), by=_user(request), **_given(form))
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("news:mine", kept.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "story": story}
    return render(request, "foundation/pages/news/write.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own story as it would be; with `do` it is submitted, taken back or thrown away."""
    story = get_object_or_404(queries.written_by(request.user), pk=_key(pk))
    refusal, do = "", request.POST.get("do", "")
    if request.method == "POST" and do in DONE:
        try:
            _do(do, story, _user(request))
        except RuleError as refused:
            refusal = refused.messages[0]
        else:
            messages.success(request, _(DONE[do]))
            return redirect("news:stories")
    context = {
        "story": story,
        "refusal": refusal,
        "is_public": Story.objects.public(clock.now()).filter(pk=story.pk).exists(),
        "picture": StoryPicture.objects.filter(story=story).defer("content").first(),
    }
    status = 422 if refusal else 200
    return render(request, "foundation/pages/news/mine.html", context, status=status)


@never_cache
@login_required
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of one's own story."""
    own = queries.written_by(request.user)
    return as_picture(get_object_or_404(StoryPicture, story__in=own, story=_key(pk)))


def _do(do: str, story: Story, by: Any) -> None:
    if do == "submit":
        services.submit(story=story, at=clock.now(), by=by)
    elif do == "withdraw":
        services.withdraw(story=story, by=by)
    else:
        services.discard(story=story, by=by)


def _given(form: StoryForm) -> dict[str, Any]:
    given = form.cleaned_data
    names = (*services.TEXTS, *services.TIES)
    return {
        "values": {name: given[name] for name in names},
        "picture": given["upload"],
        "alt": given["alt"],
    }


def _initial(story: Story | None) -> dict[str, Any]:
    if story is None:
        return {}
    names = "; ".join(row.name for row in story.organizations.all())
    texts = {name: getattr(story, name) for name in services.TEXTS}
    ties = {"projects": story.projects.all(), "at_events": story.at_events.all()}
    return texts | ties | {"organizations": names}


def _key(pk: int) -> int:
    """A key that a table can hold."""
    return pk if pk < 2**63 else 0


def _user(request: HttpRequest) -> Any:
    return request.user
