"""How the membership grew and changed, each asked of the database in one statement.

A register of ten thousand organisations and twenty years is counted where it lies. A membership is
known to be held on a day as `MembershipQuerySet.on` says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connection

from members import spans
from members.models import Tier

# From which of the sorted days on something counts that begins on `{day}`: 1 is the first.
FROM = "width_bucket({day} - 1, %(days)s::date[]) + 1"

GROWTH = f"""
    WITH held AS (
        SELECT t.slug, coalesce(m.started_before, lower(m.span)) AS first,
               coalesce(m.ended_after + 1, upper(m.span)) AS after
        FROM members_membership m JOIN members_tier t ON t.id = m.tier_id
    )
    SELECT slug, coalesce({FROM.format(day="first")}, 1), count(*) FROM held GROUP BY 1, 2
    UNION ALL
    SELECT slug, {FROM.format(day="after")}, -count(*) FROM held WHERE after IS NOT NULL GROUP BY 1, 2
"""  # noqa: S608 -- nothing but the days is filled in

# A membership's own row tells how it began, and how it ended where none follows at once.
CHANGES = """
    WITH held AS (
        SELECT organization_id, tier_id, lower(span) AS first, upper(span) AS after,
               started_before, ended_after, note,
               lag(tier_id) OVER one AS before, lag(upper(span)) OVER one AS before_end,
               lead(lower(span)) OVER one AS next
        FROM members_membership WINDOW one AS (PARTITION BY organization_id ORDER BY span)
    ), told AS (
        SELECT *, CASE WHEN before_end = first THEN 'moved' ELSE 'joined' END AS kind,
               CASE WHEN before_end = first THEN first
                    ELSE coalesce(started_before, first) END AS day,
               started_before IS NULL AS is_exact
        FROM held WHERE first IS NOT NULL
        UNION ALL
        SELECT *, 'left', after - 1, ended_after IS NULL
        FROM held WHERE after IS NOT NULL AND next IS DISTINCT FROM after
    )
    SELECT t.day, t.kind, o.name, o.slug, t.tier_id, t.before, t.first, t.after,
           t.started_before, t.ended_after, t.note, t.is_exact, (
               SELECT n.name FROM members_organizationname n
               WHERE n.organization_id = o.id AND n.kind = 'former' AND n.until > %(day)s
               ORDER BY n.until LIMIT 1
           ), count(*) OVER (),
           count(*) FILTER (WHERE kind = 'joined' AND t.day >= %(year)s) OVER (),
           count(*) FILTER (WHERE kind = 'moved' AND t.day >= %(year)s) OVER (),
           count(*) FILTER (WHERE kind = 'left' AND t.day >= %(year)s) OVER (),
           count(*) FILTER (WHERE NOT t.is_exact) OVER ()
    FROM told t JOIN members_organization o ON o.id = t.organization_id
    WHERE t.day <= %(day)s
    ORDER BY t.day DESC, lower(o.name), t.kind LIMIT %(most)s OFFSET %(skip)s
"""

KNOWN = """
    m.span @> {day} AND (m.started_before IS NULL OR m.started_before <= {day})
    AND (m.ended_after IS NULL OR m.ended_after >= {day})
"""
# Who was there on one of the two days, and whether somebody may have been there on the other.
MOVES = f"""
    WITH pairs AS (
        SELECT * FROM unnest(%(first)s::date[], %(last)s::date[]) WITH ORDINALITY
        AS pair(first, last, number)
    ), before AS (
        SELECT number, first, last, m.organization_id AS who, m.tier_id AS tier
        FROM pairs JOIN members_membership m ON {KNOWN.format(day="pairs.first")}
    ), after AS (
        SELECT number, first, last, m.organization_id AS who, m.tier_id AS tier
        FROM pairs JOIN members_membership m ON {KNOWN.format(day="pairs.last")}
    )
    SELECT number, before.tier, after.tier,
           CASE WHEN before.tier IS NOT NULL AND after.tier IS NOT NULL THEN ''
                WHEN EXISTS (
                    SELECT FROM members_membership m WHERE m.organization_id = who
                    AND m.span @> CASE WHEN before.tier IS NULL THEN after.first
                                       ELSE before.last END
                ) THEN 'vague'
                WHEN before.tier IS NULL AND EXISTS (
                    SELECT FROM members_membership m
                    WHERE m.organization_id = who AND upper(m.span) <= after.first
                ) THEN 'again'
                ELSE '' END,
           count(*)
    FROM before FULL JOIN after USING (number, who)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""  # noqa: S608 -- nothing but the days is filled in


