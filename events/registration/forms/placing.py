"""The last words before an order is placed, and the word that ends it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """What the buyer agrees to."""

    conduct = forms.BooleanField(
        label=_("I accept the code of conduct, for myself and for those I register"),
        error_messages={"required": _("Accept the code of conduct to go on.")},
    )


class CancelForm(forms.Form):
    """Why an order is given up; nobody has to say."""

    because = forms.CharField(
        label=_("Why? It helps us to know"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
