"""Who asked to be erased, and what was taken out: the record of what history lacks since."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly
from members.people.models import Erasure, ErasureStep


class ErasureStepInline(ReadOnly, HouseInline[ErasureStep, Erasure]):
    """What, and how many rows."""

    model = ErasureStep
    fields = ("key", "fate", "rows", "done_at")
    readonly_fields = fields
    show_change_link = False


@admin.register(Erasure)
class ErasureAdmin(ReadOnly, HouseAdmin[Erasure]):
    """It goes on by itself until nothing waits any more; nobody is named."""

    list_display = ("number", "asked_at", "done_at")
    list_filter = (("done_at", admin.EmptyFieldListFilter), "asked_at")
    search_fields = ("user__pk",)
    search_help_text = _("By the number of the account.")
    fields = ("number", "asked_at", "done_at")
    readonly_fields = fields
    inlines = (ErasureStepInline,)
    export_columns = ("number", "asked_at", "done_at")

    @admin.display(description=_("account"), ordering="user")
    def number(self, row: Erasure) -> str:
        return f"no. {row.user_id}"
