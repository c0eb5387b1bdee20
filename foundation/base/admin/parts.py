"""What admin classes are put together from."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
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


class Chooser(AutocompleteSelect):
    """Django's field to choose a row by typing; what was sent and can be no key chooses nothing."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """The chosen row, for Django looks for whatever was sent."""
        key = self.field.target_field
        return super().optgroups(name, [each for each in value if _can_be(key, each)], attr)


def _can_be(key: models.Field[Any, Any], value: Any) -> bool:
    try:
        key.clean(value, None)
    except ValidationError:
        return False
    return True


class Choosing:
    """Mixed into admin classes: rows of `autocomplete_fields` are chosen by a `Chooser`."""

    def formfield_for_foreignkey(
        self: Any, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The field of a form for one row of another table."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Chooser(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class HouseInline[Row: models.Model, Parent: models.Model](Choosing, TabularInline[Row, Parent]):
    """Rows of a record, without empty ones to begin with."""

    extra = 0
    show_change_link = True


class ShortInline[Row: models.Model, Parent: models.Model](HouseInline[Row, Parent]):
    """Rows that say all they are in their fields: one line each, an address without its repetition."""

    classes = ("short",)
    formfield_overrides: ClassVar[Any] = {
        models.URLField: {"widget": forms.URLInput(attrs={"size": 44})}
    }
    show_change_link = False


class ReadOnly:
    """Mixed in before HouseAdmin or HouseInline: rows that staff see and nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
