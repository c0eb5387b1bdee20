"""Projects for staff."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ShortInline, show
from members.admin.logos import LogoUpload
from projects import queries
from projects.models import Focus, Project, ProjectLink, Release, Stage


class LinkInline(ShortInline[ProjectLink, Project]):
    """Where the project can be found."""

    model = ProjectLink


class ReleaseInline(ShortInline[Release, Project]):
    """What it has published, newest first."""

    model = Release
    ordering = ("-released_in", "-pk")


class ProjectForm(forms.ModelForm[Project]):
    """A project as staff write it down."""

    logo = LogoUpload(required=False)


@admin.register(Project)
class ProjectAdmin(HouseAdmin[Project]):
    """What is hosted. Pilots come from enquiries, or are added here."""

    form = ProjectForm
    list_display = ("name", "stage_badge", "areas", "licence", "release", "confirmed_on")
    list_filter = ("stage", "focus", "licence", "is_example")
    found_by = ("name",)
    search_fields = ("name", "tagline", "description", "links__url")
    search_help_text = _("By name, purpose, a word of the description or an address.")
    autocomplete_fields = ("backers", "focus")
    prepopulated_fields = {"slug": ["name"]}
    inlines = (LinkInline, ReleaseInline)
    export_columns = (
        *("name", "slug", "stage", "since", "areas", "licence", "release", "launched", "begun"),
        *("pilot_since", "confirmed_on", "tagline", "source"),
    )
    fieldsets = (
        (None, {"fields": ("name", "slug", "tagline", "description", "logo")}),
        (
            _("Stage"),
            {
                "fields": (
                    "stage",
                    "launched",
                    "begun",
                    "pilot_since",
                    "confirmed_on",
                    "stage_since",
                )
            },
        ),
        (_("What it is"), {"fields": ("licence", "focus", "backers")}),
        (_("In the catalogue"), {"fields": ("position", "source", "is_example")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        """Those made up as an example, too."""
        rows: QuerySet[Project] = Project.every.prefetch_related(
            "focus", Prefetch("releases", queries.LATEST)
        )
        return rows

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A pilot moves on by its review and the vote of the board, and not by hand."""
        way = ("stage", "pilot_since", "confirmed_on") if obj and obj.stage == Stage.PILOT else ()
        return (*self.readonly_fields, *way)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """The address of a project that is there already does not follow its name."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @admin.display(description=_("stage"), ordering="stage")
    def stage_badge(self, row: Project) -> SafeString:
        return show.state(row.stage, row.get_stage_display())

    @admin.display(description=_("focus"))
    def areas(self, row: Project) -> str:
        return ", ".join(area.name for area in row.focus.all())

    @admin.display(description=_("release"))
    def release(self, row: Project) -> str:
        newest = row.current_release
        return f"{newest.name}, {newest.released_shown}".rstrip(", ") if newest else ""

    @admin.display(description=_("in this stage since"))
    def since(self, row: Project) -> str:
        return row.since


@admin.register(Focus)
class FocusAdmin(HouseAdmin[Focus]):
    """What projects are about."""

    list_display = ("name", "slug", "size")
    found_by = ("name",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Focus]:
        return super().get_queryset(request).annotate(number=Count("projects"))

    @admin.display(description=_("projects"), ordering="number")
    def size(self, row: Any) -> int:
        return int(row.number)
