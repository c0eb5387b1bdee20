"""What a buyer of many tickets sends: a list of people, or addresses to ask."""

import csv
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.groups.models import validate_domain
from events.groups.plan import NUMBER
from events.registration.forms import lists
from foundation.base.fields import plain

MOST = 500
LONGEST_NUMBER = 4
# The columns of a list, by what people write above them; without headings in this sequence, and
# without the number of a ticket.
COLUMNS = {
    "attendee_name": ("name", "full name", "attendee"),
    "attendee_email": ("email", "e-mail", "mail"),
    "organization": ("organisation", "organization", "company"),
    "job_title": ("job title", "title", "role"),
}
NUMBERED = {NUMBER: ("ticket", "number", "no", "no.", "#")} | COLUMNS
LONGEST = {"attendee_name": 150, "attendee_email": 254, "organization": 150, "job_title": 150}


class LinkForm(forms.Form):
    """Who may take a ticket behind the link."""

    domain = forms.CharField(
        label=gettext_lazy("Only for e-mails at"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Like example.org. Empty: everybody who has the link."),
    )

    def clean_domain(self) -> str:
        """Lower case, without an @."""
        domain: str = self.cleaned_data["domain"].strip().lower().removeprefix("@")
        if domain:
            validate_domain(domain)
        return domain


class OfferForm(forms.Form):
    """Whom to send a link of their own."""

    people = forms.CharField(
        label=gettext_lazy("E-mails"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One a line; a name may stand beside it."),
        error_messages={"required": gettext_lazy("Write at least one e-mail.")},
    )

    def clean_people(self) -> dict[str, str]:
        """Name by address; wrong lines are named with their number."""
        found = lists.read(self.cleaned_data["people"], None, MOST)
        if not found.people:
            raise ValidationError(_("Write at least one e-mail."), code="required")
        return found.people


class PeopleForm(forms.Form):
    """A list of those who come, pasted or as a file."""

    people = forms.CharField(
        label=gettext_lazy("Name, e-mail, organisation, job title"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("A person a line, with commas, semicolons or tabs between."),
    )
    file = forms.FileField(
        label=gettext_lazy("or a CSV file of them"),
        required=False,
        help_text=gettext_lazy("UTF-8, at most 1 MB."),
    )

    def clean(self) -> dict[str, Any]:
        """The rows; every wrong line is named with its number, and what is wrong with it."""
        given = super().clean() or {}
        sent = given.get("file")
        text = lists.read_file(sent) if sent else given.get("people", "")
        found = parse(text)
        if found.wrong:
            raise ValidationError([ValidationError(line, code="line") for line in found.wrong])
        if not found.rows:
            raise ValidationError(_("The list is empty: write a person a line."), code="empty")
        given["rows"], given["text"] = found.rows, text
        return given


@dataclass
class Found:
    """The people of a list, and what is wrong with its lines."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def parse(text: str) -> Found:
    """The people that `text` lists; a first line of headings says which column is which."""
    found, names = Found(), list(COLUMNS)
    seen: dict[str, int] = {}
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    mark = next((sign for sign in "\t;" if sign in first), ",")
    lines = text.replace("\0", "").splitlines()
    for number, cells in enumerate(csv.reader(lines, delimiter=mark, skipinitialspace=True), 1):
        if not any(cell.strip() for cell in cells):
            continue
        headings = [_column(cell) for cell in cells] if number == 1 else []
        if "attendee_email" in headings:
            names = headings
            continue
        if len(found.rows) + len(found.wrong) >= MOST:
            found.wrong.append(_("At most %d people in one list.") % MOST)
            break
        person = _person(names, cells)
        wrong = _wrong(person, seen)
        if wrong:
            found.wrong.append(_("Line %(number)d: %(wrong)s") % {"number": number, "wrong": wrong})
        else:
            seen[person["attendee_email"].lower()] = number
            found.rows.append(person)
    return found


def _column(cell: str) -> str:
    text = cell.strip().lower()
    return next((name for name, words in NUMBERED.items() if text in words), "")


def _person(names: list[str], cells: list[str]) -> dict[str, Any]:
    person: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    for name, cell in zip(names, cells, strict=False):
        if name:
            # As it is written for spreadsheets, which take what begins with = for a formula.
            person[name] = plain(" ".join(cell.split())).removeprefix("'")
    typed = person.get(NUMBER, "")
    if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER:
        person[NUMBER] = int(typed)
    return person


def _wrong(person: dict[str, Any], seen: dict[str, int]) -> str:
    """What is wrong with a line, in a sentence; nothing if it is right."""
    email = person["attendee_email"]
    if isinstance(person.get(NUMBER), str) and person[NUMBER]:
        return _("“%s” is no number of a ticket.") % person[NUMBER][:20]
    if not person["attendee_name"] or not email:
        return _("give the full name and the e-mail.")
    try:
        validate_email(email)
    except ValidationError:
        return _("“%s” is no e-mail address.") % email[:80]
    if email.lower() in seen:
        return _("it repeats the e-mail of line %d.") % seen[email.lower()]
    long = [name for name, most in LONGEST.items() if len(person[name]) > most]
    return _("“%s…” is too long.") % person[long[0]][:40] if long else ""
