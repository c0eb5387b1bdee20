"""Notes about organisations, what of them is to be followed up, and the timeline of each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, confirmed, desk, doors
from members.care import services, timeline
from members.care.models import Note
from members.models import Organization

A_PAGE = 50
KINDS = {
    "notes": gettext_lazy("Notes"),
    "mails": gettext_lazy("Mails"),
    "membership": gettext_lazy("Membership"),
    "money": gettext_lazy("Money"),
    "people": gettext_lazy("People"),
    "applications": gettext_lazy("Applications"),
    "organisation": gettext_lazy("Organisation"),
}


class FollowUpFilter(admin.SimpleListFilter):
    """Those that somebody, or whoever looks, has to come back to."""

    title = gettext_lazy("follow-up")
    parameter_name = "follow_up"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("due", _("Now")),
            ("mine", _("Now, and my turn")),
            ("open", _("Some day")),
            ("done", _("Done")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = zones.day(clock.now())
        if self.value() == "mine":
            return queryset.due(today).filter(follow_up_by=request.user.pk)  # type: ignore[attr-defined]
        if self.value() == "done":
            return queryset.filter(done_at__isnull=False)
        found = {"due": lambda: queryset.due(today), "open": queryset.open}  # type: ignore[attr-defined]
        return found.get(self.value() or "", lambda: queryset)()


class NoteForm(forms.ModelForm[Note]):
    """A note, which happened today unless it is said otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk and "happened_on" in self.fields:
            self.initial.setdefault("happened_on", zones.day(clock.now()))


def _is_closed(row: Note) -> str:
    if row.follow_up_on is None:
        return str(_("nobody has to follow it up."))
    return str(_("it was followed up already.")) if row.done_at else ""


@admin.register(Note)
class NoteAdmin(HouseAdmin[Note]):
    """What was said and learnt; members do not see it."""

    form = NoteForm
    list_display = ("begins", "organization", "kind", "happened_on", "turn", "follow_up_on", "done")
    list_display_links = ("begins",)
    list_filter = (FollowUpFilter, "kind", "happened_on")
    list_select_related = ("organization", "follow_up_by")
    found_by = ("organization__name", "person", "text")
    search_fields = ("text", "person", "organization__name", "organization__names__name")
    search_help_text = gettext_lazy(
        "By a word of the text, a person, or any name of the organisation."
    )
    autocomplete_fields = ("organization",)
    date_hierarchy = "happened_on"
    ordering = ("-happened_on", "-pk")
    view_on_site = False
    save_on_top = False
    actions = ("follow_up", "reopen")
    fieldsets = (
        (None, {"fields": ("organization", ("kind", "happened_on"), "person", "text")}),
        (gettext_lazy("Follow-up"), {"fields": ("follow_up_on", "follow_up_by")}),
    )
    export_columns = (
        *("organization__name", "kind", "happened_on", "person", "text", "follow_up_on"),
        *("follow_up_by", "done_at", "written_by", "written_at"),
    )

    def save_model(self, request: HttpRequest, obj: Note, form: Any, change: bool) -> None:
        """Who wrote it is kept. Another day to follow it up opens it again."""
        if not change:
            obj.written_by, obj.written_at = request.user, clock.now()  # type: ignore[assignment]
        elif "follow_up_on" in form.changed_data and obj.done_at:
            obj.done_at = None
            Note.objects.filter(pk=obj.pk).update(done_at=None)
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("text"))
    def begins(self, row: Note) -> str:
        return row.text if len(row.text) <= 80 else f"{row.text[:80]}…"

    @admin.display(description=gettext_lazy("whose turn"), ordering="follow_up_by")
    def turn(self, row: Note) -> str:
        return str(row.follow_up_by or "–")

    @admin.display(description=gettext_lazy("done"), boolean=True, ordering="done_at")
    def done(self, row: Note) -> bool | None:
        return bool(row.done_at) if row.follow_up_on else None

    @confirmed(
        label=gettext_lazy("Followed up"),
        plural=gettext_lazy("Mark the chosen notes as followed up"),
        will=gettext_lazy("will be marked as followed up"),
        done=gettext_lazy("followed up"),
        reason=_is_closed,
    )
    def follow_up(self, request: HttpRequest, row: Note, *, at: datetime) -> None:
        """Somebody has come back to it."""
        services.follow_up(note=row, at=at)

    @confirmed(
        label=gettext_lazy("Not done after all"),
        plural=gettext_lazy("Put the chosen notes back on the desk"),
        will=gettext_lazy("will wait again"),
        done=gettext_lazy("back on the desk"),
        reason=lambda row: "" if row.done_at else str(_("it was not followed up yet.")),
    )
    def reopen(self, request: HttpRequest, row: Note, *, at: datetime) -> None:
        """It was marked too early."""
        services.reopen(note=row)

    # --- The timeline ------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Also everything about one organisation."""
        view: Callable[..., Any] = self.admin_site.admin_view(self.timeline_view)
        own = path("about/<slug:slug>/", view, name="care_note_timeline")
        return [own, *super().get_urls()]

    def timeline_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What was said and done, as far as the reader may see it, the newest first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        organization = get_object_or_404(Organization, slug=slug)
        asked = request.GET.get("kind", "")
        kind = asked if asked in KINDS else ""
        events = timeline.of(organization, lambda model: desk.may(request, model), kind)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Timeline of %s") % organization,
            "subtitle": None,
            "opts": self.opts,
            "organization": organization,
            "page": Paginator(events, A_PAGE).get_page(request.GET.get("page")),
            "kinds": KINDS.items(),
            "kind": kind,
            "most": timeline.MOST,
            "may_write": self.has_add_permission(request),
        }
        response = TemplateResponse(request, "admin/care/timeline.html", context)
        return doors.sifted(request, response)


@doors.beside(Organization)
def timeline_of(row: Organization) -> tuple[str, str]:
    """Everything that was said and done."""
    return str(_("Timeline")), reverse("admin:care_note_timeline", args=[row.slug])


@doors.beside(Organization)
def note_about(row: Organization) -> tuple[str, str]:
    """The form of a note about it."""
    query = urlencode({"organization": row.pk})
    return str(_("Write a note")), f"{reverse('admin:care_note_add')}?{query}"


@desk.tiles("Members", Note, place=25)
def tiles(at: datetime) -> list[desk.Tile]:
    """Notes that somebody has to come back to: one query."""
    number = Note.objects.due(zones.day(at)).count()
    return [desk.tile(number, "notes to follow up", Note, query="follow_up=due")]
