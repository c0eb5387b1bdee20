"""Answers on the records of orders and attendees: shown, changed, and columns of exports."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registration.models import Order, Ticket
from events.registration.questions import queries, services
from events.registration.questions.forms import Sheet
from events.registration.questions.models import Answer, Question, Scope
from events.registration.questions.queries import ORDER, Paper
from foundation.base import clock
from foundation.base.admin import refusals, show

type Column = tuple[str, Callable[[Any], str]]


def asked_on(row: Any) -> tuple[Order, Paper, list[int]]:
    """What is asked on a record, and of which numbers: all of an order, or one ticket."""
    order: Order = row.order if isinstance(row, Ticket) else row
    paper = queries.paper_of(order, order.tickets.filter(cancelled_at=None))
    numbers = [row.position] if isinstance(row, Ticket) else [ORDER, *sorted(paper.types)]
    return order, paper, numbers


class AnsweredRecord:
    """Mixed into the admin of orders and of attendees."""

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the page on which staff change the answers."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_answers"
        view = self.admin_site.admin_view(self.answers_view)
        return [path("<path:object_id>/answers/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def may_open(self: Any, request: HttpRequest, page: str) -> bool:
        """Answers are shown on the record; their own page changes them."""
        if page == "answers":
            return bool(self.has_change_permission(request))
        return bool(super().may_open(request, page))  # type: ignore[misc]

    def answers_view(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        """All questions to this order or attendee, those for staff only among them."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        order, paper, numbers = asked_on(row)
        sent = request.POST if request.method == "POST" else None
        files = request.FILES if sent is not None else None
        sheet = Sheet(sent, files, paper=paper, numbers=numbers, staff=True, url=file_url)
        refused: list[str] = []
        if sent is not None and sheet.is_valid():
            try:
                services.answer(
                    order=order, paper=paper, given=sheet.given(), at=clock.now(), by_staff=True
                )
            except refusals.REFUSALS as refusal:
                refused = refusals.words(refusal)
            else:
                self.message_user(request, _("The answers are kept."), messages.SUCCESS)
                return HttpResponseRedirect(self.url_of("change", row.pk))
        page = _page(self, request, row, sheet, refused)
        if refused or (sent is not None and not sheet.is_valid()):
            page.status_code = 422
        return page

    def answers(self: Any, row: Any) -> SafeString:
        """What was answered, private answers too, with a way to change it."""
        _order, paper, numbers = asked_on(row)
        rows = [
            [str(number) if number else _("Order"), answer.question.text, shown(answer)]
            for number in numbers
            for answer in paper.told(number, staff=True)
        ]
        table = show.table(
            [_("Ticket"), _("Question"), _("Answer")], rows, str(_("Nothing was answered yet."))
        )
        if not any(paper.asked(number, staff=True) for number in numbers):
            return format_html("{}", _("Nothing is asked."))
        link = show.link(self.url_of("answers", row.pk), _("Change the answers"))
        return format_html("{}<p>{}</p>", table, link)

    answers.short_description = gettext_lazy("answers")  # type: ignore[attr-defined]

    def export_more(self: Any, rows: QuerySet[Any]) -> tuple[QuerySet[Any], list[Column]]:
        """A column for each question to these events."""
        near = "order__" if self.model is Ticket else ""
        events = rows.order_by().values(f"{near}event")
        asked = Question.objects.filter(event__in=events).select_related("event")
        if self.model is Order:
            asked = asked.filter(scope=Scope.ORDER)
        found = list(asked.order_by("event", "position", "pk"))
        if not found:
            return rows, []
        paths = ["answers", *(["order__answers"] if near else [])]
        several = len({question.event_id for question in found}) > 1
        columns: list[Column] = [
            (f"{row.event}: {row.text}" if several else row.text, _words(row)) for row in found
        ]
        return rows.prefetch_related(*paths), columns


def _page(
    desk: Any, request: HttpRequest, row: Any, sheet: Sheet, refused: list[str]
) -> TemplateResponse:
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Answers of %s") % row,
        "subtitle": None,
        "opts": desk.opts,
        "media": desk.media,
        "object": row,
        "sheet": sheet,
        "refused": refused,
    }
    return TemplateResponse(request, "admin/questions/answers.html", context)


def shown(answer: Answer) -> SafeString | str:
    """The words of an answer; of a file, the way to it."""
    return (
        show.link(file_url(answer.file.key), answer.words)
        if hasattr(answer, "file")
        else answer.words
    )


def file_url(key: str) -> str:
    """Where staff find a file."""
    return reverse("admin:questions_answer_file", args=[key])


def _words(question: Question) -> Callable[[Any], str]:
    def value(row: Any) -> str:
        if question.scope == Scope.ORDER and isinstance(row, Ticket):
            row = row.order
        found = (one.words for one in row.answers.all() if one.question_id == question.pk)
        return next(found, "")

    return value
