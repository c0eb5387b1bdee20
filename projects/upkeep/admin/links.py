"""Links for staff: which are dead, since when, and why."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, desk, show
from projects.upkeep import services
from projects.upkeep.models import LinkCheck


class AnswersFilter(admin.SimpleListFilter):
    """Links by how they answer."""

    title = _("how it answers")
    parameter_name = "answers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("dead", _("Dead")),
            ("failing", _("Failing, not given up")),
            ("moved", _("Moved for good")),
            ("well", _("Well")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "dead":
            return queryset.filter(dead_since__isnull=False)
        if self.value() == "failing":
            return queryset.filter(dead_since__isnull=True, failures__gt=0)
        if self.value() == "moved":
            return queryset.exclude(moved_to="")
        if self.value() == "well":
            return queryset.filter(failures=0, checked_at__isnull=False)
        return queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnly, HouseAdmin[LinkCheck]):
    """Nobody writes here: mend the link on its project, and it is asked anew."""

    list_display = ("address", "project", "kind", "state_badge", "answer", "since", "asked")
    list_filter = (AnswersFilter, "link__project", "link__kind", "status")
    list_select_related = ("link__project",)
    search_fields = ("url", "moved_to", "link__project__name", "trouble")
    search_help_text = _("By address, project, or what went wrong.")
    ordering = ("-dead_since", "-failures", "link__project", "pk")
    view_on_site = False
    actions = ("check_now", "follow")
    fields = (
        "address",
        "on_project",
        "state_badge",
        "answer",
        "moved_to",
        "since",
        "asked",
        "next",
    )
    readonly_fields = fields
    export_columns = (
        *("link__project__name", "link__kind", "url", "status", "trouble", "moved_to"),
        *("failing_since", "dead_since", "checked_at"),
    )

    @admin.display(description=_("address"), ordering="url")
    def address(self, row: LinkCheck) -> str:
        return row.url

    @admin.display(description=_("project"), ordering="link__project__name")
    def project(self, row: LinkCheck) -> str:
        return row.link.project.name

    @admin.display(description=_("project"))
    def on_project(self, row: LinkCheck) -> SafeString:
        url = reverse("admin:projects_project_change", args=[row.link.project_id])
        return show.link(url, row.link.project)

    @admin.display(description=_("kind"), ordering="link__kind")
    def kind(self, row: LinkCheck) -> str:
        return row.link.get_kind_display()

    @admin.display(description=_("state"), ordering="dead_since")
    def state_badge(self, row: LinkCheck) -> SafeString:
        if row.dead_since:
            return show.state("cancelled", _("Dead"))
        if row.failures:
            return show.state("pending", _("Failing"))
        return show.state("confirmed", _("Well")) if row.checked_at else show.state("held", "–")

    @admin.display(description=_("answer"))
    def answer(self, row: LinkCheck) -> str:
        words = " · ".join(each for each in (str(row.status or ""), row.trouble) if each)
        return words or "–"

    @admin.display(description=_("fails since"), ordering="failing_since")
    def since(self, row: LinkCheck) -> str:
        return row.failing_since.isoformat() if row.failing_since else "–"

    @admin.display(description=_("last asked"), ordering="checked_at")
    def asked(self, row: LinkCheck) -> str:
        return show.at(row.checked_at)

    @admin.display(description=_("asked again from"), ordering="due_at")
    def next(self, row: LinkCheck) -> str:
        return show.at(row.due_at)

    @confirmed(
        label=_("Ask it now"),
        plural=_("Ask the chosen links now"),
        will=_("will be asked by the worker"),
        done=_("will be asked in a moment"),
        permission="mend",
    )
    def check_now(self, request: HttpRequest, row: LinkCheck, *, at: datetime) -> None:
        """Do not wait for tomorrow."""
        services.check_now(row=row, at=at)

    @confirmed(
        label=_("Take over the new address"),
        plural=_("Take over the new addresses of the chosen links"),
        will=_("will lead to where the site has moved"),
        done=_("lead to the new address"),
        reason=services.against_following,
        permission="mend",
    )
    def follow(self, request: HttpRequest, row: LinkCheck, *, at: datetime) -> None:
        """The site says that it moved for good."""
        services.follow(row=row, at=at)

    def has_mend_permission(self, request: HttpRequest) -> bool:
        """Who may change links."""
        return request.user.has_perm("projects.change_projectlink")


@desk.tiles("Projects", LinkCheck, place=40)
def tiles(at: datetime) -> list[desk.Tile]:
    """Links that lead nowhere: one query."""
    dead = LinkCheck.objects.dead().count()
    return [desk.tile(dead, "links of projects that are dead", LinkCheck, query="answers=dead")]
