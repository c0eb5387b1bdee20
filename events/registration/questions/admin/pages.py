"""Pages beside the list of questions: as buyers see them, copied to another event, counted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.registration.questions import queries, statistics
from events.registration.questions.copying import copy_questions
from events.registration.questions.forms import Sheet
from events.registration.questions.forms.making import CopyForm
from events.registration.questions.queries import ORDER


class QuestionPages:
    """Mixed into the admin of questions."""

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the pages beside the list."""
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(self.preview_view), name="questions_question_preview"),
            path("copy/", wrap(self.copy_view), name="questions_question_copy"),
            path("statistics/", wrap(self.statistics_view), name="questions_question_statistics"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def preview_view(self: Any, request: HttpRequest) -> HttpResponse:
        """The questions of an event as buyers are asked them; with what is sent, also judged."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        event = _event(request)
        kinds = list(event.ticket_types.all()) if event else []
        chosen = request.GET.get("type", "")
        kind = next((row for row in kinds if str(row.pk) == chosen), kinds[0] if kinds else None)
        sent = request.POST if request.method == "POST" else None
        sheet = None
        if event is not None:
            paper = queries.paper_for(event, {1: kind.pk} if kind else {})
            numbers = [ORDER, 1] if kind else [ORDER]
            sheet = Sheet(
                sent, request.FILES if sent is not None else None, paper=paper, numbers=numbers
            )
        context = _choosing(event) | {"kinds": kinds, "kind": kind, "formset": sheet}
        context |= {"is_good": sent is not None and sheet is not None and sheet.is_valid()}
        status = 422 if sheet is not None and sheet.is_bound and not context["is_good"] else 200
        return render(request, "events/registration/preview.html", context, status=status)

    def copy_view(self: Any, request: HttpRequest) -> HttpResponse:
        """From which event to which; then all of them or none."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CopyForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            new = copy_questions(**form.cleaned_data)
            text = ngettext("%d question was copied.", "%d questions were copied.", len(new))
            text = text % len(new) if new else _("Nothing was copied: all of them are asked there.")
            self.message_user(request, text, messages.SUCCESS if new else messages.WARNING)
            target = form.cleaned_data["target"].pk
            return HttpResponseRedirect(f"{self.url_of('changelist')}?event__id__exact={target}")
        context = _page(self, request, _("Copy questions from another event")) | {"form": form}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/questions/copy.html", context, status=status)

    def statistics_view(self: Any, request: HttpRequest) -> HttpResponse:
        """How often each answer was given."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        event = _event(request)
        context = _page(self, request, _("Answers")) | _choosing(event)
        context["tallies"] = statistics.tallies(event) if event else []
        context["answers_url"] = reverse("admin:questions_answer_changelist")
        return TemplateResponse(request, "admin/questions/statistics.html", context)


def _event(request: HttpRequest) -> Event | None:
    """The event that the address names, else the one that asks and ends last."""
    named = request.GET.get("event", "")
    if named:
        key = int(named) if named.isdecimal() and len(named) < 10 else 0
        return get_object_or_404(Event.objects.all(), pk=key)
    return Event.objects.filter(questions__isnull=False).order_by("-ends_on", "pk").first()


def _choosing(event: Event | None) -> dict[str, Any]:
    asking = Event.objects.filter(questions__isnull=False).distinct().order_by("-ends_on", "pk")
    return {"event": event, "events": list(asking)}


def _page(desk: Any, request: HttpRequest, title: str) -> dict[str, Any]:
    return {
        **desk.admin_site.each_context(request),
        "title": title,
        "subtitle": None,
        "opts": desk.opts,
        "media": desk.media,
    }
