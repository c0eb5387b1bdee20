"""What dues tell of an organisation to its own people and to staff."""

from typing import Any

from django.db.models import QuerySet

from members.dues.models import DuesYear
from members.invoices import billed
from members.models import Organization


@billed
def accounts(organization: Organization) -> QuerySet[Any, Any]:
    """Those of the years of its memberships."""
    years = DuesYear.objects.filter(term__membership__organization=organization)
    return years.filter(account__isnull=False).values("account")
