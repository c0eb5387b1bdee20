"""Keeping that something happened, and having the mail about it written."""

from datetime import date, datetime

from members.dues import tasks
from members.dues.models import DuesYear, Notice, NoticeKind, Term
from members.models import Membership


def keep(
    kind: NoticeKind,
    membership: Membership,
    *,
    key: str,
    reached: date,
    why: str,
    at: datetime,
    term: Term | None = None,
    year: DuesYear | None = None,
) -> Notice:
    """The notice with that key, kept once; its mail is written by the worker."""
    notice, made = Notice.objects.get_or_create(
        key=key,
        defaults={
            "membership": membership,
            "kind": kind,
            "term": term,
            "dues_year": year,
            "reached_on": reached,
            "why": why[:300],
            "written_at": at,
        },
    )
    if made:
        tasks.mail_notice.enqueue(notice.pk)
    return notice


def invoiced(year: DuesYear, *, at: datetime, reached: date, why: str) -> None:
    """That a year was charged outside of the nightly rules; nothing if it costs nothing."""
    if year.account_id:
        keep(
            NoticeKind.INVOICED,
            year.term.membership,
            key=f"invoiced:{year.pk}",
            reached=reached,
            why=why,
            at=at,
            term=year.term,
            year=year,
        )
