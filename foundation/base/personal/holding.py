"""One kind of rows about a person, and the list of all kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

ERASED_NAME = "Erased person"
# An address that no mail reaches, another for each row, so that rules of uniqueness still hold.
PSEUDONYM = Concat(Value("erased-"), Cast(F("pk"), models.CharField()), Value("@erased.invalid"))
UNSPOKEN = _("No rule says yet what becomes of it. Ask us about it.")


class Fate(StrEnum):
    """What erasing does to a row: it goes, it stays without the person in it, or it stays."""

    GOES = "goes"
    BLANKED = "blanked"
    STAYS = "stays"


@dataclass(frozen=True)
class Whose:
    """The person: their account, and the addresses (lower case) they have proven to read."""

    user: int
    emails: tuple[str, ...]


@dataclass(frozen=True)
class Holding:
    """Rows of `model` that are about a person: `emails` and `users` are paths to the address and to
    the account that tie them to one; `found` is a condition for rows that name neither.

    `blanks` is what erasing writes into them; the same columns of their history are overwritten too.
    `also` gives what else is written into the rows alone, at a moment: an end, say.
    `only` narrows to some of the rows (money, say), `ready` to those whose time has come at a moment:
    the others wait, and `waits` says for what. `because` tells the person why. `first` orders:
    rows that are found by way of others are erased before those. `tells` names the fields told,
    all but secrets if empty.
    """

    model: type[models.Model]
    title: Words
    emails: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    fate: Fate = Fate.STAYS
    because: Words = ""
    blanks: Mapping[str, Any] = field(default_factory=dict)
    only: Q = field(default_factory=Q)
    found: Callable[[Whose], Q] | None = None
    ready: Callable[[datetime], Q] | None = None
    also: Callable[[datetime], Mapping[str, Any]] | None = None
    waits: Words = ""
    tells: tuple[str, ...] = ()
    first: int = 0

    @property
    def key(self) -> str:
        """Its name in records: the table and its fate."""
        return f"{self.model._meta.label_lower}:{self.title}"[:150]

    def rows(self, whose: Whose) -> QuerySet[Any]:
        """The rows about that person."""
        mine = self.found(whose) if self.found else Q(pk__in=[])
        for path in self.emails:
            for email in whose.emails:
                mine |= Q(**{f"{path}__iexact": email})
        for path in self.users:
            mine |= Q(**{path: whose.user})
        return self.model._default_manager.filter(mine).filter(self.only).order_by("pk")

    def waiting(self, whose: Whose, at: datetime) -> QuerySet[Any]:
        """Of these, the ones whose time has not come at `at`."""
        rows = self.rows(whose)
        if self.fate == Fate.STAYS or self.ready is None:
            return rows.none()
        return rows.exclude(pk__in=rows.filter(self.ready(at)).values("pk"))


_declared: list[Holding] = []


def declare(*holdings: Holding) -> None:
    """Say what a room holds; called once, when its app is ready."""
    _declared.extend(holdings)


def all_holdings() -> list[Holding]:
    """Every kind of rows about people, in the order they are erased in."""
    return sorted([*_declared, *undeclared()], key=lambda each: -each.first)


def undeclared() -> list[Holding]:
    """Tables with an e-mail or an account that no room has spoken for: they stay as they are."""
    spoken = {each.model for each in _declared}
    found = []
    for model in apps.get_models():
        if model in spoken or model._meta.proxy or hasattr(model, "pgh_tracked_model"):
            continue
        if not model._meta.managed:
            continue
        emails, users = _ties(model)
        if emails or users:
            title = str(model._meta.verbose_name_plural)
            found.append(Holding(model, title, emails, users, because=UNSPOKEN))
    return found


def _ties(model: type[models.Model]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fields = model._meta.concrete_fields
    emails = tuple(each.name for each in fields if isinstance(each, models.EmailField))
    account = apps.get_model(settings.AUTH_USER_MODEL)
    return emails, tuple(each.name for each in fields if each.related_model is account)
