"""Who wrote a commit: a person or a bot, under which key, working for whom on that day."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.crypto import salted_hmac

from members.models import MailDomain
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


class Employers:
    """Knows whom people worked for by the domain of their address."""

    def __init__(self) -> None:
        self._domains = dict(MailDomain.objects.values_list("domain", "organization_id"))

    def of(self, email: str, day: date) -> int | None:
        """The key of the organisation that `email` worked for on `day`; None if not known."""
        return self._domains.get(email.rpartition("@")[2])
