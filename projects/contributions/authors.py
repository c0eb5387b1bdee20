"""Who wrote a commit: a person or a bot, under which key, working for whom on that day."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.crypto import salted_hmac

from members.models import MailDomain
from members.people.models import Affiliation
from members.people.models.affiliations import LATEST_FIRST
from projects.contributions.models import Bot

SALT = "projects.contributions"


def key_of(email: str) -> str:
    """The key of an address. Who has the database but not the site's secret key cannot try out
    addresses to see whose it is."""
    return salted_hmac(SALT, email, algorithm="sha256").hexdigest()[:32]


def key_mark() -> str:
    """Changes with the secret key: keys made under another mark are another's keys."""
    return key_of("mark")[:16]


class Bots:
    """Knows the bots by their names and addresses."""

    def __init__(self, patterns: Iterable[str]) -> None:
        joined = "|".join(re.escape(pattern.lower()).replace(r"\*", ".*") for pattern in patterns)
        self._known = re.compile(joined) if joined else None

    @classmethod
    def load(cls) -> "Bots":
        return cls(Bot.objects.values_list("pattern", flat=True))

    def wrote(self, email: str, name: str) -> bool:
        """Whether who wrote under this name and address is no person."""
        known = self._known
        return known is not None and bool(
            known.fullmatch(email.lower()) or known.fullmatch(name.lower())
        )


class Known:
    """Knows people by the addresses they have proven to read, and whom they worked for on a day:
    what they said themselves comes first, then the domain of the address."""

    def __init__(self) -> None:
        self._domains = dict(MailDomain.objects.values_list("domain", "organization_id"))
        self._owners: dict[str, int] = {
            email.lower(): user
            for email, user in EmailAddress.objects.filter(verified=True).values_list(
                "email", "user_id"
            )
        }
        self._first: dict[int, str] = {}
        for email, user in sorted(self._owners.items()):
            self._first.setdefault(user, email)
        self._said: dict[int, list[tuple[Any, int | None]]] = {}
        rows = Affiliation.objects.order_by(LATEST_FIRST, "pk")
        for user, span, organization in rows.values_list("user_id", "span", "organization_id"):
            self._said.setdefault(user, []).append((span, organization))

    def same(self, email: str) -> str:
        """The address that stands for all of one person's: the first of those they have proven."""
        owner = self._owners.get(email)
        return email if owner is None else self._first[owner]

    def employer(self, email: str, day: date) -> int | None:
        """The key of the organisation that `email` worked for on `day`; None if not known."""
        said = self._said.get(self._owners.get(email, 0), ())
        for span, organization in said:
            if day in span:
                return organization
        return self._domains.get(email.rpartition("@")[2])
