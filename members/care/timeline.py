"""Everything that was said and done about an organisation, the newest first.

Each source is one query, of its newest rows only; the page says so when there are more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.models import Mail
from foundation.base.money import show
from foundation.billing.models import Entry
from members.applications.models import Application, Question
from members.care.models import LetterCopy, Note
from members.changes.models import OrganizationChange
from members.dues.models import DuesYear, Notice
from members.models import Membership, Organization, Representative
from members.profiles.models import BenefitRequest, ProfileDraft, TierRequest
from members.representation.models import Invitation

# The newest of each source.
MOST = 100


@dataclass(frozen=True)
class Event:
    """One thing: when, what kind of thing, what it was in a line or more, and where it is kept."""

    at: datetime
    kind: str
    what: str
    text: str = ""
    who: str = ""
    url: str = ""
    is_day: bool = False


type Source = Callable[[Organization], Iterator[Event]]


def _on(day: date, kind: str, what: str, **more: Any) -> Event:
    return Event(zones.instant(day, time(12), "UTC"), kind, what, is_day=True, **more)


def _address(row: Model) -> str:
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])


def _notes(organization: Organization) -> Iterator[Event]:
    for row in organization.notes.select_related("written_by")[:MOST]:
        what = row.get_kind_display()
        what = f"{what}, {row.person}" if row.person else what
        who = str(row.written_by or "")
        yield _on(row.happened_on, "notes", what, text=row.text, who=who, url=_address(row))


def _memberships(organization: Organization) -> Iterator[Event]:
    for row in organization.memberships.select_related("tier").order_by("-span")[:MOST]:
        if row.span.lower:
            how = row.get_began_as_display() if row.began_as else _("Began")
            yield _on(row.span.lower, "membership", f"{row.tier}: {how}", url=_address(row))
        if row.span.upper:
            how = row.get_ended_as_display() if row.ended_as else _("Ended")
            yield _on(row.span.upper, "membership", f"{row.tier}: {how}", url=_address(row))


def _notices(organization: Organization) -> Iterator[Event]:
    rows = Notice.objects.filter(membership__organization=organization)
    for row in rows.order_by("-pk")[:MOST]:
        what = row.get_kind_display()
        yield Event(row.written_at, "membership", what, text=row.why, url=_address(row))


def _money(organization: Organization) -> Iterator[Event]:
    dues = DuesYear.objects.filter(term__membership__organization=organization)
    rows = Entry.objects.filter(account__in=dues.values("account")).select_related("account")
    for row in rows.order_by("-at", "-pk")[:MOST]:
        what = f"{row.get_kind_display()}: {show(abs(row.amount), row.account.currency)}"
        yield Event(row.at, "money", what, text=row.note, url=_address(row.account))


def _people(organization: Organization) -> Iterator[Event]:
    for row in organization.representatives.order_by("-pk")[:MOST]:
        who = {"url": _address(row)}
        if row.since:
            yield _on(row.since, "people", _("%s represents it") % row, **who)
        if row.until:
            yield _on(row.until, "people", _("%s: last day") % row, **who)


def _invitations(organization: Organization) -> Iterator[Event]:
    rows = Invitation.objects.filter(organization=organization).select_related("invited_by")
    for row in rows.order_by("-pk")[:MOST]:
        whom = f"{row.name}, {row.get_role_display()}"
        answers = {
            _("%s was invited"): row.invited_at,
            _("%s accepted"): row.accepted_at,
            _("%s declined"): row.declined_at,
            _("%s: the invitation was taken back"): row.withdrawn_at,
        }
        for what, at in answers.items():
            if at:
                yield Event(at, "people", what % whom, url=_address(row))


def _letters(organization: Organization) -> Iterator[Event]:
    rows = organization.letters.select_related("letter__written_by", "mail", "representative")
    for row in rows.order_by("-pk")[:MOST]:
        told = _("Letter to %s") % (row.representative or _("somebody"))
        who = str(row.letter.written_by or "")
        yield Event(row.sent_at, "mails", told, row.letter.subject, who, _address(row.mail))


def _mails(organization: Organization) -> Iterator[Event]:
    """What the rules and rooms wrote to its people about it."""
    dues = Notice.objects.filter(membership__organization=organization).values("mails")
    for row in Mail.objects.filter(pk__in=dues).order_by("-pk")[:MOST]:
        what = _("Mail to %(to)s, %(state)s") % {
            "to": row.to, "state": row.get_state_display().lower(),
        }  # fmt: skip
        yield Event(row.created_at, "mails", what, text=row.subject, url=_address(row))


def _applications(organization: Organization) -> Iterator[Event]:
    for row in Application.objects.filter(organization=organization).order_by("-pk")[:MOST]:
        address = _address(row)
        if row.submitted_at:
            yield Event(row.submitted_at, "applications", _("Applied to join"), url=address)
        if row.ended_at:
            yield Event(row.ended_at, "applications", row.get_state_display(), url=address)
    asked = Question.objects.filter(application__organization=organization)
    for question in asked.select_related("asked_by", "application").order_by("-pk")[:MOST]:
        address, who = _address(question.application), str(question.asked_by or "")
        yield Event(question.asked_at, "applications", _("Question"), question.text, who, address)
        if question.answered_at:
            yield Event(question.answered_at, "applications", _("Answer"), question.answer,
                        url=address)  # fmt: skip


def _changes(organization: Organization) -> Iterator[Event]:
    for row in OrganizationChange.objects.of(organization)[:MOST]:
        if row.on:
            yield _on(row.on, "organisation", str(row), url=_address(row))


def _drafts(organization: Organization) -> Iterator[Event]:
    rows = ProfileDraft.objects.filter(organization=organization).order_by("-pk")
    for row in rows.select_related("written_by")[:MOST]:
        if row.submitted_at:
            what = _("Draft of its profile: %s") % row.get_state_display()
            yield Event(row.submitted_at, "organisation", what, url=_address(row))


def _tiers(organization: Organization) -> Iterator[Event]:
    """Tiers it asked for, and what was decided."""
    rows = TierRequest.objects.filter(membership__organization=organization).order_by("-pk")
    for row in rows.select_related("tier", "written_by", "decided_by")[:MOST]:
        who, address = str(row.written_by or ""), _address(row)
        if row.submitted_at:
            yield Event(
                row.submitted_at, "membership", _("Asked for %s") % row.tier, "", who, address
            )
        if row.published_on:
            yield _on(row.published_on, "membership", _("%s: in public") % row.tier, url=address)
        if row.decided_at:
            what, by = f"{row.tier}: {row.get_state_display()}", str(row.decided_by or "")
            yield Event(row.decided_at, "membership", what, row.note, by, address)


def _benefits(organization: Organization) -> Iterator[Event]:
    """Benefits it asked to use, and what became of it."""
    rows = BenefitRequest.objects.filter(agreed__membership__organization=organization)
    for row in rows.select_related("agreed", "written_by", "decided_by").order_by("-pk")[:MOST]:
        who, address = str(row.written_by or ""), _address(row)
        if row.submitted_at:
            what = _("Asked to use: %s") % row.agreed
            yield Event(row.submitted_at, "membership", what, row.text, who, address)
        if row.decided_at:
            what, by = f"{row.agreed}: {row.get_state_display()}", str(row.decided_by or "")
            yield Event(row.decided_at, "membership", what, row.note, by, address)


# What staff must be allowed to see, and what it tells.
SOURCES: tuple[tuple[type[Model], Source], ...] = (
    (Note, _notes),
    (Membership, _memberships),
    (Notice, _notices),
    (Entry, _money),
    (Representative, _people),
    (Invitation, _invitations),
    (LetterCopy, _letters),
    (Notice, _mails),
    (Application, _applications),
    (OrganizationChange, _changes),
    (ProfileDraft, _drafts),
    (TierRequest, _tiers),
    (BenefitRequest, _benefits),
)
KINDS = ("notes", "mails", "membership", "money", "people", "applications", "organisation")


def of(organization: Organization, may: Callable[[type[Model]], bool], kind: str) -> list[Event]:
    """What is known of `organization` that the reader may see, of one kind or (empty) all."""
    found = [
        event
        for model, source in SOURCES
        if may(model)
        for event in source(organization)
        if not kind or event.kind == kind
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)
