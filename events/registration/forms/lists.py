"""Lists of people that staff paste or send as a file: an address a line, perhaps with a name."""

import csv
import re
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import plain

# How many wrong lines are named; who has more has the wrong file.
NAMED = 20
MOST_BYTES = 1_000_000
HEADERS = {"email", "e-mail", "mail"}
NAME_LENGTH = 150


@dataclass
class Listed:
    """What a list says: name by address (lower case, in order), and what is said about its lines."""

    people: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def people_field(label: Any, help_text: Any) -> forms.CharField:
    """The field to paste a list into."""
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
        help_text=help_text,
    )


def file_field() -> forms.FileField:
    """The field to send the list as a file instead."""
    return forms.FileField(
        label=_("or a file of them"), required=False, help_text=_("CSV or text, one a line.")
    )


def read(text: str, sent: Any, most: int) -> Listed:
    """The list in the file `sent`, else in `text`. Repeated addresses count once.

    Raises ValidationError with a sentence for each wrong line, named by its number, `too_many`
    above `most`, `large` or `unreadable`.
    """
    found = parse(read_file(sent) if sent else text)
    if found.wrong:
        raise ValidationError([ValidationError(line, code="email") for line in found.wrong])
    if len(found.people) > most:
        raise ValidationError(
            _("These are %(number)d addresses: at most %(most)d at once."),
            code="too_many",
            params={"number": len(found.people), "most": most},
        )
    return found


def parse(text: str) -> Listed:
    """What the lines of `text` say; a first line of headings and empty lines say nothing."""
    found = Listed()
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        typed, name = _person(line)
        email = typed.lower()
        if not typed or (number == 1 and HEADERS & _words(line)):
            continue
        if not _is_email(typed):
            text_ = _("Line %(number)d: “%(typed)s” is no e-mail address.")
            found.wrong.append(str(text_ % {"number": number, "typed": typed[:80]}))
        elif email in lines:
            text_ = _("Line %(number)d repeats %(typed)s of line %(first)d.")
            said = text_ % {"number": number, "typed": typed, "first": lines[email]}
            found.repeated.append(str(said))
        else:
            lines[email] = number
            found.people[email] = name
    if len(found.wrong) > NAMED:
        more = len(found.wrong) - NAMED
        found.wrong[NAMED:] = [str(_("%(number)d more lines are wrong.") % {"number": more})]
    return found


def read_file(sent: Any) -> str:
    """The text of an uploaded list. Raises ValidationError `large` or `unreadable`."""
    if sent.size > MOST_BYTES:
        raise ValidationError(_("This file is too large: send at most 1 MB."), code="large")
    try:
        text: str = sent.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(
            _("This file cannot be read: save it as CSV or text in UTF-8."), code="unreadable"
        ) from None
    return text


def written(people: dict[str, str]) -> str:
    """A list as it can be read again."""
    return "\n".join(f'"{name}" <{email}>' if name else email for email, name in people.items())


def _cells(line: str) -> list[str]:
    between = next((mark for mark in "\t;" if mark in line), ",")
    try:
        cells = next(csv.reader([line], delimiter=between, skipinitialspace=True), [""])
    except csv.Error:
        cells = line.split(between)
    return [cell.strip(" \t\"'") for cell in cells] or [""]


def _words(line: str) -> set[str]:
    return {cell.lower() for cell in _cells(line)}


def _person(line: str) -> tuple[str, str]:
    """The address and the name on a line: `Ada <ada@…>`, or the cell with an @ and another."""
    cells = _cells(line)
    cell = next((cell for cell in cells if "@" in cell), cells[0])
    within = re.search(r"^(.*?)<([^<>]*)>\s*$", cell)
    if within:
        return within[2].strip(), _name(within[1])
    return cell.strip(), _name(next((other for other in cells if other and other != cell), ""))


def _name(typed: str) -> str:
    return plain(" ".join(typed.split())).strip(" \"'")[:NAME_LENGTH]


def _is_email(typed: str) -> bool:
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return len(typed) <= 254
