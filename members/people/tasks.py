"""Mails to members, written by the worker. Each key names what it is about, so it goes out once."""

from allauth.account.models import EmailAddress
from django.tasks import task
from django.urls import reverse

from foundation.base import clock, mail
from members.accounts.models import User
from members.people import erasing, voting
from members.people.models import IndividualMembership, VotingNotice


def address_of(user: User) -> str:
    """Where mail to `user` goes: the primary verified address, else the one of the account."""
    rows = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return rows.values_list("email", flat=True).first() or user.email


@task()
def mail_welcome(membership_id: int) -> None:
    """Tell a new member what is theirs now and when they may vote."""
    membership = IndividualMembership.objects.select_related("user__person").get(pk=membership_id)
    now = clock.now()
    mail.write(
        key=f"member-welcome-{membership.pk}",
        kind="member_welcome",
        to=address_of(membership.user),
        context={
            "name": membership.user.full_name,
            "votes_from": voting.votes_from(membership, now),
            "profile_url": reverse("people:profile"),
            "membership_url": reverse("people:membership"),
        },
        at=now,
    )


@task()
def mail_farewell(membership_id: int) -> None:
    """Confirm that a membership has ended, and what that means."""
    membership = IndividualMembership.objects.select_related("user").get(pk=membership_id)
    mail.write(
        key=f"member-farewell-{membership.pk}",
        kind="member_farewell",
        to=address_of(membership.user),
        context={
            "name": membership.user.full_name,
            "ended_at": membership.ended_at,
            "data_url": reverse("people:data"),
        },
        at=clock.now(),
    )


@task()
def mail_notice(notice_id: int) -> None:
    """Tell a member that the voting right ends unless they answer."""
    notice = VotingNotice.objects.select_related("membership__user").get(pk=notice_id)
    _write_notice(notice, "voting_notice")


@task()
def mail_right_lost(notice_id: int) -> None:
    """Tell a member that the voting right has ended."""
    notice = VotingNotice.objects.select_related("membership__user").get(pk=notice_id)
    _write_notice(notice, "voting_lost")


def _write_notice(notice: VotingNotice, kind: str) -> None:
    user = notice.membership.user
    mail.write(
        key=f"{kind.replace('_', '-')}-{notice.pk}",
        kind=kind,
        to=address_of(user),
        context={
            "name": user.full_name,
            "notice": notice,
            "answer_url": reverse("people:voting_answer", args=[notice.secret]),
            "membership_url": reverse("people:membership"),
        },
        at=clock.now(),
    )


@task()
def erase(erasure_id: int) -> bool:
    """Do what can be done of an erasure now; whether it is finished."""
    return erasing.go_on(erasure_id, clock.now())
