"""How allauth behaves in this house."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode

# Where somebody was going who had to make an account first: the key in their session.
WAY_BACK = "way_back"


class AccountAdapter(DefaultAccountAdapter):
    """Log-in mails go out at once, by the mailer: somebody is waiting at the screen."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def get_user_search_fields(self) -> list[str]:
        return ["email", "full_name"]

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """On to where they were going when they had to prove that they read this address."""
        url = resolve_url(super().get_email_verification_redirect_url(email_address))
        back: str = self.request.session.get(WAY_BACK, "")
        if not back:
            return url
        return back if self.request.user.is_authenticated else f"{url}?{urlencode({'next': back})}"


def verified_emails(user: Any) -> list[str]:
    """The addresses, in lower case, that `user` has proven to read."""
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [email.lower() for email in found]


def addresses_with_account(emails: Iterable[str]) -> set[str]:
    """Those of `emails` (lower case) that somebody with an account has proven to read."""
    found = EmailAddress.objects.annotate(lower=Lower("email")).filter(
        verified=True, lower__in=list(emails)
    )
    return set(found.values_list("lower", flat=True))
