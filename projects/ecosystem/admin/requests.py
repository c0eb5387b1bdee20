"""Requests for trademark licences: granted until a day, or refused with a reason."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, moments, zones
from foundation.base.admin import DraftAdmin, desk, show
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from projects.ecosystem import services
from projects.ecosystem.models import LicenceRequest, TrademarkLicence

# What is proposed as the end: a year.
USUAL_YEARS = 1


@admin.register(LicenceRequest)
class LicenceRequestAdmin(DraftAdmin[LicenceRequest]):
    """Nobody edits what a member asks: staff grant it, or say why not."""

    list_display = (
        "product",
        "organization",
        "programme",
        "project",
        "state_badge",
        "submitted_at",
    )
    list_filter = ("state", "programme", "submitted_at")
    list_select_related = ("offer__organization", "programme", "project", "written_by")
    found_by = ("product", "offer__organization__name")
    search_fields = ("product", "offer__name", "offer__organization__name", "written_by__email")
    search_help_text = gettext_lazy("By product, entry, organisation, or the address of who asked.")
    change_form_template = "admin/ecosystem/licence_request.html"
    fields = (
        *("organization", "offer", "programme", "project", "product", "tested_against", "results"),
        *("state_badge", "written_by", "submitted_at", "decided_by", "decided_at", "note"),
        "licence",
    )
    readonly_fields = ("results",)
    export_columns = (
        *("offer__organization__name", "offer__name", "programme__name", "project__name"),
        *("product", "tested_against", "evidence", "state", "submitted_at", "decided_at"),
    )

    @admin.display(description=gettext_lazy("organisation"), ordering="offer__organization__name")
    def organization(self, row: LicenceRequest) -> str:
        return row.offer.organization.name

    @admin.display(description=gettext_lazy("results of the test"))
    def results(self, row: LicenceRequest) -> SafeString:
        return show.link(row.evidence, row.evidence)

    def beside(self, row: LicenceRequest) -> dict[str, Any]:
        """What is asked, the licence that is held, and the end that is proposed."""
        day = zones.day(clock.now())
        held = TrademarkLicence.objects.filter(offer=row.offer_id, programme=row.programme_id)
        last = held.filter(expires_on__gt=day).order_by("expires_on").last()
        begins = last.expires_on if last else day
        said = [
            (_("Product"), row.product),
            (_("Project"), row.project.name),
            (_("Tested against"), row.tested_against),
            (_("Results of the test"), row.evidence),
        ]
        return {
            "held": last,
            "proposed": _years_after(begins, USUAL_YEARS),
            "differences": [{"label": label, "pieces": [{"text": text}]} for label, text in said],
        }

    def asked(self, request: HttpRequest) -> dict[str, Any]:
        """Until which day."""
        try:
            day: Any = forms.DateField().clean(request.POST.get("expires_on", "").replace("\0", ""))
        except forms.ValidationError as wrong:
            raise RuleError(_("Give the day on which the licence ends."), code="no_day") from wrong
        return {"expires_on": day}

    def approve(self, row: LicenceRequest, given: dict[str, Any], *, overwrites: bool) -> str:
        licence = services.grant(**given)
        return _("Granted until %s.") % moments.shown(licence.expires_on, "UTC")

    def send_back(self, row: LicenceRequest, given: dict[str, Any], note: str) -> str:
        services.refuse(**given, note=note)
        return _("Refused. Who asked has got your reason.")


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@desk.tiles("Projects", LicenceRequest, place=59)
def tiles(at: datetime) -> list[desk.Tile]:
    """Requests that wait for an answer: one query."""
    number = LicenceRequest.objects.waiting().count()
    state = DraftState.SUBMITTED.value
    return [desk.tile(number, "trademark licences asked for", LicenceRequest, state=state)]
