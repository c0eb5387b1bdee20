"""What staff write of an agreement, and its paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base import files
from members.agreements.models import CorporateAgreement
from members.agreements.services import KINDS, MOST_MEGABYTES


class AgreementForm(forms.ModelForm[CorporateAgreement]):
    """The facts, with the day that the organisation keeps, and the signed paper."""

    signed_on = forms.DateField(
        label=_("Signed on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty if nobody knows the day."),
    )
    ended_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty while it lasts. After it the organisation is no supporter any longer."),
    )
    sent = forms.FileField(
        label=_("Signed paper"),
        required=False,
        help_text=_("A PDF of at most 10 MB. It takes the place of the one before."),
    )

    class Meta:
        model = CorporateAgreement
        fields = ("organization", "version", "signer", "signer_title", "signer_email", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            owner = self.instance.organization
            self.initial["signed_on"] = owner.ccla_signed_on
            self.initial["ended_on"] = owner.ccla_ended_on

    def clean_sent(self) -> Any:
        """Judged by what is in it, before anything is written."""
        sent = self.cleaned_data["sent"]
        if sent:
            files.read(sent, kinds=KINDS, most_megabytes=MOST_MEGABYTES)
        return sent
