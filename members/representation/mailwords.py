"""The words of mails about representing: the defaults, and what staff may fill in."""

from foundation.base import mailkinds
from foundation.base.mail import Draft
from foundation.base.words import Place
from members.representation import mails
from members.representation.models import Invitation

PLACES = {
    "name": Place("the name of who gets the mail"),
    "organization": Place("the organisation"),
    "role": Place("the role"),
    "who": Place("who invited, answered, or took over"),
    "until": Place("the last day to answer"),
}
ASKS = "{who} invites you to represent {organization} as its {role} representative. Please answer by {until}."

# For each kind: label, when it goes out, subject, body below "Hello {name},".
KINDS = {
    "invitation": (
        "Invitation of a representative",
        "When somebody is invited to represent an organisation. The link to answer follows.",
        "Represent {organization} at the foundation",
        ASKS,
    ),
    "reminder": (
        "Reminder of an invitation",
        "Once, before the time to answer is over. The link to answer follows.",
        "Reminder: represent {organization} at the foundation",
        ASKS,
    ),
    "accepted": (
        "Invitation accepted",
        "To who invited, when somebody has accepted.",
        "{who} has accepted: {organization}",
        "{who} has accepted your invitation and represents {organization} now ({role}).",
    ),
    "declined": (
        "Invitation declined",
        "To who invited, when somebody has declined.",
        "{who} has declined: {organization}",
        "{who} has declined your invitation to represent {organization} ({role}).",
    ),
    "handed_over": (
        "Role taken over",
        "To who handed over, when the successor has accepted.",
        "{who} has taken over your role for {organization}",
        ("{who} has accepted and is the {role} representative of {organization} from now on. With "
        "that your access in this role, and our mails about it, have ended. Thank you for what you "
        "did."),
    ),
}  # fmt: skip


def _sample(what: str) -> mailkinds.Sample:
    def sample(scope: str, about: str) -> Draft | None:
        rows = Invitation.objects.select_related("organization", "invited_by").order_by("-pk")
        row = rows.filter(organization__slug=about).first() if about else rows.first()
        return mails.draft(row, what) if row else None

    return sample


def declare() -> None:
    """Called once, when the process starts."""
    for what, (label, when, subject, body) in KINDS.items():
        mailkinds.declare(
            f"representative_{what}",
            label=label,
            when=when,
            subject=subject,
            body=f"Hello {{name}},\n\n{body}",
            places=PLACES,
            sample=_sample(what),
        )
