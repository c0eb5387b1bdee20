"""Search that forgives typing errors and accents: trigrams of unaccented lower-case text."""

from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Greatest

# "hauwei" shares 3 of 11 trigrams with "huawei": two swapped letters must still be found.
ALIKE = 0.25

LONGEST = 100


class Folded(Func):
    """`lower(unaccent(text))` as an immutable function, made by the first migration."""

    function = "foundation_fold"
    output_field = models.TextField()


def SearchText(field: str) -> models.GeneratedField:  # noqa: N802 -- reads like a field
    """A stored column with the folded text of `field`, for a trigram index."""
    return models.GeneratedField(
        expression=Folded(F(field)), output_field=models.TextField(), db_persist=True
    )


def matching[Rows: models.QuerySet[Any]](
    rows: Rows, typed: str, *columns: str, alike: float = ALIKE
) -> Rows:
    """The `rows` of which one of the search `columns` contains or resembles `typed`, best first.

    Adds `score`: over 1 where a column contains what was typed, else how alike it is, 0 to 1.
    """
    text: Any = Folded(Value(" ".join(typed.replace("\0", "").split())[:LONGEST]))
    contains = Q()
    for column in columns:
        contains |= Q(**{f"{column}__contains": text})
    scores: list[Any] = [TrigramSimilarity(column, text) for column in columns]
    scores += [TrigramWordSimilarity(text, column) * 0.9 for column in columns]
    score = Greatest(*scores, Value(0.0))
    found = rows.annotate(
        score=models.Case(
            models.When(contains, then=score + 1),
            default=score,
            output_field=models.FloatField(),
        )
    )
    return found.filter(score__gt=alike).order_by("-score", *columns)
