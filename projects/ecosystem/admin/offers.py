"""Entries of the marketplace as they are published."""

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, HouseInline, confirmed, show
from projects.ecosystem import services
from projects.ecosystem.models import Offer, TrademarkLicence


class LicenceInline(HouseInline[TrademarkLicence, Offer]):
    """The marks it may carry, and until when."""

    model = TrademarkLicence
    readonly_fields = ("reminded_at",)


def _withdrawn(row: Offer) -> str:
    return str(_("it was withdrawn already.")) if row.withdrawn_on else ""


@admin.register(Offer)
class OfferAdmin(HouseAdmin[Offer]):
    """What members offer. Their people change the texts by drafts; staff add the marks."""

    list_display = ("name", "organization", "kind", "state", "published_on", "withdrawn_on")
    list_filter = ("kind", "projects", "published_on", ("withdrawn_on", admin.EmptyFieldListFilter))
    list_select_related = ("organization",)
    found_by = ("name", "organization__name")
    search_fields = ("name", "summary", "organization__name")
    search_help_text = _("By name, sentence or organisation.")
    date_hierarchy = "published_on"
    readonly_fields = (
        *("organization", "kind", "name", "slug", "summary", "description", "link", "regions"),
        *("projects", "published_on", "withdrawn_on"),
    )
    fields = (*readonly_fields, "source")
    inlines = (LicenceInline,)
    actions = ("withdraw",)
    export_columns = (
        *("name", "organization__name", "kind", "summary", "link", "regions", "published_on"),
        *("withdrawn_on", "source"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Entries come from drafts."""
        return False

    @admin.display(description=_("state"), ordering="withdrawn_on")
    def state(self, row: Offer) -> SafeString:
        if row.withdrawn_on:
            return show.state("closed", _("Withdrawn"))
        return show.state("confirmed", _("Published"))

    @confirmed(
        label=_("Withdraw it"),
        plural=_("Withdraw the chosen entries"),
        will=_("will be taken off the marketplace"),
        done=_("withdrawn"),
        reason=_withdrawn,
    )
    def withdraw(self, request: HttpRequest, row: Offer, *, at: datetime) -> None:
        """At once; the open draft of the entry is discarded."""
        services.withdraw(offer=row, at=at)
