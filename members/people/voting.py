"""The voting right of individual members, reckoned from rows and said in sentences (domain 2)."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.base import moments, zones
from members.accounts.models import User
from members.people.models import (
    IndividualMembership,
    NoticeOutcome,
    Turnout,
    VotingNotice,
    VotingRule,
)

LONG_AGO = date(1900, 1, 1)


class VotingState(StrEnum):
    NO_MEMBER = "no_member"
    WAITS = "waits"
    VOTES = "votes"
    NOTICED = "noticed"
    LOST = "lost"


@dataclass(frozen=True)
class Standing:
    """Whether somebody may vote at a moment, and why, in sentences.

    `votes_from` is the first day of the right while it is waited for; `votes` and `taken` are how
    many votes counted and in how many of them they took part.
    """

    state: VotingState
    reasons: tuple[str, ...]
    votes_from: date | None = None
    notice: VotingNotice | None = None
    votes: int = 0
    taken: int = 0

    @property
    def may_vote(self) -> bool:
        return self.state in {VotingState.VOTES, VotingState.NOTICED}


def votes_from(membership: IndividualMembership, at: datetime) -> date:
    """The first day on which this membership carries a vote, by the rule in force at `at`."""
    rule = VotingRule.objects.in_force(zones.day(at))
    return membership.began_on + timedelta(days=rule.wait_days)


def standing(user: User, at: datetime) -> Standing:
    """The voting right of `user` at `at`. At most four queries."""
    day = zones.day(at)
    membership = IndividualMembership.objects.filter(user=user).at(at).first()
    if membership is None:
        return Standing(
            VotingState.NO_MEMBER,
            (_("Only Foundation members vote. A community account neither votes nor stands."),),
        )
    rule = VotingRule.objects.in_force(day)
    first = membership.began_on + timedelta(days=rule.wait_days)
    joined = _("You joined on %(joined)s, and the right begins %(days)d days later.") % {
        "joined": moments.shown(membership.began_on, "UTC"),
        "days": rule.wait_days,
    }
    if day < first:
        left = (first - day).days
        until = ngettext("That is in %(left)d day.", "That is in %(left)d days.", left)
        return Standing(VotingState.WAITS, (joined, until % {"left": left}), votes_from=first)
    return _by_turnout(membership, rule, at, joined, first)


def _by_turnout(
    membership: IndividualMembership, rule: VotingRule, at: datetime, joined: str, first: date
) -> Standing:
    """Of a member who has waited long enough: whether taking part in too few votes has cost it."""
    day = zones.day(at)
    counted = counting(IndividualMembership.objects.filter(pk=membership.pk), rule, day).get()
    votes, taken = counted.votes, counted.taken
    took_part = _turnout_words(votes, taken, rule)
    notices = [row for row in membership.notices.all() if row.sent_on <= day]
    lost = next((row for row in notices if _is_lost(row, day)), None)
    if lost is not None:
        words = _(
            "You had voted in %(taken)d of %(votes)d votes, and the notice of %(sent)s was not "
            "answered by %(until)s. So the right was lost on %(lost)s."
        ) % {
            "taken": lost.taken,
            "votes": lost.votes,
            "sent": moments.shown(lost.sent_on, "UTC"),
            "until": moments.shown(lost.answer_until, "UTC"),
            "lost": moments.shown(lost.lost_on or day, "UTC"),
        }
        return Standing(VotingState.LOST, (words,), None, lost, votes, taken)
    waits = next((row for row in notices if row.outcome == NoticeOutcome.OPEN), None)
    if waits is not None:
        words = _("Answer the notice by %(until)s, or the right ends the day after.") % {
            "until": moments.shown(waits.answer_until, "UTC")
        }
        return Standing(VotingState.NOTICED, (took_part, words), None, waits, votes, taken)
    return Standing(VotingState.VOTES, (joined, took_part), first, None, votes, taken)


def _is_lost(notice: VotingNotice, day: date) -> bool:
    given_back = notice.restored_on is not None and notice.restored_on <= day
    return notice.lost_on is not None and notice.lost_on <= day and not given_back


def _turnout_words(votes: int, taken: int, rule: VotingRule) -> str:
    if not votes:
        return _("No vote of the last %(months)d months counts for you yet.") % {
            "months": rule.window_months
        }
    return _(
        "You took part in %(taken)d of the %(votes)d votes of the last %(months)d months that "
        "count for you; at least %(percent)d %% are asked for."
    ) % {
        "taken": taken,
        "votes": votes,
        "months": rule.window_months,
        "percent": rule.least_percent,
    }


def counting(members: QuerySet[IndividualMembership], rule: VotingRule, day: date) -> QuerySet[Any]:
    """`members`, each with `votes` that count on `day`, and `taken`, those they took part in.

    Votes count that closed within the window of the rule, since they joined, and since they last
    answered a notice or were given the right back.
    """
    answers = VotingNotice.objects.filter(membership=OuterRef("pk"), sent_on__lte=day)
    settled = Max(Greatest(F("answered_on"), F("restored_on")))
    latest = answers.order_by().values("membership").annotate(at=settled).values("at")
    rows = Turnout.objects.filter(
        user=OuterRef("user"),
        vote__closed_on__gt=_months_before(day, rule.window_months),
        vote__closed_on__lte=day,
        vote__closed_on__gte=OuterRef("counts_from"),
    )
    grouped = rows.order_by().values("user")
    return members.annotate(
        counts_from=Greatest(
            TruncDate(F("span__startswith")), Coalesce(Subquery(latest), LONG_AGO)
        ),
    ).annotate(
        votes=Coalesce(
            Subquery(grouped.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
        ),
        taken=Coalesce(
            Subquery(
                grouped.annotate(n=Count("pk", filter=Q(voted=True))).values("n"),
                output_field=IntegerField(),
            ),
            0,
        ),
    )


def short(at: datetime, rule: VotingRule) -> QuerySet[Any]:
    """Members at `at` who took part in too few votes, each with `votes` and `taken`."""
    day = zones.day(at)
    window = Turnout.objects.filter(
        vote__closed_on__gt=_months_before(day, rule.window_months), vote__closed_on__lte=day
    )
    # Most vote. Those who missed one are few, and only they are reckoned exactly.
    missed = window.filter(voted=False).values("user")
    counted = counting(IndividualMembership.objects.at(at).filter(user__in=missed), rule, day)
    return counted.filter(votes__gt=0, taken__lt=F("votes") * rule.least_percent / 100.0)


def to_notify(at: datetime) -> QuerySet[Any]:
    """Members who vote at `at` and would be sent a notice: too few votes, and no notice that waits
    or has cost them the right already."""
    rule = VotingRule.objects.in_force(zones.day(at))
    voting = IndividualMembership.objects.may_vote(at, rule.wait_days)
    waits = VotingNotice.objects.filter(outcome=NoticeOutcome.OPEN)
    return (
        short(at, rule)
        .filter(pk__in=voting.values("pk"))
        .exclude(pk__in=waits.values("membership"))
        .order_by("pk")
    )


def to_lose(at: datetime) -> QuerySet[VotingNotice]:
    """Notices that nobody answered by their last day, of members who are still short at `at`."""
    rule = VotingRule.objects.in_force(zones.day(at))
    due = VotingNotice.objects.due(zones.day(at))
    still = short(at, rule).filter(pk__in=due.values("membership"))
    return due.filter(membership__in=still.values("pk")).order_by("pk")


def _months_before(day: date, months: int) -> date:
    """The day `months` months earlier, or the last of its month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
