"""What the applicant does: begins, fills in, sends, answers, withdraws, erases (domain 1)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.base import tokens, zones
from foundation.base.errors import RuleError
from foundation.base.files import Upload
from foundation.base.models import Mail
from members.applications import affiliation, mails, queries, steps
from members.applications.models import (
    AgreementText,
    Application,
    Document,
    Rules,
    State,
    TextKind,
)
from members.applications.services import locking
from members.applications.steps import Step
from members.models import Organization, Tier

# So many applications can be begun with one address in a day: nobody's mailbox is flooded.
MOST_A_DAY = 5


@transaction.atomic
def begin(*, token: str, tier: Tier, applicant: str, email: str, at: datetime) -> Application:
    """Begin an application and mail its link. The same `token` (the key of the form) begins one.

    Refusals: `no_price` when the tier has no dues yet, `full` when it has its most members,
    `too_many` when this address has begun too many applications today.
    """
    check_offered(tier, at)
    email = email.strip().lower()
    lately = Application.objects.filter(email=email, created_at__gt=at - timedelta(days=1))
    if lately.exclude(token=token).count() >= MOST_A_DAY:
        raise RuleError(
            _(
                "Several applications were begun with this address today. Their links are in "
                "your mail: go on with one of them."
            ),
            code="too_many",
        )
    try:
        with transaction.atomic():
            row = Application.objects.create(
                token=token,
                reference=tokens.code(8),
                tier=tier,
                applicant=applicant,
                email=email,
                primary_name=applicant,
                primary_email=email,
                created_at=at,
                touched_at=at,
            )
    except IntegrityError:
        first = Application.objects.filter(token=token).first()
        if first is None:
            raise
        return first
    mails.link(row, at)
    return row


def check_offered(tier: Tier, at: datetime) -> None:
    """Refuse a tier nobody can apply for at `at`: `no_price`, `full`."""
    day = zones.day(at)
    if queries.price(tier, day) is None:
        raise RuleError(
            _("The dues of %(tier)s are not set yet. Write to us, or choose another tier."),
            code="no_price",
            params={"tier": tier},
        )
    if queries.is_full(tier, day):
        raise RuleError(
            _("%(tier)s has its %(cap)s members. Choose another tier, or write to us."),
            code="full",
            params={"tier": tier, "cap": tier.cap},
        )


@transaction.atomic
def save(*, application: Application, step: Step, answers: Mapping[str, Any], at: datetime) -> Any:
    """Keep what `step` asked, and nothing else; the application.

    A draft can be changed everywhere, a sent one only while a question waits for its answer, and
    then neither tier nor agreement. Refusals: `sent`, and for another tier those of `begin`.
    """
    row = locking.locked(application)
    _check_editable(row, step)
    kept = {name: answers[name] for name in step.asks if name in answers}
    if step.slug == "tier" and kept["tier"] != row.tier:
        check_offered(kept["tier"], at)
    if step.slug == "organization" and kept["name"].casefold() != row.name.casefold():
        kept |= {"organization": None, "looked_up": ""}
        if not queries.candidates(kept["name"], zones.day(at)):
            kept["looked_up"] = kept["name"]
    if step.slug == "ownership":
        kept["owner"] = affiliation.named(kept["owner_name"]) if kept["has_owner"] else None
    if step.slug == "agreement":
        kept["agreed_at"] = at
    _write(row, kept, at)
    return row


@transaction.atomic
def recognize(*, application: Application, organization: Organization | None, at: datetime) -> Any:
    """The applicant says which row of the register it is, or (None) that it is none of them.

    Refusals: `sent`, and `tier_held` when that organisation is a member: a member changes its
    tier, it does not apply.
    """
    row = locking.locked(application)
    _check_editable(row, steps.BY_SLUG["organization"])
    if organization is not None:
        check_no_member(organization, at)
    _write(row, {"organization": organization, "looked_up": row.name}, at)
    return row


def check_no_member(organization: Organization, at: datetime) -> None:
    """Refuse an organisation that holds a tier at `at` or later: `tier_held`."""
    held = queries.holds_tier(organization, zones.day(at))
    if held is not None:
        raise RuleError(
            _("%(name)s is a %(tier)s member. To change the tier, write to us."),
            code="tier_held",
            params={"name": organization, "tier": held.tier},
        )


@transaction.atomic
def attach(*, application: Application, upload: Upload, what: str, at: datetime) -> Document:
    """Keep a document that was looked into. Refusals: `sent`, `too_many`."""
    row = locking.locked(application)
    _check_editable(row, steps.BY_SLUG["documents"])
    most = Rules.objects.current().most_documents
    if row.documents.count() >= most:
        raise RuleError(
            _("There are %(most)s documents already: take one back first."),
            code="too_many",
            params={"most": most},
        )
    _write(row, {}, at)
    return Document.objects.create(
        application=row,
        name=upload.name,
        kind=upload.kind,
        what=what,
        content=upload.content,
        size=len(upload.content),
        sent_at=at,
    )


@transaction.atomic
def take_back(*, application: Application, document: int, at: datetime) -> None:
    """Delete a document; one that is gone is gone. Refused: `sent`."""
    row = locking.locked(application)
    _check_editable(row, steps.BY_SLUG["documents"])
    row.documents.filter(pk=document).delete()
    _write(row, {}, at)


@transaction.atomic
def submit(*, application: Application, dues: Decimal, at: datetime) -> Application:
    """Send the draft. `dues` are those the applicant saw; a second click changes nothing.

    Refusals: `sent` for what has ended, `incomplete`, `no_price`, `full`, `price_changed`,
    `text_changed` when a newer agreement is in force, `tier_held`, `applied_already`.
    """
    row = locking.locked(application)
    if row.is_open:
        return row
    if not row.is_draft:
        raise _sent(row)
    lacking = steps.missing(row)
    if lacking:
        raise RuleError(
            _("Something is missing under “%(step)s”."),
            code="incomplete",
            params={"step": lacking[0].name},
        )
    _check_terms(row, dues, at)
    if row.organization is not None:
        check_no_member(row.organization, at)
    if queries.namesake(row):
        raise _applied_already(row)
    row.state = State.SUBMITTED
    row.submitted_at = row.touched_at = at
    row.decided_by, row.public_days = row.tier.decided_by, row.tier.days_in_public
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refused:
        # A colleague sent theirs in this moment.
        if queries.namesake(row):
            raise _applied_already(row) from refused
        raise
    mails.news(row, at)
    mails.staff(row, "sent", at)
    return row


def _applied_already(row: Application) -> RuleError:
    return RuleError(
        _("An application of %(name)s is on its way already. Ask your colleagues for its link."),
        code="applied_already",
        params={"name": row.name},
    )


def _check_terms(row: Application, dues: Decimal, at: datetime) -> None:
    """What the applicant read must be what holds at `at`; keeps the dues on the row."""
    check_offered(row.tier, at)
    day = zones.day(at)
    price = queries.price(row.tier, day)
    if price is None or price.amount != dues:
        raise RuleError(
            _("The dues have changed since you opened this page. Look at them and send it again."),
            code="price_changed",
        )
    row.dues, row.dues_currency = price.amount, price.currency
    for kind, agreed in ((TextKind.AGREEMENT, row.agreement), (TextKind.CONDUCT, row.conduct)):
        if AgreementText.objects.in_force(kind, day) != agreed:
            raise RuleError(
                _("There is a newer version of the %(text)s. Read it and agree to it."),
                code="text_changed",
                params={"text": kind.label.lower()},
            )


@transaction.atomic
def withdraw(*, application: Application, at: datetime) -> Application:
    """The applicant takes a sent application back; a second click changes nothing.

    Refused: `sent` when it has been decided, `draft` for what was never sent (erase that).
    """
    row = locking.locked(application)
    if row.state == State.WITHDRAWN:
        return row
    if row.is_draft:
        raise RuleError(_("It was not sent: you can erase it."), code="draft")
    if not row.is_open:
        raise _sent(row)
    row.state = State.WITHDRAWN
    row.ended_at = row.touched_at = at
    row.save()
    mails.news(row, at)
    mails.staff(row, "withdrawn", at)
    return row


@transaction.atomic
def erase(*, application: Application) -> None:
    """Erase a draft with all that was typed, its documents and its mails. Refused: `sent`."""
    row = locking.locked(application)
    if not row.is_draft:
        raise _sent(row)
    Mail.objects.filter(key__startswith=mails.prefix(row)).delete()
    row.delete()


def _check_editable(row: Application, step: Step) -> None:
    if not steps.may_edit(row, step):
        raise _sent(row)


def _sent(row: Application) -> RuleError:
    return RuleError(
        _("The application is at “%(state)s” by now: nothing was changed."),
        code="sent",
        params={"state": row.get_state_display()},
    )


def _write(row: Application, kept: Mapping[str, Any], at: datetime) -> None:
    for name, value in kept.items():
        setattr(row, name, value)
    row.touched_at = at
    row.save(update_fields=[*kept, "touched_at"])
