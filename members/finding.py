"""Finding an organisation by what somebody typed: any of its names, typing errors forgiven.

Both questions are answered by the trigram indexes of the names; the second, which is the dearer
one, is only asked when the first finds nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import connection

from foundation.base import search

# "hauwei" and "huawei" share 83 %; "hauwei" and "happiest" 43 %.
ALIKE = 0.6
# Of so many names that share most trigrams, the letters are compared.
MOST_CLOSE = 60

# What was typed stands in it for itself: "%" and "_" are letters.
CONTAINING = r"""
    WITH asked AS MATERIALIZED (
        SELECT '%%' || regexp_replace(foundation_fold(%(typed)s), '([\\%%_])', '\\\1', 'g') || '%%'
        AS pattern
    )
    SELECT id, '' FROM members_organization
    WHERE search_text LIKE (SELECT pattern FROM asked)
    UNION ALL
    SELECT organization_id, name FROM members_organizationname
    WHERE search_text LIKE (SELECT pattern FROM asked)
"""
# The limits hold for this statement and what else is asked in its transaction.
CLOSE = f"""
    SET LOCAL pg_trgm.similarity_threshold = {search.ALIKE};
    SET LOCAL pg_trgm.word_similarity_threshold = {search.ALIKE};
    WITH asked AS MATERIALIZED (SELECT foundation_fold(%(typed)s) AS typed), named AS (
        SELECT id, '' AS other, search_text FROM members_organization
        WHERE search_text %% (SELECT typed FROM asked) OR search_text %%> (SELECT typed FROM asked)
        UNION ALL
        SELECT organization_id, name, search_text FROM members_organizationname
        WHERE search_text %% (SELECT typed FROM asked) OR search_text %%> (SELECT typed FROM asked)
    )
    SELECT id, other, search_text, typed FROM named, asked
    ORDER BY greatest(
        similarity(search_text, typed), 0.9 * word_similarity(typed, search_text)
    ) DESC, search_text, id LIMIT {MOST_CLOSE}
"""  # noqa: S608 -- nothing but our own numbers is filled in


@dataclass(frozen=True)
class Found:
    """What a search led to: by organisation the other name it was found by, "" for its own.

    `only_close`: no name contains what was typed; these are the nearest.
    """

    names: dict[int, str]
    only_close: bool


def find(typed: str) -> Found:
    """Organisations of which a name, today's or another, contains `typed`; else the nearest.

    One query where there are some, else two.
    """
    typed = " ".join(typed.replace("\0", "").split())[: search.LONGEST]
    containing = _by_key(_asked(CONTAINING, typed))
    if containing:
        return Found(containing, only_close=False)
    near = _asked(CLOSE, typed)
    close = [row[:2] for row in near if _likeness(row[3], row[2]) >= ALIKE]
    return Found(_by_key(close), only_close=True)


def _asked(statement: str, typed: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"typed": typed})
        return cursor.fetchall()


def _by_key(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Each organisation once: found by its own name where that fits too."""
    found: dict[int, str] = {}
    for pk, other in rows:
        if not other or pk not in found:
            found[pk] = other
    return found


def _likeness(typed: str, name: str) -> float:
    """How much of `typed` is in `name` or in one of its words, 0 to 1."""
    parts = [name, *name.split()]
    return max(SequenceMatcher(None, typed, part).ratio() for part in parts)
