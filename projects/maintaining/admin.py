"""Who looks after pages of projects, and their drafts, for staff."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import DraftAdmin, HouseAdmin, desk
from foundation.base.drafts import DraftState
from members.profiles.pictures import picture
from projects.maintaining import differences, services
from projects.maintaining.models import Maintainer, PageDraft


@admin.register(Maintainer)
class MaintainerAdmin(HouseAdmin[Maintainer]):
    """They write drafts of a page; what they write appears when staff approve it."""

    list_display = ("account", "project", "first_day", "last_day", "source")
    list_filter = ("project",)
    list_select_related = ("account", "project")
    found_by = ("account__full_name", "account__email", "project__name")
    search_fields = ("account__email", "account__full_name", "project__name")
    search_help_text = gettext_lazy("By name, address or project.")
    autocomplete_fields = ("account", "project")
    view_on_site = False
    export_columns = ("project__name", "account__email", "first_day", "last_day", "source")

    @admin.display(description=gettext_lazy("since"), ordering="span")
    def first_day(self, row: Maintainer) -> str:
        return row.span.lower.isoformat()

    @admin.display(description=gettext_lazy("until (that day no more)"))
    def last_day(self, row: Maintainer) -> str:
        return row.span.upper.isoformat() if row.span.upper else ""


@admin.register(PageDraft)
class PageDraftAdmin(DraftAdmin[PageDraft]):
    """Nobody edits what maintainers wrote: staff approve it, or return it with a note."""

    list_display = ("project", "state_badge", "changes", "written_by", "submitted_at")
    list_filter = ("state", "project", "submitted_at")
    list_select_related = ("project", "written_by")
    search_fields = ("project__name", "written_by__email")
    search_help_text = gettext_lazy("By project, or the address of who wrote it.")
    change_form_template = "admin/maintaining/draft.html"
    fields = (
        *("project", "state_badge", "written_by", "submitted_at"),
        *("decided_by", "decided_at", "note"),
    )
    export_columns = ("project__name", "state", "changes", "submitted_at", "decided_at")

    @admin.display(description=gettext_lazy("changes"))
    def changes(self, row: PageDraft) -> str:
        return ", ".join(differences.labels(row)) or "–"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Lists do not carry the logos about."""
        return super().get_queryset(request).defer("logo_content")

    def get_urls(self) -> list[URLPattern]:
        """Also the new logo."""
        view = self.admin_site.admin_view(self.logo)
        return [
            path("<int:pk>/logo/", view, name="maintaining_pagedraft_logo"),
            *super().get_urls(),
        ]

    def logo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The new logo."""
        return picture(self.readable(request, pk))

    def beside(self, row: PageDraft) -> dict[str, Any]:
        """What it changes, and what was changed by somebody else since it was written."""
        found = differences.of(row)
        clashes = differences.clashes(row) if row.is_open else []
        return {"differences": found, "clashes": clashes}

    def approve(self, row: PageDraft, given: dict[str, Any], *, overwrites: bool) -> str:
        services.approve(**given, overwrites=overwrites)
        return _("Approved: the page of %s shows it.") % row.project

    def send_back(self, row: PageDraft, given: dict[str, Any], note: str) -> str:
        services.send_back(**given, note=note)
        return _("Returned. Who wrote it has got your note.")


@desk.tiles("Projects", PageDraft, place=30)
def tiles(at: Any) -> list[desk.Tile]:
    """Drafts that wait for approval: one query."""
    number = PageDraft.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "drafts of projects' pages to look at", PageDraft, state=state)]
