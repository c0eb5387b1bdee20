"""Number and code, as somebody in a consulate types them off the paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import LineField


class CheckForm(forms.Form):
    """Both, or nothing is looked for."""

    number = LineField(
        label=_("Number of the letter"), max_length=30, help_text=_("Such as VL-2023-00001.")
    )
    code = LineField(
        label=_("Code"),
        max_length=40,
        help_text=_("Ten letters and digits."),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for name in ("number", "code"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
