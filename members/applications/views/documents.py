"""Documents of an application: sent, looked at by whoever sent them, taken back."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, files
from members.applications import steps
from members.applications.forms import DocumentForm
from members.applications.models import Application, Rules
from members.applications.services import filling
from members.applications.views.doors import ELSEWHERE, address, door
from members.applications.views.steps import frame, may_edit_or_refuse, onward

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@door
def documents(request: HttpRequest, row: Application) -> HttpResponse:
    """The documents that were sent, and one more."""
    here = steps.BY_SLUG["documents"]
    may_edit_or_refuse(row, here)
    rules = Rules.objects.current()
    is_sent = request.method == "POST"
    form = DocumentForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, rules=rules
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            filling.attach(
                application=row, upload=given["file"], what=given["what"], at=clock.now()
            )
        except ValidationError as refusal:
            if refusal.code in ELSEWHERE:
                raise
            form.add_error("file", refusal)
        else:
            return redirect("applications:documents", *address(row))
    context = frame(row, here) | {
        "form": form,
        "documents": row.documents.defer("content"),
        "onward": onward(row, here),
        "rules": rules,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "members/applications/documents.html", context, status=status)


@require_safe
@door
def document(request: HttpRequest, row: Application, number: int) -> HttpResponse:
    """One document, to keep."""
    found = row.documents.filter(pk=number).first()
    if found is None:
        raise Http404
    return files.as_attachment(found)


@require_POST
@door
def remove(request: HttpRequest, row: Application, number: int) -> HttpResponse:
    """Take a document back."""
    filling.take_back(application=row, document=number, at=clock.now())
    return redirect("applications:documents", *address(row))
