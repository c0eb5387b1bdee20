"""The first page: a tier, a name and an address, to which the link to the rest is mailed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.bots import BotGuard
from foundation.base.fields import LineField, MailField
from foundation.base.money import show
from members.models import Tier, TierPrice


class TierField(forms.ChoiceField):
    """One of the tiers on offer, each with its dues of the year."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": _("This tier is not on offer. Choose another.")}

    def __init__(self, offers: Iterable[tuple[Tier, TierPrice]], **kwargs: Any) -> None:
        rows = list(offers)
        self.tiers = {tier.slug: tier for tier, _price in rows}
        super().__init__(choices=[(tier.slug, _said(tier, price)) for tier, price in rows],
                         label=kwargs.pop("label", _("Tier")), **kwargs)  # fmt: skip

    def clean(self, value: Any) -> Tier:
        """The tier itself."""
        return self.tiers[super().clean(value)]


def _said(tier: Tier, price: TierPrice) -> str:
    dues = show(price.amount, price.currency, short=True)
    a_year = _("%(dues)s a year") % {"dues": dues} if price.amount else _("no dues")
    return f"{tier.name}: {a_year}"


class BeginForm(BotGuard):
    """Who applies, and for what."""

    def __init__(
        self, data: Any = None, *, offers: Iterable[tuple[Tier, TierPrice]], tier: str = ""
    ) -> None:
        super().__init__(data, initial={"tier": tier})
        self.fields["tier"] = TierField(offers, label=_("Which tier do you wish for?"))
        self.fields["applicant"] = LineField(
            label=_("Your full name"), max_length=150, autocomplete="name"
        )
        self.fields["email"] = MailField(
            label=_("Your e-mail"),
            help_text=_("We mail you the link to your application, and later our questions."),
        )
