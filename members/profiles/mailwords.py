"""The words of mails about drafts of profiles: the defaults, and what staff may fill in."""

from foundation.base import mailkinds
from foundation.base.mail import Draft
from foundation.base.words import Place
from members.profiles import mails
from members.profiles.models import ProfileDraft

PLACES = {"name": Place("who wrote the draft"), "organization": Place("the organisation")}

# For each kind: label, when it goes out, subject, body below "Hello {name},".
KINDS = {
    "approved": (
        "Profile approved",
        "To who wrote a draft, when it is approved. The address of the page follows.",
        "{organization}: your draft is approved",
        "your draft of the profile of {organization} is approved. The public page shows it now.",
    ),
    "returned": (
        "Profile returned",
        "To who wrote a draft, when it comes back. The note and the link follow.",
        "{organization}: your draft comes back",
        ("we have looked at your draft of the profile of {organization}, and return it with the "
        "note below."),
    ),
}  # fmt: skip


def _sample(what: str) -> mailkinds.Sample:
    def sample(scope: str, about: str) -> Draft | None:
        rows = ProfileDraft.objects.select_related("organization", "written_by").order_by("-pk")
        row = rows.filter(organization__slug=about).first() if about else rows.first()
        return mails.decision(row, what) if row else None

    return sample


def declare() -> None:
    """Called once, when the process starts."""
    for what, (label, when, subject, body) in KINDS.items():
        mailkinds.declare(
            f"profile_{what}",
            label=label,
            when=when,
            subject=subject,
            body=f"Hello {{name}},\n\n{body}",
            places=PLACES,
            sample=_sample(what),
        )
