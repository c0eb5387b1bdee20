"""Drafts of entries for staff: what each would say, and approving or returning it."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import DraftAdmin, desk
from foundation.base.drafts import DraftState
from members.profiles.pictures import picture
from projects.ecosystem import differences, services
from projects.ecosystem.models import OfferDraft


@admin.register(OfferDraft)
class OfferDraftAdmin(DraftAdmin[OfferDraft]):
    """Nobody edits what a member wrote: staff approve it, or return it with a sentence."""

    list_display = ("name", "organization", "kind", "state_badge", "is_new", "submitted_at")
    list_filter = ("state", "kind", "submitted_at")
    list_select_related = ("organization", "written_by", "offer")
    found_by = ("name", "organization__name")
    search_fields = ("name", "organization__name", "written_by__email")
    search_help_text = gettext_lazy("By entry, organisation, or the address of who wrote it.")
    change_form_template = "admin/ecosystem/draft.html"
    fields = ("organization", "offer", "state_badge", "written_by", "written_at", "submitted_at",
              "decided_by", "decided_at", "note")  # fmt: skip
    export_columns = (
        *("organization__name", "name", "kind", "state", "submitted_at", "decided_at"),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Lists do not carry the logos about."""
        return super().get_queryset(request).defer("logo_content")

    @admin.display(description=gettext_lazy("new"))
    def is_new(self, row: OfferDraft) -> str:
        return "–" if row.offer else str(gettext_lazy("new"))

    def get_urls(self) -> list[URLPattern]:
        """Also the new logo."""
        view = self.admin_site.admin_view(self.logo)
        return [
            path("<int:pk>/logo/", view, name="ecosystem_offerdraft_logo"),
            *super().get_urls(),
        ]

    def beside(self, row: OfferDraft) -> dict[str, Any]:
        """What the entry would say beside what it says now."""
        return {"differences": differences.of(row)}

    def approve(self, row: OfferDraft, given: dict[str, Any], *, overwrites: bool) -> str:
        services.approve(**given)
        return _("Approved: the marketplace shows it.")

    def send_back(self, row: OfferDraft, given: dict[str, Any], note: str) -> str:
        services.send_back(**given, note=note)
        return _("Returned. Who wrote it has got your note.")

    def logo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The new logo."""
        return picture(self.readable(request, pk))


@desk.tiles("Projects", OfferDraft, place=40)
def tiles(at: datetime) -> list[desk.Tile]:
    """Drafts that wait for approval: one query."""
    number = OfferDraft.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "entries of the marketplace to look at", OfferDraft, state=state)]
