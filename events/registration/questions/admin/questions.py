"""The questions of an event: made, put in sequence, seen as buyers see them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration.models import TicketType
from events.registration.questions.forms.making import OptionFormSet, QuestionForm
from events.registration.questions.models import DECIDING, Option, Question
from events.registration.questions.values import words_of
from foundation.base.admin import HouseAdmin, HouseInline, show

from .pages import QuestionPages


class OptionInline(HouseInline[Option, Question]):
    """The answers to choose from."""

    model = Option
    formset = OptionFormSet
    fields = ("position", "text", "is_active")
    show_change_link = False


@admin.register(Question)
class QuestionAdmin(QuestionPages, HouseAdmin[Question]):
    """What has been answered keeps its event, scope and kind; a question is switched off then."""

    form = QuestionForm
    list_display = (
        *("text", "event", "scope", "kind", "is_required", "types", "when", "number", "state"),
    )
    list_filter = (
        *(("event", admin.RelatedOnlyFieldListFilter), "scope", "kind", "is_required"),
        *("is_private", "is_active"),
    )
    list_select_related = ("event", "depends_on")
    search_fields = ("text", "hint", "options__text")
    search_help_text = _("By the words of the question, its hint or its options.")
    ordering = ("event", "position", "pk")
    inlines = (OptionInline,)
    filter_horizontal = ("ticket_types",)
    view_on_site = False
    fieldsets = (
        (None, {"fields": ("event", "text", "hint", ("scope", "kind"), "position")}),
        (_("Of whom"), {"fields": ("is_required", "condition", "ticket_types", "is_active")}),
        (_("Who sees it"), {"fields": ("is_private", "is_personal")}),
        (
            _("Limits"),
            {
                "fields": (
                    *(("at_least", "at_most"), "most_letters", "most_megabytes", "file_kinds"),
                ),
                "description": _("Each looks at its own kind: numbers, texts, files."),
            },
        ),
    )
    export_columns = (
        *("event__name", "position", "scope", "kind", "text", "hint", "is_required", "types"),
        *("when", "is_private", "is_personal", "is_active", "number"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """With how often each was answered."""
        rows = super().get_queryset(request).prefetch_related("ticket_types")
        rows = rows.prefetch_related("depends_on__options")
        return rows.annotate(number=Count("answers", distinct=True))

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> Any:
        """What it is does not change under its answers, nor under what hangs on it."""
        if obj is None:
            return ()
        is_used = obj.answers.exists() or obj.dependents.exists()
        return ("event", "scope", "kind") if is_used else ("event",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Of a question that is there, the types of its event; else told apart by event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "ticket_types":
            field.queryset = TicketType.objects.select_related("event")
            field.label_from_instance = lambda kind: f"{kind.event}: {kind}"  # type: ignore[assignment]
            key = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            if key and key.isdecimal():
                field.queryset = field.queryset.filter(event__questions=key)
        return field

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        """The condition is one choice on the form and two columns of the row."""
        super().save_model(request, obj, form, change)
        if change and "condition" in form.changed_data:
            obj.save(update_fields=["depends_on", "shown_value"])

    @admin.display(description=_("tickets"))
    def types(self, row: Question) -> str:
        return ", ".join(str(kind) for kind in row.ticket_types.all()) or str(_("all"))

    @admin.display(description=_("asked when"))
    def when(self, row: Question) -> str:
        if row.depends_on is None:
            return "–"
        deciding: Any = row.depends_on
        deciding.option_rows = [
            {"pk": option.pk, "text": option.text} for option in deciding.options.all()
        ]
        if deciding.kind not in DECIDING:
            return str(deciding)
        return f"{deciding} {words_of(deciding, [row.shown_value])}"

    @admin.display(description=_("answers"), ordering="number")
    def number(self, row: Any) -> SafeString | int:
        count = getattr(row, "number", 0)
        if not count:
            return 0
        url = reverse("admin:questions_answer_changelist")
        return format_html('<a href="{}?question__id__exact={}">{}</a>', url, row.pk, count)

    @admin.display(description=_("state"))
    def state(self, row: Question) -> SafeString:
        if not row.is_active:
            return show.state("closed", _("Switched off"))
        if row.is_private:
            return show.state("waiting", _("For staff only"))
        return show.state("valid", _("Asked"))
