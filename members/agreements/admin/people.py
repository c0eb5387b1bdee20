"""Who may contribute under which agreement: one list of all of them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportMixin

from foundation.base.admin import HouseAdmin
from members.agreements.admin.imports import AuthorizedImport
from members.agreements.models import AuthorizedPerson


@admin.register(AuthorizedPerson)
class AuthorizedPersonAdmin(AuthorizedImport, ImportMixin, HouseAdmin[AuthorizedPerson]):
    """By organisation and team; added one by one on the agreement, or many from a file."""

    list_display = ("name", "email", "organization", "team", "since", "until")
    list_filter = (("until", admin.EmptyFieldListFilter),)
    list_select_related = ("agreement__organization",)
    found_by = ("name", "email", "agreement__organization__name")
    search_fields = (
        *("name", "email", "team", "agreement__organization__name"),
        "agreement__organization__names__name",
    )
    search_help_text = _("By name, address, team, or any name of the organisation.")
    autocomplete_fields = ("agreement",)
    export_columns = (
        *("agreement__organization__name", "team", "name", "email", "since", "until"),
    )

    @admin.display(description=_("organisation"), ordering="agreement__organization__name")
    def organization(self, row: AuthorizedPerson) -> str:
        return str(row.agreement.organization)
