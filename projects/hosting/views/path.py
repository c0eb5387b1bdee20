"""The way of a project in public, and the comments of others on its review."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.errors import RuleError
from projects import licences
from projects.hosting import progress, queries, services
from projects.hosting.forms import CommentForm
from projects.hosting.models import BoardDecision, Enquiry
from projects.models import Project

UNPROCESSABLE = 422


@public_page(minutes=1)
@require_safe
def path(request: HttpRequest, slug: str) -> HttpResponse:
    """Days, decisions that are public, and reviews with what was said in them. Seven queries."""
    project = get_object_or_404(Project.every, slug=slug)
    reviews = list(queries.reviews_in_public(project))
    decisions = list(BoardDecision.objects.public().filter(project=project).order_by("decided_on"))
    review_by = queries.review_by(project)
    day = zones.day(clock.now())
    context = {
        "project": project,
        "journey": progress.journey(
            project,
            enquiry=Enquiry.objects.filter(hosted_as=project).first(),
            reviews=reviews,
            decisions=decisions,
            review_by=review_by,
            day=day,
        ),
        "reviews": reviews,
        "commenting": next((one for one in reviews if one.takes_comments(day)), None),
        "review_by": review_by,
        "is_late": review_by is not None and review_by < day,
        "licence_url": licences.osi_url(project.licence),
    }
    return render(request, "projects/hosting/project_path.html", context)


# Private, as the form of an enquiry is: going back shows what was sent, with its stamp.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """A word of somebody from another project; staff read it first. Over, it leads to the path."""
    row = queries.public_review(slug)
    if row is None:
        raise Http404
    at = clock.now()
    if not row.takes_comments(zones.day(at)):
        return redirect("hosting:path", slug)
    sent = request.POST if request.method == "POST" else None
    form = CommentForm(sent, projects=queries.commenting_projects(row))
    if form.is_valid():
        try:
            services.comment(review=row, token=form.key, at=at, **form.words())
        except RuleError as refusal:
            form.add_error(None, refusal)
            form.renew()
        else:
            return redirect("hosting:commented", slug)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "review": row, "project": row.project}
    return render(request, "projects/hosting/comment.html", context, status=status)


@require_safe
def commented(request: HttpRequest, slug: str) -> HttpResponse:
    """After a comment: that it was sent, and what happens now."""
    row = queries.public_review(slug)
    if row is None:
        raise Http404
    return render(request, "projects/hosting/commented.html", {"project": row.project})
