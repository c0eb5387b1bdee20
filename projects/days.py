"""Days known as exactly as they are: a year, a month or a day, written 2017, 2017-12, 2017-12-05.

Kept as text, because an invented first of January is a lie that looks like a fact.
"""

from dataclasses import dataclass
from datetime import date

from django.core.validators import RegexValidator
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

validate = RegexValidator(PATTERN, _("Write 2017, 2017-12 or 2017-12-05."))


def shown(known: str) -> str:
    """ "2017", "December 2017" or "5 December 2017"; nothing for nothing."""
    year, _dash, rest = known.partition("-")
    month, _dash, day = rest.partition("-")
    words = [str(int(day))] if day else []
    words += [str(MONTHS[int(month)])] if month else []
    return " ".join([*words, year])


def of(on: date | None) -> str:
    """A whole day in the same writing; nothing for none."""
    return on.isoformat() if on else ""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """So many years, and when: 12 years in July 2022, since July 2010."""

    years: int
    when: str
    since: str

    @property
    def is_round(self) -> bool:
        """Five, ten, fifteen years: worth a cake."""
        return self.years % 5 == 0


def anniversary(known: str, year: int) -> Anniversary | None:
    """The anniversary of the day `known` in `year`; None before there is one."""
    if not known or (years := year - int(known[:4])) < 1:
        return None
    return Anniversary(years, shown(f"{year}{known[4:]}"), shown(known))