class Change(NamedTuple):
    """Something that happened to a membership. `order` is the latest day it can have been.

    `name` is what it was called on the day that is asked about, `now` what it is called since.
    """

    order: date
    when: str
    kind: str  # joined, moved or left
    name: str
    slug: str
    tier: Tier
    before: Tier | None
    note: str
    is_exact: bool = True
    now: str = ""


@dataclass(frozen=True)
class Changes:
    """Some of the changes, how many there are in all, how many of the year of each kind, and of
    how many the day is not known."""

    rows: list[Change]
    number: int
    of_the_year: Mapping[str, int]
    vague: int


class Move(NamedTuple):
    """How many were in tier `before` on one day and in `after` on another; None for no member.

    `how` is "again" for members that had been some before, and "vague" where it cannot be told
    whether they came or went in between, because nobody wrote down when.
    """

    before: int | None
    after: int | None
    how: str
    number: int


def growth(days: Sequence[date]) -> list[dict[str, int]]:
    """For each of `days` the number of members known by the slug of their tier. One query."""
    ordered = sorted(set(days))
    steps: dict[str, list[int]] = {}
    for slug, place, number in _asked(GROWTH, days=ordered):
        row = steps.setdefault(slug, [0] * (len(ordered) + 1))
        row[place - 1] += number
    sums = {slug: list(accumulate(row)) for slug, row in steps.items()}
    places = {day: place for place, day in enumerate(ordered)}
    return [
        {slug: row[places[day]] for slug, row in sums.items() if row[places[day]]} for day in days
    ]


def changes(
    day: date, tiers: Mapping[int, Tier], *, most: int | None = None, skip: int = 0
) -> Changes:
    """Who joined, moved to another tier or left by `day`, as far as known, the latest first.

    At most `most` after the first `skip`. A first day that is only known to lie before some day is
    left out: nobody saw it happen. `tiers` are all of them by key. One query.
    """
    year = date(day.year, 1, 1)
    found = _asked(CHANGES, day=day, year=year, most=most, skip=skip)
    number, joined, moved, left, vague = found[0][-5:] if found else (0, 0, 0, 0, 0)
    of_the_year = {"joined": joined, "moved": moved, "left": left}
    return Changes([_change(row, tiers) for row in found], number, of_the_year, vague)


def _change(row: tuple[Any, ...], tiers: Mapping[int, Tier]) -> Change:
    day, kind, name, slug, tier, before, first, after, known, ended, note, exact, then = row[:13]
    when = spans.until(after, ended) if kind == "left" else spans.since(first, known)
    came_from = tiers[before] if kind == "moved" else None
    called, now = (then, name) if then else (name, "")
    return Change(day, when, kind, called, slug, tiers[tier], came_from, note, exact, now)


def moves(pairs: Sequence[tuple[date, date]]) -> list[list[Move]]:
    """For each pair of days, first and last, who was where on both. One query.

    The numbers add up by themselves: those with a `before` were members on the first day, those
    with an `after` on the last. Who came and went in between is in neither.
    """
    found: list[list[Move]] = [[] for _ in pairs]
    first, last = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    for number, *move in _asked(MOVES, first=first, last=last):
        found[number - 1].append(Move(*move))
    return found


def turns(first: date, last: date, *, months: Sequence[int] = (1, 4, 7, 10)) -> list[date]:
    """The first days of `months` (quarters) from `first` to `last`."""
    years = range(first.year, last.year + 1)
    days = [date(year, month, 1) for year in years for month in months]
    return [day for day in days if first <= day <= last]


def a_year_before(day: date) -> date:
    """The same day of the year before; the last of February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=366)


def _asked(statement: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
