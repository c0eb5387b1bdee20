"""All answers in one list to filter and take along; each is changed at its order or ticket."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration.models import Order
from events.registration.questions.models import Answer, AnswerFile
from foundation.base.admin import HouseAdmin, ReadOnly, show
from foundation.base.files import as_attachment


@admin.register(Answer)
class AnswerAdmin(ReadOnly, HouseAdmin[Answer]):
    """A row is one answer: its question, whose it is, and the words."""

    list_display = ("question", "shown", "attendee", "of", "event", "answered_at")
    list_display_links = ("question",)
    list_filter = (
        ("question__event", admin.RelatedOnlyFieldListFilter),
        ("question", admin.RelatedOnlyFieldListFilter),
        *("question__kind", "answered_at"),
    )
    list_select_related = (*("question__event", "order__event", "ticket__order__event", "file"),)
    search_fields = ("words", "question__text")
    search_help_text = _("By the words of the answer or of its question.")
    ordering = ("-pk",)
    fields = ("question", "shown", "of", "attendee", "answered_at")
    readonly_fields = fields
    view_on_site = False
    export_columns = (
        *("question__event__name", "question__text", "words", "code", "position", "attendee"),
        *("email", "answered_at"),
    )

    def get_urls(self) -> list[URLPattern]:
        """Also the files among them."""
        view = self.admin_site.admin_view(self.file_view)
        return [path("file/<slug:key>/", view, name="questions_answer_file"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        """Files by their names only."""
        rows = super().get_queryset(request).select_related(*self.list_select_related)
        return rows.defer("file__content")

    def file_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """A file, to staff who may see answers."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        file = AnswerFile.objects.filter(key=key).first()
        if file is None:
            raise Http404
        return as_attachment(file)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may see answers may see this."""
        return bool(request.user.has_perm("questions.view_answer"))

    def _order(self, row: Answer) -> Order | None:
        return row.ticket.order if row.ticket else row.order

    @admin.display(description=_("answer"), ordering="words")
    def shown(self, row: Answer) -> SafeString | str:
        if not hasattr(row, "file"):
            return row.words
        return show.link(reverse("admin:questions_answer_file", args=[row.file.key]), row.words)

    @admin.display(description=_("of"))
    def of(self, row: Answer) -> SafeString:
        if row.ticket:
            url = reverse("admin:registration_ticket_change", args=[row.ticket.pk])
            return show.link(url, str(row.ticket))
        return show.link(reverse("admin:registration_order_change", args=[row.order_id]), row.order)

    @admin.display(description=_("attendee"))
    def attendee(self, row: Answer) -> str:
        order = self._order(row)
        return row.ticket.attendee_name if row.ticket else getattr(order, "name", "")

    @admin.display(description=_("e-mail"))
    def email(self, row: Answer) -> str:
        order = self._order(row)
        return row.ticket.attendee_email if row.ticket else getattr(order, "email", "")

    @admin.display(description=_("event"))
    def event(self, row: Answer) -> str:
        return str(row.question.event)

    @admin.display(description=_("order"))
    def code(self, row: Answer) -> str:
        order = self._order(row)
        return order.code if order else ""

    @admin.display(description=_("number of the ticket"))
    def position(self, row: Answer) -> str:
        return str(row.ticket.position) if row.ticket else ""
