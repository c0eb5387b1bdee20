"""Organisations: whatever they are to the foundation, each has one record."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportMixin

from foundation.base.admin import HouseAdmin, HouseInline, show
from members import finding, naming, register, services
from members.admin import days
from members.admin.bulk import BulkActions
from members.admin.days import AsOfFilter
from members.admin.imports import OrganizationImport
from members.admin.invoices import Invoiced
from members.admin.logos import LogoUpload
from members.admin.memberships import MembershipInline
from members.models import (
    MailDomain,
    Membership,
    Organization,
    OrganizationName,
    Representative,
    Tier,
)

NO_TIER = "none"


class NameInline(HouseInline[OrganizationName, Organization]):
    """Names it had or is also known by."""

    model = OrganizationName
    show_change_link = False


class RepresentativeForm(forms.ModelForm[Representative]):
    """A representative as staff write them down."""

    def clean(self) -> dict[str, Any]:
        """Whoever was ended in the course of a day is not, once staff write another last day."""
        cleaned = super().clean() or self.cleaned_data
        if "until" in self.changed_data:
            self.instance.ended_at = None
        return cleaned


class RepresentativeInline(HouseInline[Representative, Organization]):
    """Who speaks for it, and from when until when."""

    model = Representative
    form = RepresentativeForm
    show_change_link = False


class MailDomainInline(HouseInline[MailDomain, Organization]):
    """Domains that only its people have addresses of."""

    model = MailDomain
    show_change_link = False


class TierFilter(admin.SimpleListFilter):
    """The tier held on the day that is asked for."""

    title = _("tier")
    parameter_name = "tier"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        tiers = Tier.objects.values_list("slug", "name")
        return [*tiers, (NO_TIER, _("No member"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == NO_TIER:
            return queryset.filter(tier_slug=None)
        return queryset.filter(tier_slug=self.value()) if self.value() else queryset


class SupporterFilter(admin.SimpleListFilter):
    """Whether the contributor agreement is signed and lasts, as the public pages count it."""

    title = _("supporting organisation")
    parameter_name = "supporter"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("today", _("Today, or on the day")),
            ("ended", _("The agreement has ended")),
            ("never", _("Never signed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        day = days.asked(request)
        if self.value() == "today":
            return queryset.supporters_on(day)  # type: ignore[attr-defined]
        if self.value() == "ended":
            return queryset.filter(ccla_ended_on__lt=day)
        return queryset.filter(is_supporter=False) if self.value() else queryset


class IndustryFilter(admin.SimpleListFilter):
    """The industries that organisations have."""

    title = _("industry")
    parameter_name = "industry"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        names = Organization.objects.exclude(industry="").values_list("industry", flat=True)
        return [*((name, name) for name in names.order_by("industry").distinct()), ("-", _("None"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Organization]
    ) -> QuerySet[Organization]:
        wanted = "" if self.value() == "-" else self.value()
        return queryset if wanted is None else queryset.filter(industry=wanted)


class CountryFilter(admin.SimpleListFilter):
    """The countries that organisations have, by name."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        codes = Organization.objects.exclude(country="").values_list("country", flat=True)
        names = register.country_names(codes.order_by("country").distinct())
        return sorted(names.items(), key=lambda pair: pair[1])

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Organization]
    ) -> QuerySet[Organization]:
        return queryset.filter(country=self.value()) if self.value() else queryset


class OrganizationForm(forms.ModelForm[Organization]):
    """An organisation as staff write it down; its logo is made safe as its own people's are."""

    logo = LogoUpload(required=False)


@admin.register(Organization)
class OrganizationAdmin(
    Invoiced, BulkActions, OrganizationImport, ImportMixin, HouseAdmin[Organization]
):
    """Members, supporters, sponsors, employers."""

    form = OrganizationForm
    list_display = ("name", "tier_today", "country", "industry", "supports", "ccla_signed_on")
    list_filter = (
        *(
            AsOfFilter,
            TierFilter,
            SupporterFilter,
            "is_infrastructure_donor",
            IndustryFilter,
            CountryFilter,
        ),
    )
    ordering = ("search_text",)
    found_by = ("name", "city")
    search_fields = ("name",)
    search_help_text = _("By any name it has or had; typing errors are forgiven.")
    actions: Sequence[str] = ("set_industry", "set_country")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ["name"]}
    date_hierarchy = "ccla_signed_on"
    inlines = (MembershipInline, RepresentativeInline, MailDomainInline, NameInline)
    fieldsets = (
        (None, {"fields": ("name", "slug", "description", "website")}),
        (
            _("Where and what"),
            {"fields": ("country", "city", "industry", "parent", "guarded_from")},
        ),
        (
            _("To the foundation"),
            {
                "fields": (
                    *("is_supporter", "ccla_signed_on", "ccla_ended_on"),
                    *("is_infrastructure_donor", "source"),
                )
            },
        ),
        (
            _("On its page"),
            {"fields": ("logo", "colour", "commitment", "commitment_author")},
        ),
    )
    export_columns = (
        *("name", "slug", "tier_held", "country", "city", "industry", "website"),
        *("supports", "ccla_signed_on", "ccla_ended_on", "is_infrastructure_donor", "parent"),
        *("description", "source", "as_of", "called_then"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        """With the tier held, and what it was called, on the day that is asked for (today)."""
        day = days.asked(request)
        held = Membership.objects.on(day).filter(organization=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                tier_slug=Subquery(held.values("tier__slug")[:1]),
                tier_name=Subquery(held.values("tier__name")[:1]),
                tier_rank=Subquery(held.values("tier__rank")[:1]),
                seen_on=Value(day),
                called=naming.then(day),
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organization], search_term: str
    ) -> tuple[QuerySet[Organization], bool]:
        """As the public directory finds them: by any name, typing errors forgiven."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=finding.find(search_term).names), False

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """The address of an organisation that is there already does not follow its name."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Organization, form: Any, change: bool) -> None:
        """A name or address that is given up stays findable."""
        super().save_model(request, obj, form, change)
        if change and {"name", "slug"} & set(form.changed_data):
            services.remember(
                organization=obj, name=form.initial["name"], slug=form.initial["slug"]
            )

    @admin.display(description=_("tier"), ordering="tier_rank", empty_value="–")
    def tier_today(self, row: Any) -> SafeString | None:
        return show.state(row.tier_slug, row.tier_name) if row.tier_slug else None

    @admin.display(description=_("tier"))
    def tier_held(self, row: Any) -> str:
        """As a file says it, without colours."""
        return row.tier_name or ""

    @admin.display(description=_("supports"), boolean=True, ordering="is_supporter")
    def supports(self, row: Any) -> bool:
        return row.supports_on(row.seen_on)

    @admin.display(description=_("called then"), ordering="called")
    def called_then(self, row: Any) -> str:
        return str(row.called)

    @admin.display(description=_("as of"))
    def as_of(self, row: Any) -> Any:
        return row.seen_on
