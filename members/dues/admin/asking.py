"""What staff are asked before a membership is changed, with what it would cost."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, moments, zones
from foundation.base.admin import ActionForm
from foundation.base.errors import RuleError
from foundation.base.money import show
from members.dues import books, quotes, services
from members.dues.quotes import Quote
from members.models import Ending, Membership, Tier

# How staff end a membership; everything else happens by itself or to organisations that change.
BY_STAFF = (Ending.LEFT, Ending.NOT_RENEWED, Ending.ENDED)


class TierForm(ActionForm):
    """To which of the tiers that all chosen members may move to."""

    tier = forms.ModelChoiceField(
        label=gettext_lazy("Tier"), queryset=Tier.objects.none(), widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, rows: list[Membership]) -> None:
        super().__init__(data, rows=rows)
        ranks = [row.tier.rank for row in rows]
        field: Any = self.fields["tier"]
        field.queryset = self.offered(min(ranks, default=0), max(ranks, default=0))
        field.label_from_instance = self.named

    def offered(self, highest: int, lowest: int) -> Any:
        """The tiers below those of all chosen members, whose ranks are given."""
        return Tier.objects.filter(rank__gt=lowest)

    def named(self, tier: Tier) -> str:
        """What a tier is called in the choice."""
        return tier.name


class UpgradeForm(TierForm):
    """A higher tier, with what the move would cost one member today."""

    def offered(self, highest: int, lowest: int) -> Any:
        """The tiers above those of all chosen members."""
        return Tier.objects.filter(rank__lt=highest)

    def named(self, tier: Tier) -> str:
        """With the quote, where one member is chosen."""
        if len(self.rows) != 1:
            return tier.name
        book = books.of(self.rows[0], zones.day(clock.now()))
        try:
            return f"{tier.name}: {in_words(quotes.quote_upgrade(book, tier))}"
        except RuleError as refused:
            return f"{tier.name}: {refused.messages[0]}"


def in_words(quote: Quote) -> str:
    """A quote as a sentence: what is charged at once and until when, and what comes next."""
    parts = [
        _("%(amount)s now for %(days)s")
        % {
            "amount": show(part.total, quote.currency, short=True),
            "days": moments.day_range(part.start, part.last_day),
        }
        for part in quote.parts
    ]
    words = ", ".join(parts) or _("nothing now")
    if quote.next is not None and quote.next_on is not None:
        words += "; " + _("%(amount)s is invoiced on %(day)s for %(days)s") % {
            "amount": show(quote.next.amount, quote.currency, short=True),
            "day": moments.shown(quote.next_on, "UTC"),
            "days": moments.day_range(quote.next.start, quote.next.end - timedelta(days=1)),
        }
    return words + "; " + _("term until %s.") % moments.shown(quote.last_day, "UTC")


class EndForm(ActionForm):
    """From which day on it is over, why, and what becomes of the dues."""

    on = forms.DateField(
        label=gettext_lazy("First day it is over"), widget=AdminDateWidget,
        help_text=gettext_lazy("Today, a day to come, or one that has passed."),
    )  # fmt: skip
    ended_as = forms.ChoiceField(
        label=gettext_lazy("How it ends"),
        choices=[(ending.value, ending.label) for ending in BY_STAFF],
    )
    rest = forms.ChoiceField(
        label=gettext_lazy("Dues of the running year"),
        choices=services.Rest.choices,
        widget=forms.RadioSelect,
        initial=services.Rest.KEEP,
        help_text=gettext_lazy("Years that have not begun are credited in any case."),
    )

    def __init__(self, data: Any = None, *, rows: list[Membership]) -> None:
        super().__init__(data, rows=rows)
        self.fields["on"].initial = zones.day(clock.now())

    def clean_on(self) -> date:
        """Far away is a typing error."""
        day: date = self.cleaned_data["on"]
        if not 1990 <= day.year <= 2200:
            raise forms.ValidationError(_("Choose a day between 1990 and 2200."), code="far")
        return day


class OverrideForm(ActionForm):
    """Until when the rules wait, and why."""

    until = forms.DateField(
        label=gettext_lazy("Last day the rules wait"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("From the next day on they apply again."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Staff read it on the membership. “Budget approved in July”."),
    )

    def clean_until(self) -> date:
        """Far away is a typing error."""
        day: date = self.cleaned_data["until"]
        if day.year > 2200:
            raise forms.ValidationError(_("Choose a day before 2200."), code="far")
        return day
