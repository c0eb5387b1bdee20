"""What an account is made of. It goes last: everything else is found by it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from foundation.base.personal import PSEUDONYM, Fate, Holding, declare
from members.accounts.models import User

declare(
    Holding(
        EmailAddress,
        _("E-mail addresses of the account"),
        users=("user",),
        fate=Fate.GOES,
        tells=("email", "verified", "primary"),
        first=-10,
    ),
    Holding(
        Authenticator,
        _("Passkeys and second factors"),
        users=("user",),
        fate=Fate.GOES,
        tells=("type", "created_at", "last_used_at"),
        first=-10,
    ),
    Holding(
        LogEntry,
        _("What I did as staff"),
        users=("user",),
        fate=Fate.STAYS,
        because=_("Who changed what in the records of others is not yours alone."),
    ),
    Holding(
        User,
        _("The account"),
        # Closed accounts that were merged into it too.
        users=("pk", "merged_into__kept"),
        fate=Fate.BLANKED,
        because=_("A row without name and address stays, so that what refers to it still counts."),
        blanks={"email": PSEUDONYM, "full_name": "", "is_active": False},
        tells=("email", "full_name", "joined_at", "last_login", "is_staff"),
        first=-20,
    ),
)
