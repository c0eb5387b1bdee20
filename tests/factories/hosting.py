"""Pilots, their reviews, comments on these, and what the board decides."""

from datetime import date, timedelta

from projects.funding.models import BudgetLine
from projects.hosting import services
from projects.hosting.models import Criterion, HostingRules, Review
from projects.models import Stage
from tests.factories import funding
from tests.factories.projects import NOW, _numbers, make_project

CRITERIA = ["Strategic focus", "Governance", "Practice", "Collaboration", "Engagement"]
# The first day on which the board can decide about what `at_public` opened at NOW.
DECIDED = date(2022, 10, 26)
LATER = NOW + timedelta(days=20)


def make_criteria():
    """The five, found again by their names."""
    return [
        Criterion.objects.get_or_create(name=name, defaults={"text": name, "position": place})[0]
        for place, name in enumerate(CRITERIA)
    ]


def make_pilot(**fields):
    """A pilot that began in January 2022."""
    defaults = {"stage": Stage.PILOT, "pilot_since": date(2022, 1, 10)}
    return make_project(**defaults | fields)


def make_review(*, project=None, at=NOW, name="Ada Lovelace", email="ada@example.org", by=None):
    """A review that the project has not written in."""
    make_criteria()
    return services.begin(project=project or make_pilot(), name=name, email=email, by=by, at=at)


def written(review, at=NOW):
    """`review`, with evidence for each criterion, handed in."""
    evidence = {each.pk: f"We do, see {each.pk}." for each in review.findings.all()}
    services.write(review=review, evidence=evidence, at=at)
    services.hand_in(review=review, at=at)
    return Review.objects.get(pk=review.pk)


def at_public(review=None, at=NOW, until=date(2022, 10, 25), *, assessed=True):
    """A review in public with comments open until 25 October 2022, all criteria assessed."""
    review = written(review or make_review(at=at), at)
    if assessed:
        for each in review.findings.all():
            services.assess(finding=each, verdict="met", assessment="Good.", by=None, at=at)
    return services.publish(review=review, until=until, at=at)


def make_ruling(**fields):
    """A vote of the board that carries."""
    defaults = {
        "decided_on": DECIDED,
        "text": "The board agrees.",
        "votes_for": 9,
        "votes_against": 1,
        "votes_abstained": 2,
    }
    return services.Ruling(**defaults | fields)


def make_comment(review, *, at=NOW, token=None, **words):
    """A comment from another project, which staff have not read."""
    defaults = {
        "project": words.pop("project", None) or make_project(),
        "name": "Grace Hopper",
        "email": "grace@example.net",
        "role": "core reviewer",
        "text": "They answer within a day.",
    }
    return services.comment(
        review=review, token=token or f"comment-{next(_numbers)}", at=at, **defaults | words
    )


def make_one_of_each_at_boards():
    """A review that was commented and decided, and a fund that decided about its money."""
    HostingRules.objects.get_or_create(pk=1)
    review = at_public()
    make_comment(review)
    services.decide(review=review, ruling=make_ruling(), by=None, at=LATER)
    fund = funding.make_open_fund()
    funding.paid(fund.pledges.get())
    decision = funding.make_decision(fund)
    line = BudgetLine.objects.create(
        fund=fund, decision=decision, name="Tests", year=2023, allocated=10
    )
    funding.make_spending(line)


def make_said(enquiry, *, text="Any news?", token=None, at=NOW):
    """A message of whoever asked."""
    token = token or f"message-{next(_numbers)}"
    return services.say(enquiry=enquiry, text=text, token=token, at=at)


def make_reply(enquiry, *, text="Tell us more.", token=None, by=None, at=NOW):
    """A message of the staff."""
    token = token or f"message-{next(_numbers)}"
    return services.reply(enquiry=enquiry, text=text, token=token, by=by, at=at)
