"""Mails about dues as they would be written now, for staff to look at. Nothing is written."""

from collections.abc import Callable

from foundation.base import clock, zones
from foundation.base.mail import Draft
from members.dues import mails
from members.dues.mails import Reader
from members.dues.models import DuesYear, Notice, NoticeKind

SOMEBODY = Reader("Ada Lovelace", "ada@example.org")


def of(kind: NoticeKind) -> Callable[[str, str], Draft | None]:
    """A sample of that kind: about the organisation whose slug staff type, else the newest."""

    def sample(scope: str, about: str) -> Draft | None:
        notice = _kept(kind, about) or _invented(kind, about)
        if notice is None:
            return None
        day = zones.day(clock.now())
        found = mails.readers(notice.membership.organization, day)
        return mails.draft(notice, found[0] if found else SOMEBODY)

    return sample


def _kept(kind: NoticeKind, about: str) -> Notice | None:
    rows = Notice.objects.filter(kind=kind).select_related(
        "membership__organization", "membership__tier", "term", "dues_year__account"
    )
    if about:
        rows = rows.filter(membership__organization__slug=about)
    return rows.first()


def _invented(kind: NoticeKind, about: str) -> Notice | None:
    rows = DuesYear.objects.select_related(
        "term__membership__organization", "term__membership__tier", "account"
    )
    if about:
        rows = rows.filter(term__membership__organization__slug=about)
    year = rows.filter(account__isnull=False).order_by("-pk").first()
    if year is None:
        return None
    return Notice(
        kind=kind,
        membership=year.term.membership,
        term=year.term,
        dues_year=year,
        reached_on=year.due_on,
        why="This is why.",
    )
