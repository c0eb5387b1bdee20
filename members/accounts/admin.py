"""People with a log-in: what they may do, and whether they have proven who they are."""

from datetime import datetime
from typing import Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401 -- both register what is replaced here
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as PackagedGroupAdmin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, confirmed
from foundation.base.errors import RuleError
from members.accounts.models import Right, Role, User

# Authenticators hold the secrets of second factors: staff see that there is one, not what it is.
admin.site.unregister([Group, Authenticator, EmailAddress])


class SecondFactorFilter(admin.SimpleListFilter):
    """People with and without a second factor."""

    title = _("second factor")
    parameter_name = "second_factor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Has one")), ("no", _("Has none"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(has_second_factor=self.value() == "yes")
        return queryset


class RightsField:
    """Mixed in where rights are chosen: only those to lists that the admin has."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Tables of history and of packages have rights too, and nobody can use them."""
        parent: Any = super()
        field = parent.formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.related_model is Permission:
            # Django gives the registered models no public name.
            models_shown = admin.site._registry  # noqa: SLF001
            shown = ContentType.objects.get_for_models(*models_shown).values()
            rights = Permission.objects.filter(content_type__in=shown)
            field.queryset = rights.select_related("content_type").order_by(
                "content_type__app_label", "content_type__model", "codename"
            )
        return field


class AddressInline(ReadOnly, HouseInline[EmailAddress, User]):
    """The addresses they have proven to read, and those they have not."""

    model = EmailAddress
    fields = ("email", "verified", "primary")
    readonly_fields = fields
    verbose_name_plural = _("e-mail addresses")


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody new. No password is asked: they log in by a code that is mailed, or set one."""

    class Meta:
        model = User
        fields = ("email", "full_name")

    def save(self, commit: bool = True) -> User:
        person: User = super().save(commit=False)
        person.set_unusable_password()
        if commit:
            person.save()
            self.save_m2m()
        return person


def _has_no_factor(row: Any) -> str:
    return "" if row.has_second_factor else str(_("there is no second factor."))


@admin.register(User)
class UserAdmin(RightsField, HouseAdmin[User]):
    """Rights come from groups; a superuser needs none."""

    list_display = (
        *("email", "full_name", "is_active", "is_staff", "second_factor", "verified"),
        "joined_at",
    )
    list_filter = ("is_staff", "is_active", "is_superuser", "groups", SecondFactorFilter)
    found_by = ("full_name", "email")
    search_fields = ("email", "full_name", "emailaddress__email")
    search_help_text = _("By name or by any of their addresses.")
    date_hierarchy = "joined_at"
    ordering = ("email",)
    readonly_fields = ("last_login", "joined_at", "second_factor")
    filter_horizontal = ("groups", "user_permissions")
    view_on_site = False
    inlines = (AddressInline,)
    actions = ("remove_second_factor",)
    fieldsets = (
        (None, {"fields": ("email", "full_name", "is_active")}),
        (_("Staff"), {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Log-in"), {"fields": ("second_factor", "last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "full_name")}),)
    export_columns = (
        *("email", "full_name", "is_active", "is_staff", "is_superuser", "second_factor"),
        *("verified", "last_login", "joined_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With what they have proven: an address, a second factor."""
        return (
            super()
            .get_queryset(request)
            .annotate(
                has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
                has_verified=Exists(
                    EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
                ),
            )
        )

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, row: Any) -> bool:
        return bool(row.has_second_factor)

    @admin.display(description=_("address proven"), boolean=True)
    def verified(self, row: Any) -> bool:
        return bool(row.has_verified)

    def history_children(self) -> list[type[models.Model]]:
        """With what was given to them and taken away."""
        return [Role, Right]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(
        self, request: Any, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """A new person needs no more than an address."""
        if obj is None:
            kwargs["form"] = NewPersonForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser gives rights away, so that nobody can give them to themselves."""
        if request.user.is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_staff", "is_superuser", "groups", "user_permissions")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are never deleted here: their orders stay. Make them inactive instead."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser edits staff: giving them another address would give away their rights."""
        safe = request.user.is_superuser or obj is None or not obj.is_staff
        return safe and super().has_change_permission(request, obj)

    @confirmed(
        label=_("Remove second factor"),
        plural=_("Remove the second factor of the chosen people"),
        will=_("will lose the second factor and must set up a new one"),
        done=_("can now set up a new second factor"),
        reason=_has_no_factor,
        permission="reset",
    )
    def remove_second_factor(self, request: HttpRequest, row: User, *, at: datetime) -> None:
        """For people who lost their phone or key and have proven who they are."""
        if not self.has_change_permission(request, row):
            raise RuleError(_("Only a superuser may do this."), code="superuser")
        Authenticator.objects.filter(user=row).delete()

    def has_reset_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@admin.register(EmailAddress)
class AddressAdmin(ReadOnly, HouseAdmin[EmailAddress]):
    """Every address anybody has given, proven or not."""

    list_display = ("email", "user", "primary", "verified")
    list_filter = ("verified", "primary")
    list_select_related = ("user",)
    search_fields = ("email", "user__email", "user__full_name")
    search_help_text = _("By address or by name.")
    export_columns = ("email", "user__email", "primary", "verified")


@admin.register(Group)
class GroupAdmin(RightsField, HouseAdmin[Group], PackagedGroupAdmin):  # type: ignore[misc]
    """A role: what its people may see and do."""

    list_display = ("name", "people")
    found_by = ("name",)
    search_fields = ("name",)
    search_help_text = _("By name.")
    ordering = ("name",)
    filter_horizontal = ("permissions",)
    export_columns = ("name", "people")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        """With how many people are in it."""
        return super().get_queryset(request).annotate(number=Count("user"))

    @admin.display(description=_("people"), ordering="number")
    def people(self, row: Any) -> int:
        return int(row.number)
