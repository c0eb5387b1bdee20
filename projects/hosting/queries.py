"""Questions about hosting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Lower

from foundation.base import zones
from members.models import Membership, Organization
from projects.hosting.models import Service

PLATINUM = "platinum"


def platinum_members(at: datetime) -> QuerySet[Organization]:
    """Who is a Platinum member at the moment `at`, by name."""
    held = Membership.objects.on(zones.day(at)).filter(tier__slug=PLATINUM)
    return Organization.objects.filter(pk__in=held.values("organization")).order_by(Lower("name"))


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """Services that belong together."""

    name: str
    services: list[Service]


def service_groups(services: Iterable[Service]) -> list[ServiceGroup]:
    """The services by group, groups in the order of their first service."""
    groups: dict[str, list[Service]] = {}
    for service in services:
        groups.setdefault(service.group, []).append(service)
    return [ServiceGroup(name, rows) for name, rows in groups.items()]
