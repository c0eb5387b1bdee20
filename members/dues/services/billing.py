"""Who is billed for an organisation's dues, as it tells us."""

from datetime import datetime

from django.db import transaction

from members.dues import locking
from members.dues.models import Billing, BillingDetails
from members.dues.models.parties import columns
from members.models import Organization


@transaction.atomic
def bill_to(*, organization: Organization, billing: Billing, at: datetime) -> BillingDetails:
    """Write invoices from now on to `billing`; those that were issued stay as they are.

    Raises ValidationError for what the table refuses, a missing name among it.
    """
    locking.organizations(organization.pk)
    kept = BillingDetails.objects.filter(organization=organization).first()
    details = kept or BillingDetails(organization=organization)
    for name, value in columns(billing).items():
        setattr(details, name, value)
    details.full_clean()
    details.save()
    return details
