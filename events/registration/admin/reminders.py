"""When people are reminded: rows that staff add for an event."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.registration import reminding
from events.registration.models import Reminder
from foundation.base.admin import HouseAdmin


class ReminderForm(forms.ModelForm):  # type: ignore[type-arg]
    """Of the kinds that are known, whichever room declares them."""

    kind = forms.ChoiceField(label=_("reminder"))

    class Meta:
        model = Reminder
        fields = ("event", "kind", "days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind.name, kind.label) for kind in reminding.kinds()]


@admin.register(Reminder)
class ReminderAdmin(HouseAdmin[Reminder]):
    """Their words are among the texts of mails."""

    form = ReminderForm
    list_display = ("event", "shown_kind", "days")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), "kind")
    list_select_related = ("event",)
    search_fields = ("event__name", "kind")
    search_help_text = _("By event.")
    ordering = ("event", "kind", "-days")
    view_on_site = False
    save_on_top = False
    export_columns = ("event__name", "kind", "days")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The next events first."""
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.order_by("-starts_on")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("reminder"), ordering="kind")
    def shown_kind(self, row: Reminder) -> str:
        labels = {kind.name: str(kind.label) for kind in reminding.kinds()}
        return labels.get(row.kind, row.kind)
