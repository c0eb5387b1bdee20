"""Merges: the pairs that may be one, two of them side by side, what will move, and undoing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock
from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, refusals, show
from members.changes import duplicates, moving, services
from members.changes.forms import DismissForm, MergeForm, PairForm
from members.changes.models import Merge
from members.changes.services.undoing import why_not
from members.models import Organization

DISMISS = "_dismiss"


@admin.register(Merge)
class MergeAdmin(ReadOnly, HouseAdmin[Merge]):
    """What was merged, with what moved; each can be undone."""

    list_display = ("name", "survivor", "at", "by", "undone_at")
    list_filter = (("undone_at", admin.EmptyFieldListFilter),)
    list_select_related = ("survivor", "by")
    found_by = ("name", "survivor__name")
    search_fields = ("name", "survivor__name", "slug")
    search_help_text = gettext_lazy("By either name, or the old address.")
    ordering = ("-pk",)
    date_hierarchy = "at"
    actions = ("undo",)
    view_on_site = False
    fields = ("name", "slug", "survivor", "moved", "by", "at", "undone_by", "undone_at", "left")
    readonly_fields = ("moved", "left")
    export_columns = ("name", "slug", "survivor__name", "at", "undone_at")

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return self.may_merge(request)

    def may_open(self, request: HttpRequest, page: str) -> bool:
        """The pairs are for who may merge them."""
        return self.may_merge(request) if page == "pairs" else super().may_open(request, page)

    @staticmethod
    def may_merge(request: HttpRequest) -> bool:
        """Merging deletes an organisation and changes another."""
        rights = ("members.change_organization", "members.delete_organization")
        return request.user.has_perms((*rights, "changes.add_merge"))

    @admin.display(description=gettext_lazy("moved"))
    def moved(self, row: Merge) -> SafeString:
        return show.table([_("What"), _("Moved"), _("There twice")], row.counts, _("Nothing."))

    @admin.display(description=gettext_lazy("what could not go back"))
    def left(self, row: Merge) -> SafeString | str:
        return show.table([_("What, and why")], [[each] for each in row.stayed], "–")

    @confirmed(
        label=gettext_lazy("Undo the merge"),
        plural=gettext_lazy("Undo the chosen merges"),
        will=gettext_lazy("will be undone: the other organisation returns with its rows"),
        done=gettext_lazy("undone"),
        reason=why_not,
        permission="undo",
    )
    def undo(self, request: Any, row: Merge, *, at: datetime) -> None:
        """Give the other organisation back what it had."""
        undone = services.undo(merge=row, at=at, by=request.user)
        for sentence in undone.stayed:
            self.message_user(request, sentence, messages.WARNING)

    # --- The pairs, and two side by side -----------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Also the pairs that may be one, and two of them side by side."""
        wrap: Callable[..., Any] = self.admin_site.admin_view
        return [
            path("pairs/", wrap(self.pairs_view), name="changes_merge_pairs"),
            path(
                "<int:survivor>/<int:loser>/", wrap(self.compare_view), name="changes_merge_compare"
            ),
            *super().get_urls(),
        ]

    def pairs_view(self, request: HttpRequest) -> HttpResponse:
        """Those that may be one, most alike first; or any two that somebody chooses."""
        if not self.may_merge(request):
            raise PermissionDenied
        begun = {"survivor": request.GET.get("with", "")[:120]}
        form = PairForm(request.GET if "survivor" in request.GET else None, initial=begun)
        if form.is_valid():
            return HttpResponseRedirect(_address(**form.cleaned_data))
        context = self._page(request, _("Organisations that may be one"))
        context |= {"form": form, "pairs": duplicates.candidates(), "most": duplicates.SHOWN}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/changes/pairs.html", context, status=status)

    def compare_view(self, request: Any, survivor: int, loser: int) -> HttpResponse:
        """Two side by side: choose what is kept, see what moves, merge or say they are not one."""
        if not self.may_merge(request):
            raise PermissionDenied
        one, two = (get_object_or_404(Organization, pk=key) for key in (survivor, loser))
        sent = request.POST if request.method == "POST" else None
        is_dismissed = sent is not None and DISMISS in sent
        form = MergeForm(None if is_dismissed else sent, survivor=one, loser=two)
        dismissing = DismissForm(sent if is_dismissed else None)
        chosen = dismissing if is_dismissed else form
        if chosen.is_valid() and (done := self._done(request, chosen, one, two)):
            return done
        context = self._page(request, _("%(two)s into %(one)s") % {"two": two, "one": one})
        context |= {
            "survivor": one,
            "loser": two,
            "both": (one, two),
            "form": form,
            "dismissing": dismissing,
            "counts": moving.counted(Organization, two.pk, one.pk),
            "swapped": _address(two, one),
        }
        status = 422 if chosen.errors else 200
        return TemplateResponse(request, "admin/changes/compare.html", context, status=status)

    def _done(
        self, request: Any, form: Any, one: Organization, two: Organization
    ) -> HttpResponse | None:
        at, by = clock.now(), request.user
        try:
            if isinstance(form, DismissForm):
                services.dismiss(one=one, other=two, at=at, by=by, **form.cleaned_data)
                self.message_user(request, _("They will not be asked about again."))
                return HttpResponseRedirect(reverse("admin:changes_merge_pairs"))
            merge = services.merge(survivor=one, loser=two, at=at, by=by, **form.choices())
        except refusals.REFUSALS as refused:
            for sentence in refusals.words(refused):
                form.add_error(None, sentence)
            return None
        text = _("%(two)s is a part of %(one)s now. It can be undone here.")
        self.message_user(request, text % {"two": two, "one": one}, messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", merge.pk))

    def _page(self, request: HttpRequest, title: str) -> dict[str, Any]:
        context = self.admin_site.each_context(request)
        return {**context, "title": title, "subtitle": None, "opts": self.opts}


def _address(survivor: Organization, loser: Organization) -> str:
    return reverse("admin:changes_merge_compare", args=[survivor.pk, loser.pk])
