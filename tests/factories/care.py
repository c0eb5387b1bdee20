"""Notes about organisations, and letters to their people."""

from datetime import date
from typing import Any

from members.care.models import Letter, Note
from members.models import Organization
from tests.factories.members import make_organization


def make_note(organization: Organization | None = None, **fields: Any) -> Note:
    """Something said on the day before the keynote week."""
    defaults = {"text": "They ask for an invoice in March.", "happened_on": date(2022, 10, 9)}
    return Note.objects.create(
        organization=organization or make_organization(), **defaults | fields
    )


def make_letter(**fields: Any) -> Letter:
    """A letter that fills in everything it can."""
    defaults = {
        "subject": "News for {organization}",
        "body": "Hello {name},\n\nyou are its {role} representative.",
    }
    return Letter.objects.create(**defaults | fields)
