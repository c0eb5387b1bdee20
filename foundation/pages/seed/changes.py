"""What is known to have happened to organisations, by the notes of the register: years, no days."""

from datetime import date

from members.changes.models import Kind, OrganizationChange
from members.models import Organization

from .facts import PRESENT, rows


def seed() -> None:
    """Write the known acquisitions and splits, once; what staff changed since is left alone."""
    facts = list(rows("organization_changes.csv"))
    if OrganizationChange.objects.filter(source__in={fact["source"] for fact in facts}).exists():
        return
    ids = dict(Organization.objects.values_list("name", "pk"))
    OrganizationChange.objects.bulk_create(
        OrganizationChange(
            kind=Kind(fact["kind"]),
            organization_id=ids[fact["name"]],
            other_id=ids.get(fact["other"]),
            name="" if fact["other"] in ids else fact["other"],
            on=date(int(fact["year"]), 1, 1),
            known=date(int(fact["year"]), 12, 31),
            source=fact["source"],
            at=PRESENT,
        )
        for fact in facts
        if fact["name"] in ids
    )
