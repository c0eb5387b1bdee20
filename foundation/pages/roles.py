"""Roles of the staff: groups with the rights declared here, given anew after every migration.

A role works on whole rooms, so that a new table of a room belongs to it at once. Somebody may have
several roles. Whoever needs other rights makes a group of their own: these are set back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.models import Group, Permission
from django.db import transaction

EVERYTHING = "*"


@dataclass(frozen=True)
class Role:
    """What its people do (see, add, change, delete and act on) and what they only see.

    Both are names of rooms ("letters") or of single tables ("members.organization").
    """

    name: str
    address: str
    does: frozenset[str]
    sees: frozenset[str] = field(default=frozenset())

    def works_on(self, label: str) -> bool:
        """Whether its people change the table `label`, such as "members.tier"."""
        return _named(label, self.does) and label not in KEPT

    def may_see(self, label: str) -> bool:
        """Whether its people see the table `label`."""
        if label in KEPT or (EVERYTHING in self.sees and _named(label, PRIVATE)):
            return False
        return EVERYTHING in self.sees or _named(label, self.does | self.sees)


def _named(label: str, names: Iterable[str]) -> bool:
    return label in names or label.partition(".")[0] in names


# Only a superuser sees these, and why.
KEPT = {
    "accounts.user": "who may change people may become anybody",
    "auth.group": "who may change groups gives themselves every right",
    "account.emailaddress": "an address that is proven logs in",
    "base.mail": "mails hold the secret links of everybody",
    "base.foundation": "it is the seller on every invoice",
    "django_tasks_database.dbtaskresult": "what the machine does is no daily work",
}
# What those who see everything do not see: passports, what applicants sent in confidence, what
# organisations run, and what staff say of members.
PRIVATE = frozenset(
    {"letters", "applications", "care", "deployments.answer", "deployments.deployment"}
)

MEMBERSHIP = Role(
    "Membership staff",
    "membership",
    does=frozenset(
        {
            *("members", "applications", "dues", "agreements", "representation", "changes"),
            *(
                "profiles",
                "people",
                "reports",
                "care",
                "pages",
                "news",
                "base.figure",
                "base.bounce",
            ),
        }
    ),
    sees=frozenset(
        {"projects", "awards", "sponsorship", "billing.account", "billing.invoice", "billing.entry"}
    ),
)
FINANCE = Role(
    "Finance",
    "finance",
    does=frozenset({"billing", "bank", "tax", "dues", "funding", "registration.refundrequest"}),
    sees=frozenset(
        {
            *("members.organization", "members.membership", "members.tier", "members.tierprice"),
            "care.note",
            *("registration.order", "registration.sale", "events.event", "sponsorship"),
        }
    ),
)
EVENTS = Role(
    "Event staff",
    "events",
    does=frozenset(
        {
            *("events", "registration", "questions", "waiting", "groups", "ptg", "sponsorship"),
            *("awards", "mailings", "letters", "base.mailtext"),
        }
    ),
    sees=frozenset({"members.organization", "members.tier"}),
)
PROJECTS = Role(
    "Project staff",
    "projects",
    does=frozenset(
        {
            "projects",
            "hosting",
            "funding",
            "contributions",
            "deployments",
            "ecosystem",
            "forces",
            "upkeep",
            "governance",
            "maintaining",
            "news",
            "pages.figuretie",
        }
    ),
    sees=frozenset(
        {
            "members.organization",
            "members.membership",
            "members.tier",
            "base.figure",
            "events.event",
        }
    ),
)
READ_ONLY = Role("Read-only", "reader", does=frozenset(), sees=frozenset({EVERYTHING}))
ROLES = (MEMBERSHIP, FINANCE, EVENTS, PROJECTS, READ_ONLY)


def rights(role: Role) -> list[Permission]:
    """Every right of a role, those to act among them. One query."""
    return [
        right
        for right in Permission.objects.select_related("content_type")
        if role.works_on(_label(right))
        or (right.codename.startswith("view_") and role.may_see(_label(right)))
    ]


def _label(right: Permission) -> str:
    return f"{right.content_type.app_label}.{right.content_type.model}"


@transaction.atomic
def grant() -> None:
    """Make the groups of all roles and give each exactly its rights. Again changes nothing."""
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role.name)
        group.permissions.set(rights(role))


def after_migration(sender: Any, apps: Any, **kwargs: Any) -> None:
    """Rights follow the tables: given once, when the last app has written its own.

    `apps` are the tables as they are after the migration, which may have stopped before groups.
    """
    tables = {model._meta.label_lower for model in apps.get_models()}
    if sender is _last() and "auth.group" in tables:
        grant()


def _last() -> Any:
    return [config for config in installed.get_app_configs() if config.models_module][-1]
