"""Who held what, by the history tables alone: every version of every row, as it was written."""

from members.models import Membership, Organization, Tier

MEMBERSHIPS = Membership.pgh_event_models["update"]
ORGANIZATIONS = Organization.pgh_event_models["update"]


def mark():
    """How far the tables have been written: the last numbers of memberships and organisations."""
    return tuple(
        model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for model in (MEMBERSHIPS, ORGANIZATIONS)
    )


def held(until, day):
    """The tier of each member on `day`, by its name then, when all up to a mark was written."""
    memberships, organizations = until
    names = {row.pgh_obj_id: row.name for row in _rows(ORGANIZATIONS, organizations)}
    tiers = dict(Tier.objects.values_list("pk", "slug"))
    found = [row for row in _rows(MEMBERSHIPS, memberships) if day in row.span]
    by_name = {names[row.organization_id]: tiers[row.tier_id] for row in found}
    assert len(by_name) == len(found), day
    return by_name


def _rows(model, until):
    """The rows there were: the last version of each, unless that was its end."""
    versions = model.objects.filter(pk__lte=until).order_by("pgh_obj_id", "-pk")
    return [row for row in versions.distinct("pgh_obj_id") if row.pgh_label != "delete"]
