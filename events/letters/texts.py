"""The text of a letter: paragraphs with words in braces that stand for what is known.

Only these words are replaced, and what replaces them is never looked at again: a name that holds
braces or markup stays a name.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WORD = re.compile(r"\{([^{}]*)\}")
WORDS = {
    "name": _("the name as in the passport"),
    "nationality": _("the country of the passport"),
    "passport": _("the number of the passport"),
    "born": _("the date of birth"),
    "arrival": _("the day of arrival"),
    "departure": _("the day of departure"),
    "stay": _("the address of the stay"),
    "event": _("the name of the event"),
    "dates": _("the days of the event"),
    "place": _("where it is held"),
    "foundation": _("our legal name"),
}

LETTER = """We confirm that {name}, the holder of passport {passport} issued by {nationality}, is registered for {event}. It takes place on {dates} at {place}.

{name} holds a paid ticket and plans to arrive on {arrival} and to leave on {departure}. The ticket covers all sessions of the event. Travel, lodging, insurance and living costs are borne by the traveller.

{foundation} is a not-for-profit organisation whose events bring together the people who write and run open source infrastructure software. Taking part is no employment, and we pay nothing for it.

We kindly ask you to grant {name} the visa that is needed to attend."""


def validate_words(text: str) -> None:
    """Refuse a text with words in braces that stand for nothing."""
    unknown = sorted({word for word in WORD.findall(text) if word not in WORDS})
    if unknown:
        raise ValidationError(
            _("There is no {%(word)s}. Use these: %(words)s."),
            code="unknown_word",
            params={"word": unknown[0], "words": ", ".join(f"{{{word}}}" for word in WORDS)},
        )


def fill(text: str, values: Mapping[str, str]) -> list[str]:
    """The paragraphs of `text` with its words replaced, once; others stay as they are."""
    filled = (
        WORD.sub(lambda found: values.get(found[1], found[0]), " ".join(part.split()))
        for part in re.split(r"\n\s*\n", text.strip())
    )
    return [part for part in filled if part]
