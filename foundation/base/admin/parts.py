"""What admin classes are put together from."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
else:

    class ModelAdmin(admin.ModelAdmin):
        """Django's own, to which a type can be given as in `HouseAdmin[Order]`."""

        def __class_getitem__(cls, model: Any) -> Any:
            return cls

    class TabularInline(admin.TabularInline):
        """Django's own, to which types can be given as in `HouseInline[Ticket, Order]`."""

        def __class_getitem__(cls, model: Any) -> Any:
            return cls


class Findable:
    """Mixed into admin classes: whether the search of the whole house looks into their lists."""

    # What is shown of a row that was found (fields, or paths such as `event__name`), in this order.
    found_by: ClassVar[tuple[str, ...]] = ()


class HouseInline[Row: models.Model, Parent: models.Model](TabularInline[Row, Parent]):
    """Rows of a record, without empty ones to begin with."""

    extra = 0
    show_change_link = True


class ReadOnly:
    """Mixed in before HouseAdmin or HouseInline: rows that staff see and nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
