"""What enquiries for a home hold about people."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from projects.hosting.models import (
    ERASED_WORDS,
    BoardDecision,
    Comment,
    Enquiry,
    Finding,
    Message,
    Review,
)

declare(
    Holding(
        Message,
        _("What you and our staff wrote about an enquiry"),
        emails=("enquiry__email",),
        fate=Fate.BLANKED,
        because=_("That something was written, and when, stays, without the words."),
        blanks={"text": ERASED_WORDS},
        tells=("is_ours", "text", "written_at"),
        # They are found by way of the enquiry.
        first=1,
    ),
    Holding(
        Enquiry,
        _("Enquiries for a project"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("What was asked for the project stays, without who asked."),
        blanks={
            "name": ERASED_NAME,
            "email": PSEUDONYM,
            "title": "",
            "phone": "",
            "staff_note": "",
        },
    ),
    Holding(
        Review,
        _("Reviews of a project you write for"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("The review stays, without who wrote for the project."),
        blanks={"name": ERASED_NAME, "email": PSEUDONYM},
    ),
    Holding(
        Comment,
        _("Comments on the reviews of other projects"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("What was said about a project stays, without who said it."),
        blanks={"name": ERASED_NAME, "email": PSEUDONYM, "role": ""},
    ),
    Holding(
        Review,
        _("Reviews you began"),
        users=("begun_by",),
        because=_("They are about a project."),
    ),
    Holding(
        Comment,
        _("Comments you read for the foundation"),
        users=("read_by",),
        because=_("That a comment was read stays."),
    ),
    Holding(
        Finding,
        _("Criteria you assessed"),
        users=("assessed_by",),
        because=_("They are about a project."),
    ),
    Holding(
        Message,
        _("Messages about enquiries you wrote for the foundation"),
        users=("written_by",),
        because=_("They are the foundation's word to whoever asked."),
    ),
    Holding(
        BoardDecision,
        _("Decisions of the board you recorded"),
        users=("recorded_by",),
        because=_("Decisions are records that are never changed."),
    ),
)
