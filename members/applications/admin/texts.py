"""The texts to agree to, and what applicants are promised."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin
from members.applications.models import AgreementText, Rules


@admin.register(AgreementText)
class AgreementTextAdmin(HouseAdmin[AgreementText]):
    """A version in force is changed by writing the next one."""

    list_display = ("title", "kind", "version", "in_force_on")
    list_filter = ("kind",)
    found_by = ("title", "version")
    search_fields = ("title", "version", "text")
    search_help_text = _("By title, version or a word of the text.")
    ordering = ("kind", "-in_force_on")
    view_on_site = False


@admin.register(Rules)
class RulesAdmin(HouseAdmin[Rules]):
    """One row: it can be edited, neither added twice nor deleted."""

    list_display = ("__str__", "answer_days", "remind_days", "erase_days", "most_megabytes")
    search_fields = ("pk",)
    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
