"""Texts that staff write, with places to fill in: `Hello {name}`.

It is plain substitution, done once: no attribute, no index, no filter and no template can be named,
and what is filled in is never read again. In HTML everything is escaped; only addresses that staff
typed, and those declared as links, become links.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError

MOST_SUBJECT = 200
MOST_BODY = 20_000

_PLACE = re.compile(r"\{([a-z_]+)\}")
_BRACES = re.compile(r"\{[^{}\n]{0,60}\}?|\}")
_ADDRESS = re.compile(r"(https?://[^\s<>\"'{}]*[^\s<>\"'{}.,;:!?()])")
# Signs that turn the direction of the text after them, so that it reads as something else.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(frozen=True)
class Place:
    """What stands in braces. `lines`: it may be several lines; `link`: it is an address."""

    says: str
    lines: bool = False
    link: bool = False


type Places = Mapping[str, Place]
type Values = Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """A subject and a body, with placeholders. Blank lines part the paragraphs of the body."""

    subject: str
    body: str


def check(words: Words, places: Places) -> None:
    """Refuse words that could not be filled in. RuleError: `empty`, `too_long`, `one_line`,
    `unknown_place` (which names those that are known).
    """
    if not words.subject.strip() or not words.body.strip():
        raise RuleError(_("Write a subject and a text."), code="empty")
    if len(words.subject) > MOST_SUBJECT or len(words.body) > MOST_BODY:
        raise RuleError(
            _("Too long: a subject has at most %(subject)s letters, a text %(body)s."),
            code="too_long",
            params={"subject": MOST_SUBJECT, "body": f"{MOST_BODY:,}"},
        )
    if line(words.subject, keep_ends=True) != words.subject:
        raise RuleError(_("A subject is one line without control characters."), code="one_line")
    unknown = strange(words.subject + "\n" + words.body, places)
    if unknown:
        raise RuleError(
            _("%(unknown)s cannot be filled in here. You can use %(known)s."),
            code="unknown_place",
            params={
                "unknown": ", ".join(unknown[:5]),
                "known": ", ".join(f"{{{name}}}" for name in places),
            },
        )


def strange(text: str, places: Places) -> list[str]:
    """What stands in braces in `text` and is none of `places`, each once."""
    known = _PLACE.sub(lambda found: "" if found[1] in places else found[0], text)
    return list(dict.fromkeys(_BRACES.findall(known)))


def subject(words: Words, values: Values) -> str:
    """The subject, filled in: one line whatever was typed into the values."""
    return line(_PLACE.sub(lambda found: line(values.get(found[1], "")), words.subject))


def text(words: Words, places: Places, values: Values) -> str:
    """The body as plain text, filled in."""
    return _PLACE.sub(lambda found: _value(found[1], places, values), _clean(words.body)).strip()


def html(words: Words, places: Places, values: Values) -> SafeString:
    """The body as paragraphs of HTML, filled in and escaped."""
    paragraphs = re.split(r"\n[ \t]*\n", _clean(words.body).strip())
    return mark_safe(  # noqa: S308 -- every part below is escaped
        "\n".join(f"<p>{_marked(part.strip(), places, values)}</p>" for part in paragraphs if part)
    )


def _marked(paragraph: str, places: Places, values: Values) -> str:
    # Odd parts are the names in braces, even ones what staff typed between them.
    parts = _PLACE.split(paragraph)
    return "".join(
        _filled(part, places, values) if number % 2 else _typed(part)
        for number, part in enumerate(parts)
    )


def _typed(part: str) -> str:
    pieces = _ADDRESS.split(part)
    return "".join(
        _link(piece) if number % 2 else _broken(piece) for number, piece in enumerate(pieces)
    )


def _filled(name: str, places: Places, values: Values) -> str:
    value = _value(name, places, values)
    place = places.get(name)
    return _link(value) if place is not None and place.link and value else _broken(value)


def _link(address: str) -> str:
    return format_html('<a href="{}" style="color:#0a4fc0">{}</a>', address, address)


def _broken(piece: str) -> str:
    return escape(piece).replace("\n", "<br>\n")


def _value(name: str, places: Places, values: Values) -> str:
    value = values.get(name, "")
    place = places.get(name)
    if place is None:
        return ""
    return "\n".join(line(row) for row in value.splitlines()) if place.lines else line(value)


def line(value: str, *, keep_ends: bool = False) -> str:
    """`value` as one line without control characters and signs that turn the text around."""
    kept = "".join(sign if _is_harmless(sign) else " " for sign in value)
    return kept if keep_ends else " ".join(kept.split())


def _clean(value: str) -> str:
    """The lines of `value` without control characters."""
    rows = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join("".join(sign for sign in row if _is_harmless(sign)).rstrip() for row in rows)


def _is_harmless(sign: str) -> bool:
    return sign not in _TURNING and unicodedata.category(sign) not in {"Cc", "Cs", "Zl", "Zp"}
