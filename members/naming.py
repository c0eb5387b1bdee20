"""What an organisation was called on a day: renames tell the day since which the name is another.

A former name without such a day says nothing about when: then today's name is shown.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from members.models import NameKind, Organization, OrganizationName


def on(name: str, names: Iterable[OrganizationName], day: date) -> str:
    """What was called `name` at last, and has the other `names`, was called on `day`."""
    later = [
        (each.until, each.name)
        for each in names
        if each.kind == NameKind.FORMER and each.until and each.until > day
    ]
    return min(later)[1] if later else name


def called(rows: QuerySet[Organization], day: date) -> QuerySet[Organization]:
    """The rows with `then__name` and `then__until`, empty where the name is the same since `day`,
    in order of what they were called on it. Who was renamed twice since comes twice: the one with
    the first `then__until` counts."""
    then = FilteredRelation("names", condition=Q(names__kind=NameKind.FORMER, names__until__gt=day))
    order = Coalesce(F("then__search_text"), F("search_text"))
    return rows.annotate(then=then).order_by(order, "pk", "then__until")


def then(day: date) -> Coalesce:
    """As a column of organisations: what each was called on `day`."""
    former = OrganizationName.objects.filter(
        organization=OuterRef("pk"), kind=NameKind.FORMER, until__gt=day
    )
    return Coalesce(Subquery(former.order_by("until").values("name")[:1]), F("name"))
