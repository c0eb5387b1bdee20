"""How an enquiry comes in and what becomes of it (domain 5).

Every change sends its news to whoever asked, once: the key of the mail names enquiry and state.
"""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import mail, tokens
from foundation.base.errors import RuleError
from foundation.base.models import Foundation
from members.models import Organization
from projects.hosting import queries
from projects.hosting.models import Enquiry, EnquiryState, HostingRules, PlatinumAnswer

NEXT: dict[str, frozenset[EnquiryState]] = {
    EnquiryState.NEW: frozenset(
        {EnquiryState.IN_CONVERSATION, EnquiryState.DECLINED, EnquiryState.WITHDRAWN}
    ),
    EnquiryState.IN_CONVERSATION: frozenset(
        {EnquiryState.PILOT, EnquiryState.DECLINED, EnquiryState.WITHDRAWN}
    ),
}


class Answers(TypedDict):
    """What the form of an enquiry asks."""

    name: str
    email: str
    organization: str
    title: str
    phone: str
    project: str
    repository: str
    licence: str
    contributors: int | None
    organizations_involved: str
    platinum: PlatinumAnswer
    platinum_member: Organization | None
    comment: str


@transaction.atomic
def enquire(*, token: str, at: datetime, **answers: Unpack[Answers]) -> Enquiry:
    """Store an enquiry, thank whoever asked and tell the staff.

    The same `token` (the key of the form) with the same answers stores it once and returns the
    first. Refusals: `not_platinum` when the member named is not a Platinum member at `at`,
    `sent_already` when the form was sent before with other answers.
    """
    member = answers["platinum_member"]
    if member and not queries.platinum_members(at).filter(pk=member.pk).exists():
        raise RuleError(
            _("%(name)s is not a Platinum member now. Choose another answer."),
            code="not_platinum",
            params={"name": member.name},
        )
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(
                **answers,
                token=token,
                reference=tokens.code(8),
                secret=tokens.secret(),
                created_at=at,
                state_since=at,
            )
    except IntegrityError:
        first = Enquiry.objects.filter(token=token).first()
        if first is None:
            raise
        return _unchanged(first, answers)
    _thank(enquiry, at)
    _tell_staff(enquiry, at)
    return enquiry


def _unchanged(first: Enquiry, answers: Answers) -> Enquiry:
    """The enquiry that was stored first, if it has these answers."""
    if any(getattr(first, name) != answer for name, answer in answers.items()):
        raise RuleError(
            _(
                "You have sent this form before, with other answers. Send it again to make this "
                "a second enquiry."
            ),
            code="sent_already",
        )
    return first


def _thank(enquiry: Enquiry, at: datetime) -> None:
    mail.write(
        key=f"hosting-enquiry:{enquiry.reference}:thanks",
        kind="hosting_enquiry_thanks",
        to=enquiry.email,
        context={"enquiry": enquiry, "rules": HostingRules.objects.current()},
        at=at,
    )


def _tell_staff(enquiry: Enquiry, at: datetime) -> None:
    foundation = Foundation.objects.first()
    if foundation:
        mail.write(
            key=f"hosting-enquiry:{enquiry.reference}:staff",
            kind="hosting_enquiry_staff",
            to=foundation.email,
            reply_to=enquiry.email,
            context={
                "enquiry": enquiry,
                "rules": HostingRules.objects.current(),
                "desk": reverse("admin:hosting_enquiry_change", args=[enquiry.pk]),
            },
            at=at,
        )


@transaction.atomic
def take_up(*, enquiry: Enquiry, at: datetime) -> Enquiry:
    """Somebody of the staff talks with them now. Refusal: `not_now`, see `move`."""
    return move(locked(enquiry), EnquiryState.IN_CONVERSATION, at)


@transaction.atomic
def decline(*, enquiry: Enquiry, at: datetime) -> Enquiry:
    """Say no to an enquiry that is open. Refusal: `not_now`, see `move`."""
    return move(locked(enquiry), EnquiryState.DECLINED, at)


@transaction.atomic
def withdraw(*, enquiry: Enquiry, at: datetime) -> Enquiry:
    """Whoever asked has thought better of it. Refusal: `not_now`, see `move`."""
    return move(locked(enquiry), EnquiryState.WITHDRAWN, at)


def locked(enquiry: Enquiry) -> Enquiry:
    """The row as it is now, locked until the end of the transaction."""
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


def check(enquiry: Enquiry, state: EnquiryState) -> None:
    """Refuse with `not_now` what the state of the enquiry does not allow."""
    if state not in NEXT.get(enquiry.state, frozenset()):
        raise RuleError(
            _("Enquiry %(reference)s is at “%(state)s”: it cannot go to “%(wanted)s” from there."),
            code="not_now",
            params={
                "reference": enquiry.reference,
                "state": enquiry.get_state_display(),
                "wanted": state.label,
            },
        )


def move(enquiry: Enquiry, state: EnquiryState, at: datetime) -> Enquiry:
    """Put a locked enquiry into `state` and send the news; `not_now` when that is not allowed."""
    enter(enquiry, state, at)
    mail.write(
        key=f"hosting-enquiry:{enquiry.reference}:{state}",
        kind="hosting_enquiry_news",
        to=enquiry.email,
        context={"enquiry": enquiry, "rules": HostingRules.objects.current()},
        at=at,
    )
    return enquiry


def enter(enquiry: Enquiry, state: EnquiryState, at: datetime) -> None:
    """Put a locked enquiry into `state`, without a word; `not_now` as for `move`.

    What has ended waits for no answer.
    """
    check(enquiry, state)
    enquiry.state = state
    enquiry.state_since = at
    if not enquiry.is_open:
        enquiry.waits_since = None
    enquiry.save(update_fields=["state", "state_since", "hosted_as", "waits_since"])
