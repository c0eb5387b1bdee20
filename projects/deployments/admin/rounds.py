"""Rounds: their days, what would be told of each and why, and the button that tells it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock
from foundation.base.admin import ActionForm, HouseAdmin, confirmed, show
from projects.deployments.counting import Cell
from projects.deployments.models import Bracket, Dimension, Industry, Round
from projects.deployments.services import publishing
from projects.deployments.suppressing import Sheet
from projects.models import Project

PUBLISH = "deployments.publish_round"


def cannot_publish(row: Round) -> str:
    """Why a round cannot be published now; empty when it can."""
    refused = publishing.refusal(row, clock.now())
    if refused is not None:
        return refused.messages[0]
    waiting = row.answers.waiting().count()
    if waiting:
        return _("%(number)d names are not matched yet.") % {"number": waiting}
    return ""


class PublishForm(ActionForm):
    """It happens once, so it is said what will happen."""

    sure = forms.BooleanField(label=gettext_lazy("I have looked at what is told of each project"))

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        said = []
        for row in rows:
            made = publishing.prepared(row)
            small = sum(1 for cell in made.why if made.counts.get(cell, 0))
            said.append(
                _("%(year)s: %(shown)d figures are told, %(hidden)d are not.")
                % {"year": row.year, "shown": len(made.shown), "hidden": small}
            )
        said.append(_("The record of the round lists each. It cannot be undone or done again."))
        self.fields["sure"].help_text = " ".join(said)


@admin.register(Round)
class RoundAdmin(HouseAdmin[Round]):
    """The yearly rounds."""

    list_display = ("year", "state_badge", "opens", "closes", "floor", "sent", "begun", "waiting")
    list_filter = (("published_at", admin.EmptyFieldListFilter),)
    search_fields = ("year", "note")
    search_help_text = gettext_lazy("By year or note.")
    actions = ("publish",)
    fieldsets = (
        (None, {"fields": ("year", "opens_at", "closes_at", "floor", "note", "published")}),
        (gettext_lazy("What is told, and what is not"), {"fields": ("preview",)}),
    )
    readonly_fields = ("published", "preview")
    view_on_site = False
    export_columns = ("year", "opens_at", "closes_at", "floor", "published_at", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Round]:
        sent = Q(answers__sent_at__isnull=False)
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_sent=Count("answers", filter=sent),
                number_begun=Count("answers", filter=~sent & Q(answers__isnull=False)),
                number_waiting=Count("answers", filter=sent & Q(answers__standing="waiting")),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was published stays as it was."""
        if obj is not None and obj.published_at is not None:
            return ("year", "opens_at", "closes_at", "floor", "note", *self.readonly_fields)
        return self.readonly_fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The numbers behind the figures are for who may see every answer."""
        if obj is None or not request.user.has_perm("deployments.see_confidential_answer"):
            return self.fieldsets[:1]
        return self.fieldsets

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A round that was published stays."""
        gone = obj is None or obj.published_at is None
        return gone and super().has_delete_permission(request, obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Who may publish a round."""
        return request.user.has_perm(PUBLISH)

    @admin.display(description=gettext_lazy("state"))
    def state_badge(self, row: Round) -> SafeString:
        at = clock.now()
        if row.published_at is not None:
            return show.state("valid", _("published"))
        if row.is_open(at):
            return show.state("pending", _("open"))
        if at < row.opens_at:
            return show.state("closed", _("to come"))
        return show.state("waiting", _("to be published"))

    @admin.display(description=gettext_lazy("opens"), ordering="opens_at")
    def opens(self, row: Round) -> str:
        return show.at(row.opens_at)

    @admin.display(description=gettext_lazy("closes"), ordering="closes_at")
    def closes(self, row: Round) -> str:
        return show.at(row.closes_at)

    @admin.display(description=gettext_lazy("published"))
    def published(self, row: Round) -> str:
        return show.at(row.published_at)

    @admin.display(description=gettext_lazy("sent"), ordering="number_sent")
    def sent(self, row: Any) -> int:
        return int(row.number_sent)

    @admin.display(description=gettext_lazy("begun"), ordering="number_begun")
    def begun(self, row: Any) -> int:
        return int(row.number_begun)

    @admin.display(description=gettext_lazy("names to match"), ordering="number_waiting")
    def waiting(self, row: Any) -> int:
        return int(row.number_waiting)

    @admin.display(description=gettext_lazy("cells that somebody is in"))
    def preview(self, row: Round) -> SafeString:
        if row.published_at is not None:
            return format_html(
                "{}", _("It is published: see the published figures. The rest is told to nobody.")
            )
        made = publishing.prepared(row)
        headers = [_("Project"), _("Table"), _("Cell"), _("Counted"), _("Told"), _("Why not")]
        return show.table(headers, list(_lines(made)), _("Nothing is counted yet."))

    @confirmed(
        label=gettext_lazy("Publish the figures"),
        will=gettext_lazy("will be published, once and for all"),
        done=gettext_lazy("published"),
        reason=cannot_publish,
        form=PublishForm,
        permission="publish",
    )
    def publish(self, request: HttpRequest, row: Round, *, at: Any, sure: bool) -> None:
        """Tell the figures."""
        publishing.publish(asked=row, at=at)


def _lines(made: Sheet) -> Any:
    """Each cell that somebody is in: what is told of it, or why nothing is."""
    names = dict(Project.objects.filter(pk__in=made.frame.projects).values_list("pk", "name"))
    for project in made.frame.tables:
        called = names[project] if project else _("All together")
        for dimension in Dimension:
            for cell, label in _labelled(made, project, dimension):
                if counted := made.counts.get(cell, 0):
                    shown = made.shown.get(cell)
                    told = _("at least %d") % shown if shown else "–"
                    yield called, dimension.label, label, counted, told, made.why.get(cell, "")


def _labelled(made: Sheet, project: int | None, dimension: Dimension) -> list[tuple[Cell, str]]:
    cells = made.frame.cells(project, dimension)
    labels = [label for _value, label in made.frame.labels.get(dimension, [])]
    return list(zip(cells, labels or [str(dimension.label)], strict=True))


@admin.register(Bracket)
class BracketAdmin(HouseAdmin[Bracket]):
    """How many cores there are to choose from."""

    list_display = ("__str__", "lower", "upper")
    search_fields = ("lower",)
    view_on_site = False


@admin.register(Industry)
class IndustryAdmin(HouseAdmin[Industry]):
    """The industries there are to choose from."""

    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    found_by = ("name",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}
    view_on_site = False
