"""The words of mails about terms and dues: the defaults, and what staff may fill in."""

from foundation.base import mailkinds
from foundation.base.words import Place
from members.dues import samples
from members.dues.models import NoticeKind

PLACES = {
    "name": Place("the name of who gets the mail"),
    "organization": Place("the member"),
    "tier": Place("its tier"),
    "amount": Place("what is charged"),
    "due_on": Place("the day it is due"),
    "years": Place("the days that are charged"),
    "until": Place("the last day of the term"),
    "elect_by": Place("the last day to elect to renew"),
    "why": Place("why the rule applies, in a sentence"),
}

# For each kind: label, when it goes out, subject, body below "Hello {name},".
KINDS = {
    NoticeKind.INVOICED: (
        "Invoice of dues",
        "When a year of dues is charged. The amount, our bank and the invoice follow.",
        "{organization}: dues for {years}",
        ("thank you for being a member. Here is the invoice of the {tier} membership of "
        "{organization} for {years}: {amount}, due on {due_on}."),
    ),
    NoticeKind.RENEWED: (
        "Membership renewed",
        "When a term is renewed. The invoice follows where there is one.",
        "{organization}: {tier} membership renewed until {until}",
        "the {tier} membership of {organization} is renewed until {until}. Thank you for staying.",
    ),
    NoticeKind.MOVED: (
        "Moved to another tier",
        "When a planned move to a lower tier is made. The invoice follows where there is one.",
        "{organization} is a {tier} member now",
        "as agreed, {organization} is a {tier} member from now on.",
    ),
    NoticeKind.ELECT: (
        "Reminder to elect",
        "On the days that the rule of the tier names, until the member has decided.",
        "{organization}: please say by {elect_by} whether you renew",
        ("the {tier} term of {organization} ends on {until}. It goes on if you tell us by "
        "{elect_by} that you renew; otherwise it ends then. An answer to this mail is enough."),
    ),
    NoticeKind.MISSED: (
        "Day to elect has passed",
        "On the day after the last day to elect, when nothing was decided.",
        "{organization}: the {tier} membership ends on {until}",
        ("we have not heard from you by {elect_by}, so the {tier} membership of {organization} "
        "ends on {until}. If you meant to stay, answer this mail soon."),
    ),
    NoticeKind.DUES: (
        "Reminder of dues",
        "On the days that the rule of the tier names, until the dues are paid.",
        "{organization}: dues of {amount}, due on {due_on}",
        "the dues of {organization} for {years} are not paid yet: {amount}, due on {due_on}.",
    ),
    NoticeKind.SUSPENDED: (
        "Out of good standing",
        "On the day after dues were due. Until they are paid the logo of the tier may not be used.",
        "{organization}: dues are overdue",
        ("the dues of {organization} for {years} were due on {due_on}. Until they are paid the "
        "membership is not in good standing: please do not use the logo of the tier."),
    ),
    NoticeKind.PAID: (
        "Payment of dues received",
        "When a year of dues is paid.",
        "{organization}: thank you, your dues for {years} are paid",
        "your dues for {years} have arrived. Thank you: {organization} is in good standing.",
    ),
    NoticeKind.LAPSED: (
        "Membership lapsed",
        "When dues were not paid until grace was over.",
        "{organization}: the {tier} membership has lapsed",
        ("the {tier} membership of {organization} has lapsed. {why} You can take it up again: "
        "pay the dues and answer this mail."),
    ),
    NoticeKind.ENDED: (
        "Membership ended",
        "When a term is over and was not renewed.",
        "{organization}: the {tier} membership has ended",
        ("the {tier} membership of {organization} ended on {until}. {why} Thank you for the time "
        "with us; you are welcome back."),
    ),
}  # fmt: skip


def declare() -> None:
    """Called once, when the process starts."""
    for kind, (label, when, subject, body) in KINDS.items():
        mailkinds.declare(
            f"dues_{kind}",
            label=label,
            when=when,
            subject=subject,
            body=f"Hello {{name}},\n\n{body}",
            places=PLACES,
            sample=samples.of(kind),
        )
