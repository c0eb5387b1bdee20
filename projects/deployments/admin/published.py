"""What was published, as everybody may read it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from foundation.base.admin import HouseAdmin, ReadOnly
from projects.deployments.models import Adopter, Aggregate


@admin.register(Aggregate)
class AggregateAdmin(ReadOnly, HouseAdmin[Aggregate]):
    """The figures, written once."""

    list_display = ("round", "called", "dimension", "label", "count", "cores_lower")
    list_filter = ("round", "dimension", "project")
    list_select_related = ("round", "project")
    search_fields = ("label", "project__name")
    search_help_text = gettext_lazy("By project or cell.")
    view_on_site = False
    export_columns = ("round__year", "project__name", "dimension", "label", "count", "cores_lower")

    @admin.display(description=gettext_lazy("project"), ordering="project__name")
    def called(self, row: Aggregate) -> str:
        return row.project.name if row.project else str(gettext_lazy("All together"))


@admin.register(Adopter)
class AdopterAdmin(ReadOnly, HouseAdmin[Adopter]):
    """Who agreed to be named."""

    list_display = ("organization", "project", "round")
    list_filter = ("round", "project")
    list_select_related = ("organization", "project", "round")
    search_fields = ("organization__name", "project__name")
    search_help_text = gettext_lazy("By organisation or project.")
    view_on_site = False
    export_columns = ("round__year", "project__name", "organization__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Adopter]:
        return super().get_queryset(request).order_by("-round__year", "project", "organization")
