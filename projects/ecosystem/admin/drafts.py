"""Drafts of entries for staff: what each would say, and approving or returning it."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock
from foundation.base.admin import HouseAdmin, ReadOnly, desk, refusals, show
from members.profiles.pictures import picture
from projects.ecosystem import differences, services
from projects.ecosystem.models import DraftState, OfferDraft

COLOURS = {"submitted": "waiting", "approved": "confirmed", "returned": "pending"}


@admin.register(OfferDraft)
class OfferDraftAdmin(ReadOnly, HouseAdmin[OfferDraft]):
    """Nobody edits what a member wrote: staff approve it, or return it with a sentence."""

    list_display = ("name", "organization", "kind", "state_badge", "is_new", "submitted_at")
    list_filter = ("state", "kind", "submitted_at")
    list_select_related = ("organization", "written_by", "offer")
    search_fields = ("name", "organization__name", "written_by__email")
    search_help_text = gettext_lazy("By entry, organisation, or the address of who wrote it.")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    view_on_site = False
    change_form_template = "admin/ecosystem/draft.html"
    fields = ("organization", "offer", "state_badge", "written_by", "written_at", "submitted_at",
              "decided_by", "decided_at", "note")  # fmt: skip
    export_columns = (
        *("organization__name", "name", "kind", "state", "submitted_at", "decided_at"),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Lists do not carry the logos about."""
        return super().get_queryset(request).defer("logo_content")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, row: OfferDraft) -> SafeString:
        return show.state(COLOURS.get(row.state, "closed"), row.get_state_display())

    @admin.display(description=gettext_lazy("new"), boolean=True)
    def is_new(self, row: OfferDraft) -> bool:
        return row.offer is None

    def get_urls(self) -> list[URLPattern]:
        """Also the decision, and the new logo."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/decide/", view(self.decide), name="ecosystem_offerdraft_decide"),
            path("<int:pk>/logo/", view(self.logo), name="ecosystem_offerdraft_logo"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """What the entry would say beside what it says now, with the two answers while it waits."""
        row: Any = self.get_object(request, object_id)
        shown: dict[str, Any] = {}
        if row is not None:
            shown = {
                "lines": differences.of(row),
                "may_decide": row.state == DraftState.SUBMITTED and self._may(request),
            }
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve or return; what is refused is said on the draft's page."""
        row = self._readable(request, pk)
        if not self._may(request):
            raise PermissionDenied
        back = HttpResponseRedirect(self.url_of("change", pk))
        version = request.POST.get("version", "")
        if request.method != "POST" or not version.isdecimal() or len(version) > 9:
            return back
        given: dict[str, Any] = {
            "draft": row, "version": int(version), "at": clock.now(), "by": request.user,
        }  # fmt: skip
        try:
            if request.POST.get("do") == "return":
                services.send_back(**given, note=request.POST.get("note", "").replace("\0", ""))
                said = _("Returned. Who wrote it has got your note.")
            else:
                services.approve(**given)
                said = _("Approved: the marketplace shows it.")
        except refusals.REFUSALS as refused:
            for sentence in refusals.words(refused):
                self.message_user(request, sentence, messages.ERROR)
            return back
        self.message_user(request, said, messages.SUCCESS)
        return back

    def logo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The new logo."""
        return picture(self._readable(request, pk))

    def _readable(self, request: HttpRequest, pk: int) -> OfferDraft:
        row: Any = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        found: OfferDraft = row
        return found

    def _may(self, request: HttpRequest) -> Any:
        return request.user.has_perm("ecosystem.change_offerdraft")


@desk.tiles("Projects", OfferDraft, place=40)
def tiles(at: datetime) -> list[desk.Tile]:
    """Drafts that wait for approval: one query."""
    number = OfferDraft.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "entries of the marketplace to look at", OfferDraft, state=state)]
