"""Codes: what they do to a price, for whom, and who has used them (domain 4.1)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration.models import Code, TicketType
from events.registration.models.codes import CodeUse, Effect, PersonUse
from foundation.base import clock, tokens
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, show
from foundation.base.money import show as money


class CodeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A code names types of its own event, and has letters that can be searched for."""

    def clean_text(self) -> str:
        """The word as it is typed, with something in it that is not a blank or a dash."""
        text: str = self.cleaned_data["text"].strip()
        if not tokens.forgive(text):
            raise forms.ValidationError(_("A code needs letters or digits."), code="empty")
        return text

    def clean_ticket_types(self) -> Any:
        """Refuse the types of another event."""
        chosen = self.cleaned_data["ticket_types"]
        event = self.cleaned_data.get("event") or getattr(self.instance, "event", None)
        strange = [str(kind) for kind in chosen if event and kind.event_id != event.pk]
        if strange:
            raise forms.ValidationError(
                _("These ticket types belong to another event: %(names)s."),
                code="other_event",
                params={"names": ", ".join(strange)},
            )
        return chosen


class UseInline(ReadOnly, HouseInline[CodeUse, Code]):
    """Orders that have taken it."""

    model = CodeUse
    fields = ("order", "quantity")
    readonly_fields = fields
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CodeUse]:
        """With the orders they are of."""
        return super().get_queryset(request).select_related("order")


class PersonInline(ReadOnly, HouseInline[PersonUse, Code]):
    """How often each person has."""

    model = PersonUse
    fields = ("email", "used", "most")
    readonly_fields = fields
    show_change_link = False


@admin.register(Code)
class CodeAdmin(HouseAdmin[Code]):
    """`used` is counted by the sale; no form writes it."""

    form = CodeForm
    list_display = ("text", "event", "kind", "does", "uses", "window", "owner_email", "batch")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), "kind", "effect", "batch")
    list_select_related = ("event",)
    search_fields = ("text", "owner_email", "owner_domain", "batch", "note")
    search_help_text = _("By code (look-alike letters are forgiven), owner, batch or note.")
    ordering = ("-pk",)
    inlines = (UseInline, PersonInline)
    filter_horizontal = ("ticket_types",)
    readonly_fields = ("used",)
    zone_path = "event__zone"
    view_on_site = False
    fieldsets = (
        (None, {"fields": ("event", "text", "kind", "batch", "note")}),
        (_("What it does"), {"fields": ("effect", "value", "ticket_types")}),
        (_("How often"), {"fields": ("most_uses", "most_per_person", "used")}),
        (
            _("When and for whom"),
            {"fields": ("valid_from", "valid_until", "owner_email", "owner_domain")},
        ),
    )
    export_columns = (
        *("event__name", "text", "kind", "effect", "value", "most_uses", "most_per_person"),
        *("used", "valid_from", "valid_until", "owner_email", "owner_domain", "batch", "note"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Code | None = None) -> Any:
        """A code does not move to another event."""
        return (*self.readonly_fields, "event") if obj else self.readonly_fields

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Types are told apart by their event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "ticket_types":
            field.queryset = TicketType.objects.select_related("event")
            field.label_from_instance = lambda kind: f"{kind.event}: {kind}"  # type: ignore[assignment]
        return field

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """As typed, or as it looks."""
        found, twice = super().get_search_results(request, queryset, search_term)
        looks = tokens.forgive(search_term)
        if not looks:
            return found, twice
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(folded__contains=looks)), False

    def save_model(self, request: HttpRequest, obj: Code, form: Any, change: bool) -> None:
        """The form of the text that is searched for follows the text."""
        obj.folded = tokens.forgive(obj.text)[:40]
        super().save_model(request, obj, form, change)
        if change and "text" in form.changed_data:
            obj.save(update_fields=["folded"])

    @admin.display(description=_("does"), ordering="effect")
    def does(self, row: Code) -> str:
        if row.effect == Effect.RATE:
            return str(_("%(rate)s per cent off") % {"rate": f"{row.value.normalize():f}"})
        if row.effect == Effect.NONE:
            return row.get_effect_display()
        return f"{row.get_effect_display()}: {money(row.value, row.event.currency, short=True)}"

    @admin.display(description=_("used"), ordering="used")
    def uses(self, row: Code) -> str:
        return f"{row.used} / {row.most_uses}" if row.most_uses else str(row.used)

    @admin.display(description=_("valid"), ordering="valid_until")
    def window(self, row: Code) -> SafeString:
        now = clock.now()
        if row.most_uses and row.used >= row.most_uses:
            return show.state("closed", _("Used up"))
        if row.valid_from and row.valid_from > now:
            return show.state("waiting", _("Not yet"))
        if row.valid_until and row.valid_until <= now:
            return show.state("closed", _("Over"))
        return show.state("valid", _("Valid"))
