"""News for staff: what waits, what is under embargo, what is over."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import clock
from foundation.base.admin import ActionForm, HouseAdmin, confirmed, desk, show
from foundation.pages.news import services
from foundation.pages.news.forms import StaffForm
from foundation.pages.news.models import Story, StoryPicture, StoryState
from foundation.pages.news.pictures import as_picture

COLOURS = {"submitted": "waiting", "approved": "confirmed", "returned": "pending"}


class ShownFilter(admin.SimpleListFilter):
    """Approved stories by whether they can be read now."""

    title = _("can be read")
    parameter_name = "shown"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("Now")), ("embargo", _("Under embargo")), ("over", _("Over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        at = clock.now()
        approved = queryset.filter(state=StoryState.APPROVED)
        if self.value() == "now":
            return queryset.public(at)  # type: ignore[attr-defined]
        if self.value() == "embargo":
            return approved.filter(published_at__gt=at)
        if self.value() == "over":
            return approved.filter(expires_at__lte=at)
        return queryset


class ReturnForm(ActionForm):
    """Why a story comes back."""

    note = forms.CharField(
        label=_("What they should mend"), widget=forms.Textarea(attrs={"rows": 3})
    )


def _unless(*states: StoryState) -> Any:
    def reason(row: Story) -> str:
        if row.state in states:
            return ""
        return str(_("it is at “%(state)s”.")) % {"state": row.get_state_display()}

    return reason


@admin.register(Story)
class StoryAdmin(HouseAdmin[Story]):
    """What authors wrote may be mended here before it is approved, and afterwards."""

    form = StaffForm
    list_display = ("title", "state_badge", "author", "published", "expires")
    list_filter = ("state", ShownFilter, "projects", "published_at")
    list_select_related = ("author",)
    search_fields = ("title", "lead", "body", "byline", "author__email")
    search_help_text = _("By a word of title or text, or who wrote it.")
    date_hierarchy = "published_at"
    ordering = ("-pk",)
    actions = ("approve", "send_back")
    autocomplete_fields = ("projects", "organizations", "at_events", "author")
    readonly_fields = (
        "state_badge",
        "note",
        "submitted_at",
        "decided_at",
        "corrected_at",
        "shown_picture",
    )
    fieldsets = (
        (None, {"fields": ("state_badge", "title", "slug", "lead", "body", "byline")}),
        (_("Picture"), {"fields": ("shown_picture", "upload", "alt", "drop")}),
        (_("When"), {"fields": ("published_at", "expires_at")}),
        (_("About"), {"fields": ("projects", "organizations", "at_events")}),
        (_("Record"), {"fields": ("source", "source_url", "author", *readonly_fields[1:5])}),
    )
    export_columns = ("title", "slug", "state", "lead", "byline", "published_at", "expires_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Stories are written under My page, so that somebody else approves them."""
        return False

    def get_view_on_site_url(self, obj: Story | None = None) -> str | None:
        """Only when there is something to view."""
        if obj is None or not Story.objects.public(clock.now()).filter(pk=obj.pk).exists():
            return None
        return super().get_view_on_site_url(obj)

    def get_urls(self) -> list[URLPattern]:
        """Its own, and the picture, which staff see before anybody else does."""
        shown = self.admin_site.admin_view(self.picture_view)
        return [
            path("<int:pk>/picture.webp", shown, name="news_story_picture"),
            *super().get_urls(),
        ]

    def picture_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The picture of a story, whatever its state."""
        row = get_object_or_404(StoryPicture, story=pk)
        if not self.has_view_permission(request, row.story):
            raise PermissionDenied
        return as_picture(row)

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> Any:
        """Without what cannot be taken away, and without a field to send where nobody may."""
        kept = StoryPicture.objects.filter(story=obj).exists() if obj else False
        gone = set() if kept else {"drop"}
        if not self.has_change_permission(request, obj):
            gone = {"upload", "alt", "drop"}
        return [
            (name, {**options, "fields": [each for each in options["fields"] if each not in gone]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def save_model(
        self, request: HttpRequest, obj: Story, form: forms.ModelForm[Story], change: bool
    ) -> None:
        """The words as they were mended, and the picture."""
        super().save_model(request, obj, form, change)
        given = form.cleaned_data
        services.illustrate(
            story=obj,
            picture=given.get("upload"),
            alt=given.get("alt", ""),
            drop=given.get("drop", False),
        )
        services.correct(story=obj, changed=form.changed_data, at=clock.now())

    @admin.display(description=_("shown now"))
    def shown_picture(self, row: Story) -> SafeString | str:
        found = StoryPicture.objects.filter(story=row).only("alt", "width", "height").first()
        if found is None:
            return "–"
        url = reverse("admin:news_story_picture", args=[row.pk])
        return format_html('<img src="{}" alt="{}" width="320">', url, found.alt)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, row: Story) -> SafeString:
        return show.state(COLOURS.get(row.state, "closed"), row.get_state_display())

    @admin.display(description=_("published"), ordering="published_at")
    def published(self, row: Story) -> str:
        return show.at(row.published_at)

    @admin.display(description=_("until"), ordering="expires_at")
    def expires(self, row: Story) -> str:
        return show.at(row.expires_at)

    @confirmed(
        label=_("Approve it"),
        plural=_("Approve the chosen stories"),
        will=_("will be published when their time has come"),
        done=_("approved"),
        reason=_unless(StoryState.SUBMITTED),
    )
    def approve(self, request: HttpRequest, row: Story, *, at: datetime) -> None:
        """Its author gets a mail."""
        services.approve(story=row, at=at)

    @confirmed(
        label=_("Return it with a note"),
        plural=_("Return the chosen stories with a note"),
        will=_("will go back to who wrote them, and from the pages if they were there"),
        done=_("returned"),
        reason=_unless(StoryState.SUBMITTED, StoryState.APPROVED),
        form=ReturnForm,
    )
    def send_back(self, request: HttpRequest, row: Story, *, at: datetime, note: str) -> None:
        """Its author gets a mail with the note."""
        services.send_back(story=row, note=note, at=at)


@desk.tiles("The house", Story, place=20)
def tiles(at: datetime) -> list[desk.Tile]:
    """Stories that wait for approval: one query."""
    number = Story.objects.waiting().count()
    return [desk.tile(number, "stories to approve", Story, state=StoryState.SUBMITTED.value)]
