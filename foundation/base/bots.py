"""Forms anybody may send, without a puzzle: bots are told apart by what they fill in and how fast.

A form mixes in `BotGuard`. It carries a field nobody sees and a signed stamp of when it was made.
A person who is mistaken for a bot reads why, loses nothing and gets through with the next send.
"""

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext_lazy as _

from foundation.base.errors import RuleError

_signer = TimestampSigner(salt="foundation.base.bots")


def stamp() -> str:
    """A signed stamp: a random key, unlike any other, and the real time it was made at."""
    return _signer.sign(secrets.token_urlsafe(16))


class Trap(forms.TextInput):
    """A field outside of the page: css/forms.css hides `field--trap`, tabbing passes it by."""


class BotGuard(forms.Form):
    """Mixin: `class EnquiryForm(BotGuard): ...`; render it with `{{ form }}` or both fields by hand.

    Once valid, `form.key` names this very sending: two clicks send the same key, so a service can
    store it in a unique column and do the work once.
    """

    LEAST_SECONDS: ClassVar = 2
    MOST_SECONDS: ClassVar = 2 * 24 * 3600

    # Required fields would be refused with Django's words; `clean` has better ones.
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=Trap(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if not self.is_bound:
            self.initial["stamp"] = stamp()

    @property
    def key(self) -> str:
        """The key of this sending, the same for a second click. Only after `is_valid()`."""
        return str(self.cleaned_data["stamp"])

    def clean_stamp(self) -> str:
        """The key inside the stamp, if the form was open long enough to be read."""
        typed = self.cleaned_data["stamp"]
        try:
            key = _signer.unsign(typed, max_age=self.MOST_SECONDS)
        except BadSignature:
            self.renew()
            self._refuse(
                _("This form was open for too long, or came without its stamp. Send it again."),
                code="stale",
            )
            return ""
        if self._is_fresh(typed):
            self._refuse(
                _("That was quicker than people type. Wait a moment, then send it again."),
                code="quick",
            )
        return key

    def clean_website(self) -> str:
        """Empty: whoever fills in what nobody sees is refused, and finds it emptied."""
        if self.cleaned_data["website"]:
            self._replace("website", "")
            self._refuse(
                _(
                    "A hidden field that only programs see was filled in. It is empty now: "
                    "send the form again."
                ),
                code="trap",
            )
        return ""

    def renew(self) -> None:
        """Give the form that is shown again a new stamp, and so a new key."""
        self._replace("stamp", stamp())

    def _is_fresh(self, typed: str) -> bool:
        try:
            _signer.unsign(typed, max_age=self.LEAST_SECONDS)
        except SignatureExpired:
            return False
        return True

    def _refuse(self, message: Any, *, code: str) -> None:
        self.add_error(None, RuleError(message, code=code))

    def _replace(self, name: str, value: str) -> None:
        changed = self.data.copy()  # type: ignore[attr-defined]
        changed[self.add_prefix(name)] = value
        self.data = changed
