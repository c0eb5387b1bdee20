"""The member agreement: its versions, and who signed."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ReadOnly
from members.people.models import AgreementSignature, AgreementVersion


@admin.register(AgreementVersion)
class AgreementVersionAdmin(HouseAdmin[AgreementVersion]):
    """A version that somebody has signed stays as it is: write the next one."""

    list_display = ("version", "in_force_from", "signed")
    search_fields = ("version", "text")
    search_help_text = _("By version or by a word of the text.")
    date_hierarchy = "in_force_from"
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgreementVersion]:
        """With how many have signed it."""
        return super().get_queryset(request).annotate(number=Count("signatures"))

    @admin.display(description=_("signatures"), ordering="number")
    def signed(self, row: Any) -> int:
        return int(row.number)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Until it is signed."""
        return not getattr(obj, "number", 0) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Until it is signed."""
        return not getattr(obj, "number", 0) and super().has_delete_permission(request, obj)


@admin.register(AgreementSignature)
class AgreementSignatureAdmin(ReadOnly, HouseAdmin[AgreementSignature]):
    """Rows are only added, by signing."""

    list_display = ("who", "version", "signed_at")
    list_filter = ("version", "signed_at")
    list_select_related = ("membership__user", "version")
    search_fields = ("membership__user__full_name", "membership__user__email")
    search_help_text = _("By name or e-mail.")
    export_columns = (
        *("membership__user__full_name", "membership__user__email", "version__version"),
        "signed_at",
    )

    @admin.display(description=_("member"), ordering="membership__user__full_name")
    def who(self, row: AgreementSignature) -> str:
        return str(row.membership.user)
