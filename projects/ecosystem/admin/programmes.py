"""Trademark programmes and licences."""

from datetime import date, datetime

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import ActionForm, HouseAdmin, confirmed, desk, show
from foundation.base.fields import LineField
from projects.ecosystem import services
from projects.ecosystem.models import Programme, TrademarkLicence


@admin.register(Programme)
class ProgrammeAdmin(HouseAdmin[Programme]):
    """The marks that products can earn."""

    list_display = ("name", "text", "reminds_days", "held", "position")
    found_by = ("name",)
    search_fields = ("name", "text")
    prepopulated_fields = {"slug": ["name"]}
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Programme]:
        day = zones.day(clock.now())
        held = Q(licences__granted_on__lte=day, licences__expires_on__gt=day)
        return super().get_queryset(request).annotate(number=Count("licences", filter=held))

    @admin.display(description=_("licences today"), ordering="number")
    def held(self, row: Programme) -> int:
        return int(row.number)  # type: ignore[attr-defined]


class LicenceStateFilter(admin.SimpleListFilter):
    """Licences by what the day says of them."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [
            ("held", str(_("Held"))),
            ("ends", str(_("Ends soon, not renewed"))),
            ("over", str(_("Over"))),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[TrademarkLicence]
    ) -> QuerySet[TrademarkLicence]:
        day = zones.day(clock.now())
        if self.value() == "held":
            return queryset.filter(granted_on__lte=day, expires_on__gt=day)
        if self.value() == "ends":
            return queryset.filter(pk__in=TrademarkLicence.objects.ending(day).values("pk"))
        return queryset.filter(expires_on__lte=day) if self.value() == "over" else queryset


class RenewForm(ActionForm):
    """Tested against which version, and until when the new licence holds."""

    version = LineField(label=_("Tested against"), max_length=40)
    expires_on = forms.DateField(
        label=_("Expires on"), widget=forms.DateInput(attrs={"type": "date"})
    )


@admin.register(TrademarkLicence)
class TrademarkLicenceAdmin(HouseAdmin[TrademarkLicence]):
    """Who may use which mark until when. On the day of expiry the mark is gone by itself."""

    list_display = (
        *("offer", "organization", "programme", "state", "version", "granted_on", "expires_on"),
        "reminded",
    )
    list_filter = (LicenceStateFilter, "programme", "expires_on")
    list_select_related = ("offer__organization", "programme")
    found_by = ("offer__name", "offer__organization__name")
    search_fields = ("offer__name", "offer__organization__name", "version")
    search_help_text = _("By entry, organisation or version.")
    date_hierarchy = "expires_on"
    autocomplete_fields = ("programme", "offer")
    readonly_fields = ("reminded",)
    fields = ("offer", "programme", "version", "granted_on", "expires_on", "reminded")
    view_on_site = False
    actions = ("renew",)
    export_columns = (
        *("offer__organization__name", "offer__name", "programme__name", "version"),
        *("granted_on", "expires_on"),
    )

    @admin.display(description=_("organisation"), ordering="offer__organization__name")
    def organization(self, row: TrademarkLicence) -> str:
        return str(row.offer.organization)

    @admin.display(description=_("state"))
    def state(self, row: TrademarkLicence) -> SafeString:
        day = zones.day(clock.now())
        if row.expires_on <= day:
            return show.state("closed", _("Over"))
        if row.granted_on > day:
            return show.state("waiting", _("Not begun"))
        return show.state("confirmed", _("Held"))

    @admin.display(description=_("reminded"), ordering="reminded_at")
    def reminded(self, row: TrademarkLicence) -> str:
        return show.at(row.reminded_at)

    @confirmed(
        label=_("Renew it"),
        plural=_("Renew the chosen licences"),
        will=_("will get a licence more that begins where it ends, or today"),
        done=_("renewed"),
        form=RenewForm,
    )
    def renew(
        self,
        request: HttpRequest,
        row: TrademarkLicence,
        *,
        at: datetime,
        version: str,
        expires_on: date,
    ) -> None:
        """After a new test."""
        services.renew(licence=row, version=version, expires_on=expires_on, at=at)


@desk.tiles("Projects", TrademarkLicence, place=60)
def tiles(at: datetime) -> list[desk.Tile]:
    """Licences that end soon and are not renewed: one query."""
    number = TrademarkLicence.objects.ending(zones.day(at)).count()
    return [desk.tile(number, "trademark licences that end soon", TrademarkLicence,
                      query="state=ends")]  # fmt: skip
