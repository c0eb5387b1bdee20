"""What staff wrote down about two of the members, and a letter that nobody has been sent. Invented."""

from datetime import UTC, date, datetime

from members.care.models import Letter, Note, NoteKind
from members.models import Organization

INVENTED = "Invented for the demo: "
AT = datetime(2022, 10, 6, 15, tzinfo=UTC)
NOTES = [
    ("VEXXHOST", NoteKind.CALL, date(2022, 10, 6), "Robin Castellanos", date(2022, 10, 10),
     "asks for a second person who looks after its pages. Send the invitation."),
    ("Ericsson", NoteKind.MAIL, date(2022, 10, 4), "Elin Forsberg", date(2022, 11, 1),
     "Noor's mails come back. Elin names somebody else this month."),
]  # fmt: skip
LETTER = (
    "Renewing {organization} for 2023",
    (
        "Hello {name},\n\nnotices of renewal for 2023 go out in November. Please look at who represents "
        "{organization}, and tell us whom we have wrong.\n\nThank you for being a member."
    ),
)


def seed() -> None:
    """Add them once; what staff have written since stays."""
    if Note.objects.filter(text__startswith=INVENTED).exists():
        return
    homes = {row.name: row for row in Organization.objects.filter(name__in=[n[0] for n in NOTES])}
    Note.objects.bulk_create(
        Note(
            organization=homes[home], kind=kind, happened_on=on, person=person,
            follow_up_on=again, text=INVENTED + text, written_at=AT,
        )
        for home, kind, on, person, again, text in NOTES
        if home in homes
    )  # fmt: skip
    Letter.objects.create(subject=LETTER[0], body=LETTER[1], written_at=AT)
