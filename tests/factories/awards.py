"""Awards for tests."""

from itertools import count
from typing import Any

from events.awards.models import Award
from members.models import Organization

_numbers = count(1)


def make_award(organization: Organization | None = None, **fields: Any) -> Award:
    """Won in Paris in 2014 by somebody the register knows, if an organisation is given."""
    number = next(_numbers)
    printed = organization.name if organization else f"Winner {number}"
    defaults = {"name": "Superuser Award", "edition": f"Summit Paris {number}", "year": 2014,
                "printed_name": printed, "source": "a test"}  # fmt: skip
    return Award.objects.create(organization=organization, **defaults | fields)
