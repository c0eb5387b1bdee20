"""Codes: what they do to a price, for whom, and who has used them (domain 4.1)."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration import pricing
from events.registration.forms.making import own_types
from events.registration.models import Code, CodeKind, TicketType
from events.registration.models.codes import CodeUse, PersonUse
from events.registration.services import making
from foundation.base import clock, tokens
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, confirmed, show
from foundation.base.models import Mail

from .keeping import KeepingPlaces, PromiseInline
from .making import MakingCodes


class CodeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A code names types of its own event, and no other code of the event looks like it."""

    def clean_text(self) -> str:
        """The word as it is typed, with something in it that is not a blank or a dash."""
        text: str = self.cleaned_data["text"].strip()
        self.instance.folded = tokens.forgive(text)[:40]
        if not self.instance.folded:
            raise forms.ValidationError(_("A code needs letters or digits."), code="empty")
        return text

    def clean_ticket_types(self) -> Any:
        """Refuse the types of another event."""
        return own_types(self.cleaned_data["ticket_types"], self._event())

    def clean(self) -> dict[str, Any]:
        """Refuse a twin: it could not be told from the other when typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("tiers") and cleaned.get("kind") != CodeKind.MEMBER:
            self.add_error("tiers", _("Only a member code is for tiers."))
        if "text" in cleaned and (event := self._event()):
            twins = Code.objects.filter(event=event, folded=self.instance.folded)
            twin = twins.exclude(pk=self.instance.pk).first()
            if twin:
                words = _("It looks like the code %(twin)s of this event: choose other letters.")
                self.add_error("text", forms.ValidationError(words, params={"twin": twin.text}))
        return cleaned

    def _event(self) -> Any:
        fixed = self.instance.event if self.instance.event_id else None
        return self.cleaned_data.get("event") or fixed


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


def _cannot_mail(row: Code) -> str:
    if not row.owner_email:
        return str(_("it belongs to no e-mail address."))
    if getattr(row, "is_mailed", False):
        return str(_("its owner has been written to."))
    return ""


@admin.register(Code)
class CodeAdmin(MakingCodes, KeepingPlaces, HouseAdmin[Code]):
    """`used` is counted by the sale; no form writes it."""

    form = CodeForm
    list_display = (
        *("text", "event", "kind", "does", "types", "uses", "window", "until"),
        *("owner_email", "batch"),
    )
    list_filter = (
        ("event", admin.RelatedOnlyFieldListFilter),
        "kind",
        "effect",
        "applies_by_itself",
        "batch",
    )
    list_select_related = ("event",)
    found_by = ("text", "owner_email", "note", "event__name")
    search_fields = ("text", "owner_email", "owner_domain", "batch", "note")
    search_help_text = _("By code (look-alike letters are forgiven), owner, batch or note.")
    ordering = ("-pk",)
    inlines = (PromiseInline, UseInline, PersonInline)
    filter_horizontal = ("ticket_types", "tiers")
    readonly_fields = ("used", "link")
    actions = ("mail_owners", "keep_places")
    zone_path = "event__zone"
    view_on_site = False
    fieldsets = (
        (None, {"fields": ("event", "text", "link", "kind", "batch", "note")}),
        (_("What it does"), {"fields": ("effect", "value", "ticket_types")}),
        (_("How often"), {"fields": ("most_uses", "most_per_person", "used")}),
        (
            _("When and for whom"),
            {"fields": ("valid_from", "valid_until", "owner_email", "owner_domain")},
        ),
        (
            _("For members"),
            {
                "fields": ("tiers", "applies_by_itself"),
                "description": _(
                    "Whose people they are is said at the organisation: its representatives and its "
                    "mail domains."
                ),
            },
        ),
    )
    export_columns = (
        *("event__name", "text", "link_text", "kind", "effect", "value", "types"),
        *("most_uses", "most_per_person"),
        *("used", "valid_from", "valid_until", "owner_email", "owner_domain", "batch", "note"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Code | None = None) -> Any:
        """A code does not move to another event."""
        return (*self.readonly_fields, "event") if obj else self.readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Code]:
        """With their types, and whether the owner has been written to."""
        mails = Mail.objects.filter(key=Concat(Value("code:"), Cast(OuterRef("pk"), CharField())))
        rows = super().get_queryset(request).prefetch_related("ticket_types")
        return rows.annotate(is_mailed=Exists(mails))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Of a code that is there, the types of its event; else types told apart by event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "ticket_types":
            field.queryset = TicketType.objects.select_related("event")
            field.label_from_instance = lambda kind: f"{kind.event}: {kind}"  # type: ignore[assignment]
            key = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            if key and key.isdecimal():
                field.queryset = field.queryset.filter(event__codes=key)
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
        super().save_model(request, obj, form, change)
        if change and "text" in form.changed_data:
            obj.save(update_fields=["folded"])

    @confirmed(
        label=_("Mail it to its owner"),
        plural=_("Mail the chosen codes to their owners"),
        will=_("will be mailed to their owners"),
        done=_("on the way to their owners"),
        reason=_cannot_mail,
    )
    def mail_owners(self, request: HttpRequest, row: Code, *, at: datetime) -> None:
        """Each owner is written to once, however often this is asked for."""
        making.mail_owner(code=row)

    def named(self, row: Code) -> str:
        """In the preview of an action: the code and whose it is."""
        return f"{row.text} ({row.owner_email})" if row.owner_email else row.text

    @admin.display(description=_("link"))
    def link(self, row: Code) -> SafeString | str:
        if row.pk is None:
            return "–"
        return show.link(self.link_text(row), self.link_text(row))

    @admin.display(description=_("link"))
    def link_text(self, row: Code) -> str:
        return settings.SITE_URL + row.get_link()

    @admin.display(description=_("ticket types"))
    def types(self, row: Code) -> str:
        return ", ".join(str(kind) for kind in row.ticket_types.all()) or str(_("all open ones"))

    @admin.display(description=_("does"), ordering="effect")
    def does(self, row: Code) -> str:
        return pricing.says(row, row.event.currency)

    @admin.display(description=_("until"), ordering="valid_until")
    def until(self, row: Code) -> str:
        return show.at(row.valid_until, row.event.zone)

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
