"""The words of mails to applicants: the defaults, and what staff may fill in."""

from foundation.base import mailkinds
from foundation.base.mail import Draft
from foundation.base.words import Place
from members.applications import mails
from members.applications.models import Application, State

PLACES = {
    "name": Place("who applies"),
    "organization": Place("the organisation"),
    "tier": Place("the tier"),
    "reference": Place("the reference of the application"),
    "day": Place("the day that matters: to be taken up by, decided from, erased on"),
    "days": Place("days after which a draft nobody touches is erased"),
}

# For each kind: label, when it goes out, subject, body below "Hello {name},".
KINDS = {
    "link": (
        "Application begun",
        "When somebody begins an application. The link to it follows.",
        "Your application for {tier} membership ({reference})",
        ("you have begun an application for {tier} membership. Go on with it whenever you like, "
        "by the link below.\n\nWhoever has the link can see and change the application. If you did "
        "not begin it, do nothing: a draft nobody touches is erased after {days} days."),
    ),
    "reminder": (
        "Application still a draft",
        "Once, when nobody has touched a draft for as long as the rules say.",
        "Your application is still a draft ({reference})",
        ("your application for {tier} membership waits where you left it. If nobody touches it, it "
        "is erased on {day} with all that was typed."),
    ),
    "asked": (
        "Question to an applicant",
        "When staff ask a question. The question and the link follow.",
        "{organization}: we have a question ({reference})",
        ("we are reading the application of {organization}, and have the question below. The "
        "review goes on as soon as we have your answer."),
    ),
    State.SUBMITTED: (
        "Application received",
        "When an application was sent.",
        "{organization}: we have your application ({reference})",
        ("we have the application of {organization} for {tier} membership. A person takes it up "
        "by {day}."),
    ),
    State.IN_REVIEW: (
        "Application taken up",
        "When staff take an application up.",
        "{organization}: we have taken up your application ({reference})",
        ("our staff have taken up the application of {organization}. If something is not clear, "
        "we ask."),
    ),
    State.PUBLISHED: (
        "Application in public",
        "When an application is published before it is decided.",
        "{organization}: your application is in public ({reference})",
        ("the application of {organization} is public from today, and can be decided from "
        "{day}."),
    ),
    State.APPROVED: (
        "Application approved",
        "When an application was approved. What was decided follows.",
        "{organization}: welcome as a member ({reference})",
        ("{organization} is a {tier} member. Welcome! The first invoice comes to the address for "
        "invoices that you gave, and the people you named get invitations."),
    ),
    State.DECLINED: (
        "Application declined",
        "When an application was declined. What was decided follows.",
        "{organization}: our answer to your application ({reference})",
        "we cannot take {organization} in as a {tier} member.",
    ),
    State.WITHDRAWN: (
        "Application withdrawn",
        "When the applicant has withdrawn.",
        "{organization}: you have withdrawn your application ({reference})",
        ("you have withdrawn the application of {organization}. Nothing more happens, and you can "
        "apply again at any time."),
    ),
}  # fmt: skip


def _sample(what: str) -> mailkinds.Sample:
    def sample(scope: str, about: str) -> Draft | None:
        rows = Application.objects.select_related("tier", "organization").order_by("-pk")
        row = rows.filter(reference=about).first() if about else rows.first()
        return mails.draft(row, what) if row else None

    return sample


def declare() -> None:
    """Called once, when the process starts."""
    for what, (label, when, subject, body) in KINDS.items():
        mailkinds.declare(
            f"application_{what}",
            label=label,
            when=when,
            subject=subject,
            body=f"Hello {{name}},\n\n{body}",
            places=PLACES,
            sample=_sample(what),
        )
