"""Who looks after pages of projects, and their drafts, for staff."""

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
from projects.maintaining import differences, services
from projects.maintaining.models import DraftState, Maintainer, PageDraft

COLOURS = {"submitted": "waiting", "approved": "confirmed", "returned": "pending"}


@admin.register(Maintainer)
class MaintainerAdmin(HouseAdmin[Maintainer]):
    """They write drafts of a page; what they write appears when staff approve it."""

    list_display = ("account", "project", "first_day", "last_day", "source")
    list_filter = ("project",)
    list_select_related = ("account", "project")
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
class PageDraftAdmin(ReadOnly, HouseAdmin[PageDraft]):
    """Nobody edits what maintainers wrote: staff approve it, or return it with a note."""

    list_display = ("project", "state_badge", "changes", "written_by", "submitted_at")
    list_filter = ("state", "project", "submitted_at")
    list_select_related = ("project", "written_by")
    search_fields = ("project__name", "written_by__email")
    search_help_text = gettext_lazy("By project, or the address of who wrote it.")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    view_on_site = False
    change_form_template = "admin/maintaining/draft.html"
    fields = (
        *("project", "state_badge", "written_by", "submitted_at"),
        *("decided_by", "decided_at", "note"),
    )
    export_columns = ("project__name", "state", "changes", "submitted_at", "decided_at")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, row: PageDraft) -> SafeString:
        return show.state(COLOURS.get(row.state, "closed"), row.get_state_display())

    @admin.display(description=gettext_lazy("changes"))
    def changes(self, row: PageDraft) -> str:
        return ", ".join(differences.label(name) for name in row.proposed) or "–"

    def get_urls(self) -> list[URLPattern]:
        """Also the decision."""
        view = self.admin_site.admin_view(self.decide)
        return [
            path("<int:pk>/decide/", view, name="maintaining_pagedraft_decide"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The draft beside what it changes, with the two answers while it waits."""
        row: Any = self.get_object(request, object_id)
        shown: dict[str, Any] = {}
        if row is not None:
            found = differences.of(row)
            waits = row.state == DraftState.SUBMITTED
            shown = {
                "differences": found,
                "clashes": [each for each in found if each.is_clash] if row.is_open else [],
                "may_decide": waits and self._may(request),
            }
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve or return; what is refused is said on the draft's page."""
        row: Any = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        if not self._may(request):
            raise PermissionDenied
        back = HttpResponseRedirect(self.url_of("change", pk))
        version = request.POST.get("version", "")
        if request.method != "POST" or not version.isdecimal() or len(version) > 9:
            return back
        try:
            said = self._decided(request, row, int(version))
        except refusals.REFUSALS as refused:
            for sentence in refusals.words(refused):
                self.message_user(request, sentence, messages.ERROR)
        else:
            self.message_user(request, said, messages.SUCCESS)
        return back

    def _decided(self, request: HttpRequest, row: PageDraft, version: int) -> str:
        given: Any = {"draft": row, "version": version, "at": clock.now(), "by": request.user}
        if request.POST.get("do") == "return":
            services.send_back(**given, note=request.POST.get("note", "").replace("\0", ""))
            return _("Returned. Who wrote it has got your note.")
        services.approve(**given, overwrites=request.POST.get("overwrites") == "yes")
        return _("Approved: the page of %s shows it.") % row.project

    def _may(self, request: HttpRequest) -> bool:
        return request.user.has_perm("maintaining.change_pagedraft")


@desk.tiles("Projects", PageDraft, place=30)
def tiles(at: Any) -> list[desk.Tile]:
    """Drafts that wait for approval: one query."""
    number = PageDraft.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "drafts of projects' pages to look at", PageDraft, state=state)]
