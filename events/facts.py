"""What other rooms know about an event, for its public page: see `foundation.base.facts`."""

from collections.abc import Callable

from django.db import models

from foundation.base.facts import Fact, Line, Rows, Tellings, of

__all__ = ["Fact", "Line", "about", "columns", "of", "shown", "told"]

_tellings = Tellings()
columns, about = _tellings.columns, _tellings.about
_shown: list[type[models.Model]] = []


def told(
    title: str, *, line: Callable[..., Line], shows: tuple[type[models.Model], ...], place: int = 50
) -> Callable[[Rows], Rows]:
    """As `Tellings.told`; the page is made anew when a row of the models it `shows` has changed."""
    _shown.extend(model for model in shows if model not in _shown)
    return _tellings.told(title, line=line, place=place)


def shown() -> tuple[type[models.Model], ...]:
    """The models, with a history each, that are told of."""
    return tuple(_shown)
