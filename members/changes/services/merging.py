"""Two rows are one organisation: one of them takes everything over, the other goes (domain 1)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from itertools import pairwise

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.errors import RuleError
from members import ownership
from members.accounts.models import User
from members.changes import moving, overlaps
from members.changes.models import Kind, Merge
from members.changes.moving import Record
from members.models import NameKind, Organization, OrganizationName

from .telling import When, held, tell

# Facts that follow by a rule of their own, and what is one with another.
BY_RULE = frozenset(
    {
        *("id", "name", "slug", "search_text", "parent", "guarded_from"),
        *("is_supporter", "ccla_signed_on", "ccla_ended_on", "is_infrastructure_donor"),
    }
)
WITH_IT = {"commitment": "commitment_author"}


class Holds(models.TextChoices):
    """Whose memberships stay where both hold a tier."""

    SURVIVOR = "survivor", gettext_lazy("those of the one that is kept")
    LOSER = "loser", gettext_lazy("those of the one that goes")


def choosable() -> list[str]:
    """The facts of which either row's can be kept."""
    names = (field.name for field in Organization._meta.concrete_fields)
    return [name for name in names if name not in BY_RULE | set(WITH_IT.values())]


@transaction.atomic
def merge(
    *,
    survivor: Organization,
    loser: Organization,
    at: datetime,
    by: User | None,
    fields: Mapping[str, str] | None = None,
    holds: str = "",
    name_kind: str = NameKind.OTHER,
    when: When | None = None,
    is_public: bool = False,
) -> Merge:
    """Make `loser` a part of `survivor`, with every row of the project that refers to it; its name
    and address lead there. `fields` says for a fact
    "loser" where its is to be kept; what the survivor lacks is filled in anyway. The CCLA
    lasts as long as either did. `holds` says whose memberships stay where both hold a tier. `is_public`
    tells the merger on the page, as of `when`. Raises RuleError `same`, `gone` when one of them
    is no more, `choose` when both hold a tier and `holds` is empty, `overlap` for days to change by
    hand; a constraint of any table can refuse as well. Then nothing is moved.
    """
    if survivor.pk == loser.pk:
        raise RuleError(_("Choose two organisations: that is one."), code="same")
    loser_key = loser.pk
    survivor, loser = held(survivor.pk, loser_key)
    counts = moving.counted(Organization, loser_key, survivor.pk)
    record = Record()
    overlaps.resolve(_overlaps(survivor, loser, holds), at=at, record=record)
    _join(survivor, loser, fields or {}, name_kind, record)
    change = tell(Kind.MERGED, survivor, when, at=at, by=by, name=loser.name, is_public=is_public)
    return Merge.objects.create(
        survivor=survivor,
        loser_key=loser_key,
        name=loser.name,
        slug=loser.slug,
        record=asdict(record),
        counts=[list(each) for each in counts],
        change=change,
        by=by,
        at=at,
    )


def _overlaps(survivor: Organization, loser: Organization, holds: str) -> list[overlaps.Overlap]:
    kept, other = (loser, survivor) if holds == Holds.LOSER else (survivor, loser)
    found = overlaps.between(kept, other)
    if found and holds not in Holds.values:
        pair = found[0]
        raise RuleError(
            _(
                "Both hold a tier in part of the same time: %(one)s, and %(other)s. Say which stays."
            ),
            code="choose",
            params={"one": overlaps.told(pair.kept), "other": overlaps.told(pair.gives_way)},
        )
    return found


def _join(
    survivor: Organization,
    loser: Organization,
    fields: Mapping[str, str],
    name_kind: str,
    record: Record,
) -> None:
    before = moving.dumped(survivor)
    _set_owner(survivor, loser)
    moving.fold(Organization, loser.pk, survivor.pk, record)
    _take_facts(survivor, loser, fields)
    record.keep_change(before, survivor)
    _keep_name(survivor, loser, name_kind, record)


def _set_owner(survivor: Organization, loser: Organization) -> None:
    """The survivor's owner stays; without one, or where that was the loser, the loser's is it."""
    if survivor.parent_id not in {None, loser.pk}:
        return
    below = ownership.owned_by(survivor) | {survivor.pk}
    survivor.parent, survivor.guarded_from = loser.parent, loser.guarded_from
    if loser.parent_id is None or loser.parent_id in below:
        survivor.parent, survivor.guarded_from = None, None
    survivor.save(update_fields=["parent", "guarded_from"])


def _take_facts(survivor: Organization, loser: Organization, fields: Mapping[str, str]) -> None:
    for name in choosable():
        theirs = getattr(loser, name)
        if theirs and (not getattr(survivor, name) or fields.get(name) == Holds.LOSER):
            for each in filter(None, (name, WITH_IT.get(name))):
                setattr(survivor, each, getattr(loser, each))
    survivor.ccla_signed_on, survivor.ccla_ended_on = _agreed(survivor, loser)
    survivor.is_supporter |= loser.is_supporter
    survivor.is_infrastructure_donor |= loser.is_infrastructure_donor
    survivor.save()


def _agreed(*rows: Organization) -> tuple[date | None, date | None]:
    """The first and the last day of the CCLA of both: as long as either lasted. Where time lies
    between the two only the later is kept, so that nobody is said to support in between."""
    signed = [row for row in rows if row.is_supporter]
    signed.sort(key=lambda row: row.ccla_signed_on or date.min)
    for earlier, later in pairwise(signed):
        if earlier.ccla_ended_on and earlier.ccla_ended_on < (later.ccla_signed_on or date.min):
            return later.ccla_signed_on, later.ccla_ended_on
    first = [row.ccla_signed_on for row in signed if row.ccla_signed_on]
    last = [row.ccla_ended_on for row in signed if row.ccla_ended_on]
    return min(first, default=None), max(last) if last and len(last) == len(signed) else None


def _keep_name(survivor: Organization, loser: Organization, kind: str, record: Record) -> None:
    """The loser's name and address lead to the survivor, which needs no second name of its own."""
    for own in survivor.names.filter(name__iexact=survivor.name, slug=None):
        record.gone.append(moving.dumped(own))
        own.delete()
    known = survivor.names.filter(name__iexact=loser.name).first()
    if known and known.slug is None:
        before = moving.dumped(known)
        known.slug = loser.slug
        known.save(update_fields=["slug"])
        record.keep_change(before, known)
        return
    # An older address of that name stays too.
    name = f"{loser.name} ({loser.slug})"[:120] if known else loser.name
    made = OrganizationName.objects.create(
        organization=survivor, name=name, slug=loser.slug, kind=kind
    )
    record.made.append((made._meta.label, made.pk))
