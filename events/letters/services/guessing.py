"""The check page counts wrong pairs, so that nobody tries all codes."""

from datetime import UTC, datetime, timedelta

from django.db.models import F
from django.utils.crypto import salted_hmac

from events.letters.models import Guess

# People mistype a few times; 31^10 codes at this pace last longer than any event.
MOST_WRONG = 30
STRETCH = timedelta(minutes=10)


def may_ask(*, address: str, at: datetime) -> bool:
    """Whether this address may ask now: fewer than 30 wrong pairs in these ten minutes."""
    found = Guess.objects.filter(who=_who(address), since=_begin(at), wrong__gte=MOST_WRONG)
    return not found.exists()


def count_wrong(*, address: str, at: datetime) -> None:
    """Add a wrong pair of this address. Two at once are counted as two."""
    row, is_new = Guess.objects.get_or_create(who=_who(address), since=_begin(at))
    if not is_new:
        Guess.objects.filter(pk=row.pk).update(wrong=F("wrong") + 1)


def seconds_left(at: datetime) -> int:
    """How long until the next stretch of ten minutes begins."""
    return max(1, int((_begin(at) + STRETCH - at).total_seconds()))


def _begin(at: datetime) -> datetime:
    seconds = int(STRETCH.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)


def _who(address: str) -> str:
    return salted_hmac("events.letters.guessing", address, algorithm="sha256").hexdigest()
