"""The words of mails about pilots and their reviews, which staff may change."""

from foundation.base import mailkinds
from foundation.base.words import Place
from projects.hosting import samples

NAME = Place("the name of who gets the mail")
PROJECT = Place("the project")
OF_REVIEW = {
    "name": NAME,
    "project": PROJECT,
    "until": Place("the last day of comments"),
}
OF_DEADLINE = {"name": NAME, "project": PROJECT, "day": Place("the day it is reviewed by")}

# What it is called, when it goes out, subject, body, and what can be filled in.
KINDS = {
    "hosting_message": (
        "Enquiry: we have written",
        "When staff write to whoever asked for a home. The words stand on the page of the link.",
        "We have written to you about {project}",
        ("our staff have written to you about {project}. Read it at the link below, and answer on "
        "the same page."),
        {"name": NAME, "project": PROJECT},
    ),
    "hosting_review_writing": (
        "Review: the project writes",
        "When staff begin the review of a pilot.",
        "{project}: show how you meet the criteria",
        ("the review of {project} has begun. Write to each criterion how you meet it, at the link "
        "below. You can save and come back as often as you like; hand it in when it is whole."),
        OF_REVIEW,
    ),
    "hosting_review_back": (
        "Review: something is to be added",
        "When staff ask the project to write more; what is to be added stands below.",
        "{project}: please add something to the review",
        ("our staff have read what you wrote about {project}, and ask you to add something. You can "
        "write at the link below again, and hand it in as before."),
        OF_REVIEW,
    ),
    "hosting_review_public": (
        "Review in public",
        "When staff open the review for comments.",
        "{project}: the review is in public until {until}",
        ("what you wrote about {project} is in public now, and the other projects can comment until "
        "{until}. After that the board decides."),
        OF_REVIEW,
    ),
    "hosting_review_confirmed": (
        "Project confirmed",
        "When the board has confirmed a pilot.",
        "{project} is confirmed",
        "the board has confirmed {project}. Congratulations, and thank you for the work.",
        OF_REVIEW,
    ),
    "hosting_review_declined": (
        "Project not confirmed",
        "When the board has voted against confirming a pilot.",
        "{project} is not confirmed now",
        ("the board has decided not to confirm {project} now. It stays a pilot until its deadline, "
        "and another review can begin when you are ready."),
        OF_REVIEW,
    ),
    "hosting_review_withdrawn": (
        "Review withdrawn",
        "When a project has taken its review back.",
        "{project}: the review is withdrawn",
        ("the review of {project} is withdrawn. The project stays a pilot, and another review can "
        "begin when you are ready."),
        OF_REVIEW,
    ),
    "hosting_deadline": (
        "Deadline of a pilot",
        "As many months before a pilot is to be reviewed as the rules of hosting say.",
        "{project} is to be reviewed by {day}",
        ("{project} is a pilot, and is to be reviewed by {day}. Answer this mail when you are ready, "
        "or when you need more time: the board can give it for a reason."),
        OF_DEADLINE,
    ),
    "hosting_deadline_reached": (
        "Deadline of a pilot reached",
        "On the day a pilot is to be reviewed by.",
        "{project}: the day of the review has come",
        ("{project} was to be reviewed by {day}, and is not confirmed yet. Please answer this mail, "
        "so that we can begin the review or ask the board for more time."),
        OF_DEADLINE,
    ),
    "hosting_decision": (
        "The board decided about a pilot",
        "When staff record that the board gave a pilot more time or ended it, or how it voted.",
        "The board has decided about {project}",
        "the board has decided about {project}.",
        {"name": NAME, "project": PROJECT},
    ),
    "hosting_comment_approved": (
        "Comment shown",
        "When staff have approved a comment on a review.",
        "Your comment on {project} is in public",
        "thank you. Your comment on the review of {project} is in public now.",
        {"name": NAME, "project": PROJECT},
    ),
    "hosting_comment_refused": (
        "Comment not shown",
        "When staff keep a comment on a review back.",
        "Your comment on {project}",
        ("thank you for commenting on the review of {project}. We do not show the comment. Answer "
        "this mail if you want to know why."),
        {"name": NAME, "project": PROJECT},
    ),
}  # fmt: skip


def declare() -> None:
    """Called once, when the process starts."""
    for kind, (label, when, subject, body, places) in KINDS.items():
        mailkinds.declare(
            kind,
            label=label,
            when=when,
            subject=subject,
            body=f"Hello {{name}},\n\n{body}",
            places=places,
            sample=samples.of(kind),
        )
    mailkinds.declare(
        "hosting_staff",
        label="Hosting: something for staff",
        when="When somebody writes about an enquiry, a review is handed in, withdrawn or commented, "
        "a pilot leaves, a deadline is near.",
        subject="{what}",
        body="{what}.",
        places={"what": Place("what has happened")},
        sample=samples.of("hosting_staff"),
    )
