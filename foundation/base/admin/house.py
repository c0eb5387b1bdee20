"""The admin class of every room: history, export, refusals in words, actions with a preview."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from foundation.base import zones
from foundation.base.admin import export, past, refusals
from foundation.base.admin.actions import Preview
from foundation.base.admin.doors import OpenDoors
from foundation.base.admin.filters import SavedFilters
from foundation.base.admin.parts import Choosing, Findable, ModelAdmin


class HouseAdmin[Row: models.Model](SavedFilters, OpenDoors, Findable, Choosing, ModelAdmin[Row]):
    """What every list and every record of the admin can do.

    `export_columns` names what an export holds (fields, paths such as `event__name`, or methods of
    the admin); empty means all fields. Actions are made by `actions.confirmed`, so that
    they say first what they will do. `zone_path` leads to the zone that times on the form are
    meant in ("event__zone"); without it they are UTC.
    """

    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALLOW
    save_on_top = True
    view_on_site = True
    actions_on_bottom = False
    export_columns: ClassVar[Iterable[str]] = ()
    zone_path: ClassVar[str] = ""

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/desk.css"]}

    # --- Addresses -------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Django's, and the two exports of the list as it is filtered."""
        own = path(
            "export/<slug:kind>/",
            self.admin_site.admin_view(self.export_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_export",
        )
        return [own, *super().get_urls()]

    # --- Refusals --------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; what the database or a service refuses is said on it, and nothing is lost."""
        form = partial(super().changeform_view, request, object_id, form_url, extra_context)
        with timezone.override(ZoneInfo(self.zone_of(request, object_id) or "UTC")):
            try:
                page: Any = form()
            except refusals.REFUSALS as refused:
                if request.method != "POST":
                    raise
                request.refused = refusals.words(refused)  # type: ignore[attr-defined]
                page = form()
            if getattr(page, "context_data", None) and page.context_data.get("errors"):
                page.status_code = 422
            # Rendered here, where times are still shown in the record's zone.
            return page.render() if hasattr(page, "render") else page

    def zone_of(self, request: HttpRequest, object_id: str | None) -> str:
        """The zone that the times on the form are read and shown in: that of `zone_path`."""
        if not self.zone_path:
            return ""
        if object_id is not None:
            rows = self.model._default_manager.filter(pk=unquote(object_id))
            return rows.values_list(self.zone_path, flat=True).first() or ""
        near, _, far = self.zone_path.partition("__")
        typed = request.POST.get(near, "")
        if not far:
            return typed if typed in zones.names() else ""
        chosen: Any = self.opts.get_field(near).related_model
        found = chosen._default_manager.filter(pk=typed if typed.isdecimal() else None)
        return found.values_list(far, flat=True).first() or ""

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        """Write only what was changed on the form: a counter that moved meanwhile stays moved."""
        if not change:
            obj.save()
        elif form.changed_data:
            stored = {field.name for field in self.opts.concrete_fields}
            obj.save(update_fields=[name for name in form.changed_data if name in stored])

    def get_view_on_site_url(self, obj: Row | None = None) -> str | None:
        """The public page of a record, if it has one; without a detour."""
        if obj is None or not self.view_on_site or not hasattr(obj, "get_absolute_url"):
            return None
        try:
            address: str = obj.get_absolute_url()
        except NoReverseMatch:
            return None
        return address

    def get_form(
        self, request: Any, obj: Row | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form, which repeats what was refused when it was saved a moment ago."""
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = getattr(request, "refused", None)
        return form if refused is None else _refusing(form, refused)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The list, with its exports; a refused change of it is said above it."""
        context = {
            "can_export": self.has_export_permission(request),
            "saved": self.saved_filters(request),
            "title": capfirst(self.opts.verbose_name_plural),
            **(extra_context or {}),
        }
        return self._guarded(
            request,
            request.get_full_path(),
            lambda: super(HouseAdmin, self).changelist_view(request, context),
        )

    def response_action(
        self,
        request: HttpRequest,
        queryset: models.QuerySet[Row],
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> Any:
        """Carry an action out; rows that cannot exist are refused like any other mistake."""
        for pk in request.POST.getlist(ACTION_CHECKBOX_NAME):
            self.opts.pk.to_python(pk)
        return super().response_action(request, queryset, action_location)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The question before deleting; a refusal leads back to the record and is said there."""
        return self._guarded(
            request,
            self.url_of("change", object_id),
            lambda: super(HouseAdmin, self).delete_view(request, object_id, extra_context),
        )

    def _guarded(self, request: HttpRequest, back: str, view: Callable[[], Any]) -> Any:
        if request.method != "POST":
            return view()
        try:
            with transaction.atomic():
                return view()
        except refusals.REFUSALS as refused:
            for sentence in refusals.words(refused):
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(back)

    # --- Actions on the record ---------------------------------------------------------------

    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Row | None = None,
    ) -> HttpResponse:
        """Offer as buttons the actions that this record allows now."""
        if obj is not None:
            context["record_actions"] = self.record_actions(request, obj)
            context["title"], context["subtitle"] = str(obj), None
            inlines = context["inline_admin_formsets"]
            if not context["adminform"].form.fields and not any(
                inline.has_add_permission or inline.has_change_permission for inline in inlines
            ):
                # A page of facts has nothing to save.
                context |= {"show_save": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def named(self, row: Row) -> str:
        """How a row is told from others in the preview of an action."""
        return str(row)

    def record_actions(self, request: HttpRequest, row: Row) -> list[tuple[str, str]]:
        """Name and label of each action that `row` allows now."""
        allowed: dict[str, Any] = dict(
            self.get_actions(request, action_location=ActionLocation.CHANGE_FORM)
        )
        return [
            (name, action.description)
            for name, action in allowed.items()
            if not isinstance(getattr(action.func, "preview", None), Preview)
            or not action.func.preview.reason(row)
        ]

    # --- History ---------------------------------------------------------------------------

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Every version of the record: when, who, from which page, and what changed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if not past.is_kept(self.model):
            return super().history_view(request, object_id, extra_context)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        page = past.page(row, self.history_children(), request.GET.get(PAGE_VAR, "1"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {row}",
            "subtitle": None,
            "object": row,
            "opts": self.opts,
            "page": page,
            "page_var": PAGE_VAR,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/house/history.html", context)

    def history_children(self) -> list[type[models.Model]]:
        """The models whose rows are told with a record's history: those of its inlines."""
        return [inline.model for inline in self.inlines if past.is_kept(inline.model)]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Rows with a history need no second log beside it."""
        return None if past.is_kept(self.model) else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Rows with a history need no second log beside it."""
        return None if past.is_kept(self.model) else super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Rows with a history need no second log beside it."""
        return None if past.is_kept(self.model) else super().log_deletions(request, queryset)

    # --- Export ----------------------------------------------------------------------------

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Who may see the list may take it along."""
        return self.has_view_or_change_permission(request)

    def export_more(
        self, rows: models.QuerySet[Row]
    ) -> tuple[models.QuerySet[Row], list[tuple[str, Callable[[Row], Any]]]]:
        """Columns that depend on the rows: their headers and values, and the rows with what these
        read. None unless a room has some."""
        return rows, []

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The rows that the list shows with these filters and this search, all pages of them."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        if kind not in export.KINDS:
            raise Http404
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self.url_of("changelist"))
        return export.answer(self, rows, kind)

    def url_of(self, page: str, *args: object) -> str:
        """The address of a page of this admin: "changelist", "change" with a key, "history"."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args)


def _refusing(form: type[ModelForm[Any]], sentences: list[str]) -> type[ModelForm[Any]]:
    """`form` that is never valid and says `sentences` above its fields."""

    def _post_clean(self: Any) -> None:
        form._post_clean(self)  # type: ignore[attr-defined]
        for sentence in sentences:
            self.add_error(None, sentence)

    return type(form.__name__, (form,), {"_post_clean": _post_clean})
