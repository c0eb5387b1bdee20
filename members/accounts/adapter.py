"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Log-in mails go out at once, by the mailer: somebody is waiting at the screen."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def get_user_search_fields(self) -> list[str]:
        return ["email", "full_name"]


def verified_emails(user: Any) -> list[str]:
    """The addresses, in lower case, that `user` has proven to read."""
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [email.lower() for email in found]
