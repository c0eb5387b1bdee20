"""Drafts for staff: each is read beside what it changes, and approved or returned with a note."""

from abc import abstractmethod
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from foundation.base import clock
from foundation.base.drafts import DraftState

from . import refusals, show
from .house import HouseAdmin
from .parts import ReadOnly

COLOURS = {"submitted": "waiting", "approved": "confirmed", "returned": "pending"}


class DraftAdmin[Row: models.Model](ReadOnly, HouseAdmin[Row]):
    """Nobody edits what others wrote. A room says what is read (`beside`), and how it is decided
    (`approve`, `send_back`), each of which answers with a sentence for who decided."""

    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    view_on_site = False
    change_form_template = "admin/house/draft.html"

    @abstractmethod
    def beside(self, row: Any) -> dict[str, Any]:
        """What the page of the draft shows beside its fields."""

    @abstractmethod
    def approve(self, row: Any, given: dict[str, Any], *, overwrites: bool) -> str:
        """Approve it; `given` are the arguments of the service."""

    @abstractmethod
    def send_back(self, row: Any, given: dict[str, Any], note: str) -> str:
        """Return it with `note`."""

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, row: Any) -> SafeString:
        return show.state(COLOURS.get(row.state, "closed"), row.get_state_display())

    def get_urls(self) -> list[URLPattern]:
        """Also the decision."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(self.decide)
        return [path("<int:pk>/decide/", view, name=name), *super().get_urls()]

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
            waits = row.state == DraftState.SUBMITTED
            shown = {**self.beside(row), "may_decide": waits and self.may_decide(request)}
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve or return; what is refused is said on the draft's page."""
        row = self.readable(request, pk)
        if not self.may_decide(request):
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

    def _decided(self, request: HttpRequest, row: Any, version: int) -> str:
        given: dict[str, Any] = {
            "draft": row, "version": version, "at": clock.now(), "by": request.user,
        }  # fmt: skip
        if request.POST.get("do") == "return":
            return self.send_back(row, given, request.POST.get("note", "").replace("\0", ""))
        given |= self.asked(request)
        return self.approve(row, given, overwrites=request.POST.get("overwrites") == "yes")

    def asked(self, request: HttpRequest) -> dict[str, Any]:
        """What approving asks beside the draft, as arguments of the service; nothing as a rule."""
        return {}

    def readable(self, request: HttpRequest, pk: int) -> Any:
        """The draft at `pk`, for who may see it: 404 for all others."""
        row: Any = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return row

    def may_decide(self, request: HttpRequest) -> bool:
        """Whether who asks has the right to change such drafts."""
        may: bool = request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")
        return may
