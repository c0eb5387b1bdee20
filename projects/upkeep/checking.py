"""Asking whether links answer: one after the other at each site, once a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.outside import INTERNET, Answer, Network, ask
from projects.models import ProjectLink
from projects.upkeep.models import LinkCheck, Visit

EVERY = timedelta(days=1)
# A site is held so long at most: whoever asks it may have been killed.
HELD = timedelta(minutes=30)
# So many links of one site are asked in a visit; the others in the next.
MOST_AT_ONCE = 40
ANSWER_WITHIN = 15.0
# These say that the page is not there. Others (who are you, not so fast) come from a living site.
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def host_of(url: str) -> str:
    """The site of an address in small letters; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


@transaction.atomic
def take_up() -> int:
    """Begin to look after links that are new or lead elsewhere now; returns how many."""
    new = ProjectLink.objects.filter(Q(check_result=None) | ~Q(check_result__url=F("url")))
    rows = [LinkCheck(link=link, url=link.url, host=host_of(link.url)) for link in new]
    LinkCheck.objects.filter(link__in=[row.link for row in rows]).delete()
    LinkCheck.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def due_hosts(at: datetime) -> list[str]:
    """The sites with links to ask at `at` that nobody is asking."""
    held = Visit.objects.filter(held_until__gt=at).values("host")
    rows = LinkCheck.objects.due(at).exclude(host__in=held)
    return list(rows.order_by("host").values_list("host", flat=True).distinct())


def visit(host: str, *, at: datetime, network: Network = INTERNET) -> int:
    """Ask the due links of one site, one after the other; returns how many.

    Nothing is done while somebody else visits it.
    """
    with _held(host, at) as is_ours:
        rows = list(LinkCheck.objects.due(at).filter(host=host)[:MOST_AT_ONCE]) if is_ours else []
        for row in rows:
            check(row=row, at=at, network=network)
    return len(rows)


def check(*, row: LinkCheck, at: datetime, network: Network = INTERNET) -> LinkCheck | None:
    """Ask one link and note what it said; None if staff have changed or removed it meanwhile.

    It is marked dead after failing on `DAYS_UNTIL_DEAD` days in a row, and alive at once.
    """
    status, moved_to, trouble = _asked(row.url, network)
    return _note(row, at=at, status=status, moved_to=moved_to, trouble=trouble)


def _asked(url: str, network: Network) -> tuple[int | None, str, str]:
    """Status, new address and trouble of `url`."""
    try:
        answer = _head_or_get(url, network)
    except RuleError as refused:
        return None, "", refused.messages[0]
    if answer.status in GONE:
        return answer.status, answer.moved_to, _("the page is not there")
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return answer.status, answer.moved_to, _("the site is broken")
    return answer.status, answer.moved_to, ""


def _head_or_get(url: str, network: Network) -> Answer:
    """The answer to HEAD; to GET, without the page, where a site does not know or refuses that."""
    try:
        answer = ask(url, method="HEAD", most_bytes=0, within=ANSWER_WITHIN, network=network)
    except RuleError as refused:
        if refused.code != "silent":
            raise
    else:
        if answer.is_good:
            return answer
    return ask(url, most_bytes=0, within=ANSWER_WITHIN, network=network)


@transaction.atomic
def _note(
    row: LinkCheck, *, at: datetime, status: int | None, moved_to: str, trouble: str
) -> LinkCheck | None:
    now = LinkCheck.objects.select_for_update().filter(pk=row.pk, url=row.url).first()
    if now is None:
        return None
    now.status, now.moved_to = status, moved_to[:2000]
    now.checked_at, now.due_at = at, at + EVERY
    if trouble:
        now.fails_on(zones.day(at), trouble[:200])
    else:
        now.lives()
    now.save()
    return now


@contextmanager
def _held(host: str, at: datetime) -> Iterator[bool]:
    """Whether the site is ours alone within the block."""
    until = at + HELD
    is_ours = _take(host, at, until)
    try:
        yield is_ours
    finally:
        if is_ours:
            Visit.objects.filter(host=host, held_until=until).delete()


def _take(host: str, at: datetime, until: datetime) -> bool:
    Visit.objects.filter(host=host, held_until__lte=at).delete()
    try:
        with transaction.atomic():
            Visit.objects.create(host=host, held_until=until)
    except IntegrityError:
        return False
    return True
