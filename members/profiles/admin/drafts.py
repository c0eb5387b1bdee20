"""What organisations want to be said of them: drafts of profiles, word by word."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import (
    DraftAdmin,
    desk,
)
from foundation.base.drafts import DraftState
from members.profiles import differences, services
from members.profiles.models import ProfileDraft
from members.profiles.pictures import picture


@admin.register(ProfileDraft)
class ProfileDraftAdmin(DraftAdmin[ProfileDraft]):
    """Nobody edits what an organisation wrote: staff approve it, or return it with a note."""

    list_display = ("organization", "state_badge", "changes", "written_by", "submitted_at")
    list_filter = ("state", "submitted_at")
    list_select_related = ("organization", "written_by")
    found_by = ("organization__name", "written_by__email")
    search_fields = ("organization__name", "written_by__email")
    search_help_text = gettext_lazy("By organisation, or the address of who wrote it.")
    change_form_template = "admin/profiles/draft.html"
    fields = ("organization", "state_badge", "written_by", "begun_at", "submitted_at",
              "decided_by", "decided_at", "note")  # fmt: skip
    export_columns = ("organization__name", "state", "changes", "submitted_at", "decided_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Lists do not carry the logos about."""
        return super().get_queryset(request).defer("logo_content")

    @admin.display(description=gettext_lazy("changes"))
    def changes(self, row: ProfileDraft) -> str:
        names = [each.label for each in differences.of(row)]
        return ", ".join([*names, _("Logo")] if row.changes_logo else names) or "–"

    def get_urls(self) -> list[URLPattern]:
        """Also the new logo."""
        view = self.admin_site.admin_view(self.logo)
        return [
            path("<int:pk>/logo/", view, name="profiles_profiledraft_logo"),
            *super().get_urls(),
        ]

    def beside(self, row: ProfileDraft) -> dict[str, Any]:
        """What it changes, and what was changed by somebody else since it was begun."""
        return {"differences": differences.of(row), "clashes": differences.clashes(row)}

    def approve(self, row: ProfileDraft, given: dict[str, Any], *, overwrites: bool) -> str:
        services.approve(**given, overwrites=overwrites)
        return _("Approved: the page of %s shows it.") % row.organization

    def send_back(self, row: ProfileDraft, given: dict[str, Any], note: str) -> str:
        services.send_back(**given, note=note)
        return _("Returned. %s has got your note.") % row.organization

    def logo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The new logo."""
        return picture(self.readable(request, pk))


@desk.tiles("Members", ProfileDraft, place=40)
def tiles(at: Any) -> list[desk.Tile]:
    """Drafts that wait for approval: one query."""
    number = ProfileDraft.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "drafts of profiles to look at", ProfileDraft, state=state)]
