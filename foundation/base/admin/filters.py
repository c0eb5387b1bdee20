"""Filters that staff keep above a list: "Save this filter", opened again with one click."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ALL_VAR, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import (
    FieldDoesNotExist,
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.models import SavedFilter
from foundation.base.models.filters import LONGEST

# Where one is in a list, and how it is shown, is no filter.
PASSING = (PAGE_VAR, ALL_VAR, "_facets", "_popup", "_to_field", "e")
WRONG = (IncorrectLookupParameters, SuspiciousOperation, ValidationError, FieldDoesNotExist)


class FilterForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name for what the list shows now."""

    class Meta:
        model = SavedFilter
        fields = ("name", "query", "is_shared")
        widgets = {"query": forms.HiddenInput}
        error_messages = {
            "name": {
                "required": gettext_lazy("Give the filter a name."),
                "max_length": gettext_lazy("Give the filter a shorter name: at most 60 letters."),
            },
            "query": {
                "required": gettext_lazy("Filter or search the list first, then save it."),
                "max_length": gettext_lazy("This filter is too long to be kept."),
            },
        }

    def __init__(self, data: Any, *, desk: Any, request: HttpRequest) -> None:
        given = {name: data.get(name, "") for name in ("name", "is_shared")}
        given["query"] = plain(data.get("query", ""))
        owner: Any = request.user
        instance = SavedFilter(owner=owner, label=desk.opts.label_lower)
        super().__init__(given, instance=instance)
        self.desk, self.request = desk, request

    def clean_query(self) -> str:
        """Only what this list can be asked."""
        query: str = self.cleaned_data["query"]
        asked = HttpRequest()
        asked.method, asked.path, asked.user = "GET", self.request.path, self.request.user
        asked.GET = QueryDict(query)
        try:
            self.desk.get_changelist_instance(asked)
        except WRONG:
            raise forms.ValidationError(_("This list cannot be filtered so.")) from None
        return query

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"owner", "label"}


def plain(query: str) -> str:
    """A query without what is no filter, in the order it was written."""
    asked = QueryDict(query[: 2 * LONGEST].lstrip("?"), mutable=True)
    for name in [name for name in asked if name in PASSING or not any(asked.getlist(name))]:
        del asked[name]
    return asked.urlencode()


class SavedFilters:
    """Mixed into the admin of the house: what a list is filtered by, and what is kept of that."""

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the two addresses that keep a filter and throw it away."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_filter"
        view = self.admin_site.admin_view
        return [
            path("filters/", view(self.save_filter), name=f"{name}s"),
            path("filters/<int:pk>/delete/", view(self.delete_filter), name=f"{name}_delete"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def get_changelist_instance(self: Any, request: HttpRequest) -> Any:
        """The list; a filter by what no column can hold is wrong like one by a column unknown."""
        for name, values in request.GET.lists():
            # The search has a form of its own, which says so in words.
            if name != SEARCH_VAR and any("\0" in value for value in values):
                raise IncorrectLookupParameters
        try:
            return super().get_changelist_instance(request)  # type: ignore[misc]
        except OverflowError:
            # A year that no calendar has.
            raise IncorrectLookupParameters from None

    def saved_filters(self: Any, request: HttpRequest) -> dict[str, Any]:
        """What stands above the list: the filters kept, and what would be kept now. One query."""
        query = plain(request.META.get("QUERY_STRING", ""))
        rows = SavedFilter.objects.for_(request.user, self.opts.label_lower)
        return {"rows": list(rows), "query": query}

    def save_filter(self: Any, request: HttpRequest) -> HttpResponse:
        """Keep what the list shows, under a name."""
        self._may_keep(request)
        form = FilterForm(request.POST, desk=self, request=request)
        if form.is_valid():
            form.save()
            self.message_user(request, _("The filter is kept above this list."))
        for sentences in form.errors.values():
            for sentence in sentences:
                self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(f"{self.url_of('changelist')}?{form.data['query']}")

    def delete_filter(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw away a filter of one's own."""
        self._may_keep(request)
        own = SavedFilter.objects.filter(
            pk=pk, owner=request.user.pk, label=self.opts.label_lower
        ).first()
        if own is None:
            raise Http404
        own.delete()
        self.message_user(request, _("The filter is gone."))
        return HttpResponseRedirect(self.url_of("changelist"))

    def _may_keep(self: Any, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request) or request.method != "POST":
            raise PermissionDenied
