"""Keeping places back for a code: how many of which stock, with a preview (domain 4.1)."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registration.models import Code, CodeKind, Promise, Stock
from events.registration.services import keeping
from foundation.base.admin import HouseInline, ReadOnly, confirmed
from foundation.base.admin.actions import ActionForm
from foundation.base.errors import RuleError


class PromiseInline(ReadOnly, HouseInline[Promise, Code]):
    """Places that are kept back for it now."""

    model = Promise
    fields = ("stock", "quantity", "ended_at")
    readonly_fields = fields
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the stocks they are of."""
        return super().get_queryset(request).select_related("stock__event")


class PlacesForm(ActionForm):
    """A number for each stock of the event: what each chosen code has now, or zero."""

    def __init__(self, data: Any = None, *, rows: list[Code]) -> None:
        super().__init__(data, rows=rows)
        events = {row.event_id for row in rows}
        kept = {
            row.stock_id: row.quantity
            for row in Promise.objects.filter(code__in=rows[:1] if len(rows) == 1 else [])
        }
        for stock in Stock.objects.select_related("event").filter(event__in=events):
            free = stock.size - stock.taken
            self.fields[f"stock_{stock.pk}"] = forms.IntegerField(
                label=stock.name if len(events) == 1 else str(stock),
                min_value=0,
                max_value=stock.size,
                initial=kept.get(stock.pk, 0),
                help_text=_("%(free)d of %(size)d are free now, %(waiting)d people wait in line.")
                % {"free": free, "size": stock.size, "waiting": stock.waiting},
            )

    def clean(self) -> dict[str, Any]:
        """The stocks are of one event: a code opens no other."""
        if len({row.event_id for row in self.rows}) > 1:
            raise RuleError(_("Choose codes of one event."), code="other_event")
        return super().clean() or self.cleaned_data


def _not_by_hand(row: Code) -> str:
    return _("the waiting list keeps its place.") if row.kind == CodeKind.WAITING else ""


class KeepingPlaces:
    """Mixed into the admin of codes: the action that keeps places back, or lets them go."""

    @confirmed(
        label=gettext_lazy("Keep places back"),
        plural=gettext_lazy("Keep places back for the chosen codes"),
        will=gettext_lazy("will each keep back as many places as you say; 0 lets them go"),
        done=gettext_lazy("now keep back so many places"),
        reason=_not_by_hand,
        form=PlacesForm,
    )
    def keep_places(self, request: HttpRequest, row: Code, *, at: datetime, **numbers: int) -> None:
        """Exactly so many of each stock, before those who wait in line: it is staff who decide."""
        places = {int(name.removeprefix("stock_")): number for name, number in numbers.items()}
        if any(places.values()):
            keeping.keep(code=row, places=places, before_all=places.keys())
        else:
            keeping.end(code=row, at=at)
