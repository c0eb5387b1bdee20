"""The first page, for who has no account or speaks for nobody we know."""

from django.utils.translation import gettext_lazy as _

from foundation.base.bots import BotGuard
from foundation.base.fields import LineField, MailField


class BeginForm(BotGuard):
    """Who answers for which organisation."""

    organization = LineField(
        label=_("Organisation"),
        max_length=120,
        autocomplete="organization",
        help_text=_("The one that runs the software. Our staff find it in the register."),
    )
    name = LineField(label=_("Your full name"), max_length=150, autocomplete="name")
    email = MailField(
        label=_("Your e-mail"),
        help_text=_("We mail you the link to your answer. It is published nowhere."),
    )
