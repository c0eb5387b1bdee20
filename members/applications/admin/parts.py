"""What belongs to an application: questions, decisions, tasks; and the filters of its list."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseInline, ReadOnly
from members.applications.models import OPEN, Application, ChecklistItem, Decision, Question


class QuestionInline(ReadOnly, HouseInline[Question, Application]):
    """What was asked and answered."""

    model = Question
    fields = ("text", "asked_by", "asked_at", "answer", "answered_at")
    show_change_link = False


class DecisionInline(ReadOnly, HouseInline[Decision, Application]):
    """What was decided."""

    model = Decision
    fields = (
        *("outcome", "body", "decided_on", "text", "votes_for", "votes_against"),
        *("votes_abstained", "conflicts", "recorded_by"),
    )
    show_change_link = False


class ItemForm(forms.ModelForm[ChecklistItem]):
    """A box to tick."""

    is_done = forms.BooleanField(label=_("done"), required=False)

    class Meta:
        model = ChecklistItem
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_done"] = self.instance.done_at is not None


class ChecklistInline(HouseInline[ChecklistItem, Application]):
    """What is to be done for a new member."""

    model = ChecklistItem
    form = ItemForm
    fields = ("name", "is_done", "done_at", "done_by")
    readonly_fields = ("name", "done_at", "done_by")
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TurnFilter(admin.SimpleListFilter):
    """Whose turn it is."""

    title = _("whose turn")
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("us", _("Waiting for us")),
            ("them", _("Waiting for the applicant")),
            ("public", _("In public")),
            ("checklist", _("Tasks to do")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: Any = queryset
        if self.value() == "us":
            return rows.waiting()
        if self.value() == "them":
            return rows.waiting_for_them()
        if self.value() == "public":
            return rows.filter(published_on__isnull=False, state__in=OPEN)
        if self.value() == "checklist":
            open_items = ChecklistItem.objects.waiting().values("application")
            return rows.filter(pk__in=open_items)
        return queryset
