"""Changes to tiers and organisations that are more than one row."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.models import NameKind, Organization, OrganizationName, Tier, TierPrice


@transaction.atomic
def copy_price(*, tier: Tier) -> TierPrice:
    """Give `tier` a price for the year after its latest, the same amount (domain 1).

    Refused: "no_price" when it has none yet.
    """
    tier = Tier.objects.select_for_update().get(pk=tier.pk)
    latest = tier.prices.order_by("-year").first()
    if latest is None:
        raise RuleError(why_no_next_price(tier), code="no_price")
    return TierPrice.objects.create(
        tier=tier, year=latest.year + 1, amount=latest.amount, currency=latest.currency
    )


def why_no_next_price(tier: Tier) -> str:
    """Why `tier` has no price to copy; "" when it has."""
    return "" if tier.prices.all() else _("It has no price yet: write the first one by hand.")


@transaction.atomic
def remember(*, organization: Organization, name: str, slug: str) -> None:
    """Keep the `name` and the address `slug` that `organization` had until now.

    Old names and addresses stay findable (domain 1). What it bears again is forgotten as former.
    """
    organization.names.filter(slug=organization.slug).update(slug=None)
    organization.names.filter(name__iexact=organization.name).delete()
    address = slug if slug != organization.slug else None
    if name.lower() == organization.name.lower() and address is None:
        return
    kept, _made = OrganizationName.objects.get_or_create(
        organization=organization, name=name, defaults={"kind": NameKind.FORMER}
    )
    if address and kept.slug != address:
        kept.slug = address
        kept.save(update_fields=["slug"])
