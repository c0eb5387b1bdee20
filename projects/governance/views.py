"""Who runs a project on a day, who did before, and its papers."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.files import TYPES, FileKind
from projects.governance import queries
from projects.governance.forms import DayForm
from projects.governance.models import DocumentFile
from projects.models import Project


@public_page(minutes=5)
@require_safe
def governance(request: HttpRequest, slug: str) -> HttpResponse:
    """Bodies with who sits in them on `?as_of=`, today if empty; every term; all documents."""
    project = get_object_or_404(Project.objects.defer("description"), slug=slug)
    today = zones.day(clock.now())
    form = DayForm(request.GET if request.GET.get("as_of") else None)
    day: date = form.cleaned_data["as_of"] if form.is_valid() else today
    bodies = queries.history(project)
    context = {
        "project": project,
        "form": form,
        "day": day,
        "is_today": day == today,
        "bodies": [
            (body, [term for term in body.terms.all() if day in term.span]) for body in bodies
        ],
        "documents": queries.documents(project),
    }
    status = 422 if form.errors else 200
    return render(request, "projects/governance/governance.html", context, status=status)


@public_page(minutes=60)
@require_safe
def document(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The PDF of a document, to keep: it is never shown as a page of this site."""
    rows = DocumentFile.objects.select_related("document")
    if pk > 2**63 - 1:
        raise Http404
    file = get_object_or_404(rows, document__project__slug=slug, document=pk)
    return HttpResponse(
        bytes(file.content),
        content_type=TYPES[FileKind.PDF],
        headers={
            "Content-Disposition": f'attachment; filename="{file.document.file_name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
