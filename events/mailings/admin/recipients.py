"""Who got what, and who wants none."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.mailings.models import Recipient, Unsubscription
from events.models import Event
from foundation.base.admin import HouseAdmin, ReadOnly, show


@admin.register(Recipient)
class RecipientAdmin(ReadOnly, HouseAdmin[Recipient]):
    """Written down when a mailing starts; nobody edits them."""

    list_display = ("email", "mailing", "shown_state", "shown_mail", "order", "ticket")
    list_filter = (("mailing", admin.RelatedOnlyFieldListFilter), "state", "mail__state")
    list_select_related = ("mailing", "mail", "order", "ticket__order")
    search_fields = ("email",)
    search_help_text = _("By part of the e-mail.")
    ordering = ("pk",)
    view_on_site = False
    fields = ("mailing", "email", "shown_state", "shown_mail", "order", "ticket")
    readonly_fields = ("shown_state", "shown_mail")
    export_columns = ("mailing__name", "email", "state", "mail__state", "mail__error")

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: Recipient) -> SafeString:
        colour = "confirmed" if row.state == "written" else row.state
        return show.state(colour, row.get_state_display())

    @admin.display(description=_("mail"), ordering="mail__state")
    def shown_mail(self, row: Recipient) -> SafeString | str:
        if row.mail is None:
            return "–"
        label = row.mail.get_state_display()
        if row.mail.error:
            label = f"{label}: {row.mail.error[:80]}"
        return show.link(reverse("admin:base_mail_change", args=[row.mail_id]), label)


class UnsubscriptionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody wrote or called: staff enter it for them."""

    class Meta:
        model = Unsubscription
        fields = ("email", "event")

    def clean_email(self) -> str:
        """One person is one address, however it is typed."""
        email: str = self.cleaned_data["email"].lower()
        return email


@admin.register(Unsubscription)
class UnsubscriptionAdmin(HouseAdmin[Unsubscription]):
    """Deleting one means that the person wants news again."""

    form = UnsubscriptionForm
    list_display = ("email", "shown_event", "created_at")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("event",)
    search_fields = ("email",)
    search_help_text = _("By part of the e-mail.")
    ordering = ("-pk",)
    view_on_site = False
    save_on_top = False
    export_columns = ("email", "event__name", "created_at")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Empty means: all."""
        if db_field.name == "event":
            kwargs |= {
                "queryset": Event.objects.order_by("-starts_on"),
                "empty_label": _("All events"),
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("no news of"), ordering="event")
    def shown_event(self, row: Unsubscription) -> str:
        return str(row.event) if row.event else str(_("any event"))
