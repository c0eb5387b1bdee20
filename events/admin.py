"""Events and venues for staff. Every time is shown in the event's zone, and says so."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.forms import EventForm
from events.models import Answer, Event, PageText, Recording, Track, Venue
from events.stages import stage
from foundation.base import clock, moments
from foundation.base.admin import HouseAdmin, HouseInline

STAGES = {
    "announced": _("announced"),
    "soon": _("opens later"),
    "open": _("registration open"),
    "closed": _("registration closed"),
    "over": _("over"),
    "cancelled": _("cancelled"),
}


class WhenFilter(admin.SimpleListFilter):
    """Coming, or past, by the day in UTC."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("coming", _("Coming")), ("past", _("Past"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        day = clock.now().date()
        if self.value() == "coming":
            return queryset.filter(ends_on__gte=day)
        return queryset.filter(ends_on__lt=day) if self.value() == "past" else queryset


# Three lines show most answers; the corner of the field is dragged for the others.
SHORT: dict[Any, Any] = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}


class TextInline(HouseInline[PageText, Event]):
    """Sections of the page."""

    model = PageText
    formfield_overrides = SHORT
    fields = ["position", "kind", "title", "body", "link_label", "link_url"]


class TrackInline(HouseInline[Track, Event]):
    """Strands of the programme."""

    model = Track
    fields = ["position", "name", "description"]


class AnswerInline(HouseInline[Answer, Event]):
    """Questions and answers."""

    model = Answer
    formfield_overrides = SHORT
    fields = ["position", "question", "answer"]


class RecordingInline(HouseInline[Recording, Event]):
    """Talks to watch."""

    model = Recording
    fields = ["position", "title", "speakers", "url", "minutes", "projects"]
    autocomplete_fields = ["projects"]


@admin.register(Event)
class EventAdmin(HouseAdmin[Event]):
    """Events, the next ones on top of the list of their kind."""

    form = EventForm
    list_display = [
        "name",
        "kind",
        "days",
        "place",
        "where_it_stands",
        "opens",
        "is_public",
    ]
    list_filter = ["kind", WhenFilter, "is_public", "zone"]
    list_select_related = ["venue"]
    found_by = ("name",)
    search_fields = ["name", "slug", "tagline", "venue__name", "venue__city"]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["venue", "former", "part_of"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [TextInline, TrackInline, AnswerInline, RecordingInline]
    export_columns = ["name", "slug", "kind", "starts_on", "ends_on", "zone", "venue__name"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "tagline", "description", "is_public"]}),
        (_("Where and when"), {"fields": ["venue", "zone", ("starts_on", "ends_on")]}),
        (
            _("Registration"),
            {
                "fields": [
                    "currency",
                    "registration_opens_at",
                    "registration_closes_at",
                    "changes_until",
                    "answers_until",
                    "expected_attendees",
                    "contact_email",
                ]
            },
        ),
        (
            _("Before, after, beside"),
            {"fields": ["former", "part_of", "recordings_url", "cancelled_at"]},
        ),
    ]

    @admin.display(description=_("days"), ordering="starts_on")
    def days(self, event: Event) -> str:
        return moments.day_range(event.starts_on, event.ends_on)

    @admin.display(description=_("place"))
    def place(self, event: Event) -> str:
        return event.place

    @admin.display(description=_("state"))
    def where_it_stands(self, event: Event) -> str:
        return str(STAGES[stage(event, clock.now())])

    @admin.display(description=_("registration opens"), ordering="registration_opens_at")
    def opens(self, event: Event) -> str:
        if event.registration_opens_at is None:
            return "–"
        return moments.shown(event.registration_opens_at, event.zone)


@admin.register(Venue)
class VenueAdmin(HouseAdmin[Venue]):
    """Buildings."""

    list_display = ["name", "city", "country", "coordinates"]
    list_filter = ["country"]
    search_fields = ["name", "city", "street"]
    view_on_site = False
