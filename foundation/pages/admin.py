"""What visitors wrote, and who has answered it."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, confirmed, desk, show
from foundation.base.models import Figure
from foundation.pages.models import ContactMessage, FigureTie, Milestone


class AnsweredFilter(admin.SimpleListFilter):
    """Messages that wait, and messages that do not."""

    title = _("answered")
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Waits for an answer")), ("yes", _("Answered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(answered_at__isnull=self.value() == "no")
        return queryset


def _is_answered(row: ContactMessage) -> str:
    return str(_("it is marked already.")) if row.answered_at else ""


def _is_open(row: ContactMessage) -> str:
    return "" if row.answered_at else str(_("it waits already."))


@admin.register(ContactMessage)
class ContactMessageAdmin(HouseAdmin[ContactMessage]):
    """What somebody wrote stays as they wrote it."""

    list_display = ("name", "organization", "topic", "begins", "created_at", "state")
    list_filter = (AnsweredFilter, "topic", "created_at")
    search_fields = ("name", "email", "organization", "message")
    search_help_text = _("By name, e-mail, organisation or a word of the message.")
    date_hierarchy = "created_at"
    ordering = ("-pk",)
    view_on_site = False
    save_on_top = False
    fields = ("state", "topic", "name", "write_back", "organization", "message", "created_at")
    readonly_fields = (*fields, "answered_at")
    actions = ("mark_answered", "reopen")
    export_columns = (
        *("created_at", "topic", "name", "email", "organization", "message", "answered_at"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("message"))
    def begins(self, row: ContactMessage) -> str:
        return row.message if len(row.message) <= 80 else f"{row.message[:80]}…"

    @admin.display(description=_("state"), ordering="answered_at")
    def state(self, row: ContactMessage) -> SafeString:
        if row.answered_at is None:
            return show.state("waiting", _("Waits for an answer"))
        return show.state("sent", _("Answered %(at)s") % {"at": show.at(row.answered_at)})

    @admin.display(description=_("e-mail"))
    def write_back(self, row: ContactMessage) -> SafeString:
        return format_html('<a href="mailto:{0}">{0}</a>', row.email)

    @confirmed(
        label=_("Mark as answered"),
        plural=_("Mark the chosen messages as answered"),
        will=_("will be marked as answered"),
        done=_("marked as answered"),
        reason=_is_answered,
    )
    def mark_answered(self, request: HttpRequest, row: ContactMessage, *, at: datetime) -> None:
        """Somebody has written back."""
        ContactMessage.objects.filter(pk=row.pk, answered_at=None).update(answered_at=at)

    @confirmed(
        label=_("Needs an answer after all"),
        plural=_("Put the chosen messages back on the desk"),
        will=_("will wait for an answer again"),
        done=_("back on the desk"),
        reason=_is_open,
    )
    def reopen(self, request: HttpRequest, row: ContactMessage, *, at: datetime) -> None:
        """It was marked too early."""
        ContactMessage.objects.filter(pk=row.pk).update(answered_at=None)


@admin.register(Milestone)
class MilestoneAdmin(HouseAdmin[Milestone]):
    """The stations of the foundation's line on the about page."""

    list_display = ("happened", "title", "source")
    search_fields = ("title", "text", "source")
    search_help_text = _("By a word of the title, the text or the source.")
    ordering = ("happened",)
    export_columns = ("happened", "title", "text", "source")


class TieForm(forms.ModelForm[FigureTie]):
    """A figure is one of those that were stated."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "key" in self.fields:
            stated = Figure.objects.order_by("key", "-stated_on").distinct("key")
            named = [(row.key, f"{row.label} ({row.key})") for row in stated]
            self.fields["key"] = forms.ChoiceField(label=_("Figure"), choices=named)


@admin.register(FigureTie)
class FigureTieAdmin(HouseAdmin[FigureTie]):
    """Which project, organisation or event a figure is about: it is shown on its page."""

    form = TieForm
    list_display = ("key", "about")
    list_filter = ("key",)
    list_select_related = ("project", "organization", "event")
    search_fields = ("key", "project__name", "organization__name", "event__name")
    search_help_text = _("By figure, or by what it is about.")
    autocomplete_fields = ("project", "organization", "event")
    view_on_site = False
    export_columns = ("key", "project__name", "organization__name", "event__name")

    @admin.display(description=_("about"))
    def about(self, row: FigureTie) -> str:
        return str(row.about)


@desk.tiles("The house", ContactMessage, place=30)
def tiles(at: datetime) -> list[desk.Tile]:
    """What visitors wrote and nobody has answered: one query."""
    unanswered = ContactMessage.objects.filter(answered_at=None).count()
    return [desk.tile(unanswered, "messages to answer", ContactMessage, query="answered=no")]
