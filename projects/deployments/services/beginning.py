"""How an answer begins: by anybody, by somebody who speaks for a member, or from last year's."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.base import tokens, zones
from foundation.base.errors import RuleError
from members.models import Organization, Representative
from projects.deployments import mails
from projects.deployments.models import Answer, Deployment, Round, Standing
from projects.deployments.services.locking import check_open

# So many answers can be begun with one address in a day: nobody's mailbox is flooded.
MOST_A_DAY = 5
# What staff have found out about the name is not asked of them anew.
DOUBTED = (Standing.WAITING, Standing.SET_ASIDE)
COPIED = ("project_id", "kind", "stage", "region", "bracket_id", "version")


@transaction.atomic
def begin(
    *, asked: Round, token: str, organization: str, name: str, email: str, at: datetime
) -> Answer:
    """Begin an answer for the organisation as it was typed, and mail its link.

    Staff match the name; no row of the register is made or touched. The same `token` (the key of
    the form) begins one. Refusals: `closed`, and `too_many` when this address has begun too many
    today.
    """
    check_open(asked, at)
    email = email.strip().lower()
    lately = Answer.objects.filter(email=email, created_at__gt=at - timedelta(days=1))
    if lately.exclude(token=token).count() >= MOST_A_DAY:
        raise RuleError(
            _(
                "Several answers were begun with this address today. Their links are in your "
                "mail: go on with one of them."
            ),
            code="too_many",
        )
    facts = {"organization_name": organization, "name": name, "email": email}
    return _stored(asked, token, at, facts)


@transaction.atomic
def begin_for(
    *, asked: Round, organization: Organization, representative: Representative, at: datetime
) -> Answer:
    """The answer of an organisation in this round, begun by somebody who speaks for it.

    There is one for each organisation: whoever comes second goes on with the first. What was
    answered in an earlier round is filled in. Refusals: `closed`, `stranger` when `representative`
    does not speak for it on the day of `at`.
    """
    check_open(asked, at)
    speaks = Representative.objects.on(zones.day(at)).filter(organization=organization)
    if not speaks.filter(pk=representative.pk).exists():
        raise RuleError(
            _("You do not represent %(name)s."), code="stranger", params={"name": organization}
        )
    there = Answer.objects.filter(round=asked, organization=organization).first()
    if there is not None:
        return there
    facts = {
        "organization": organization,
        "organization_name": organization.name,
        "standing": Standing.KNOWN,
        "name": representative.name,
        "email": representative.email,
    }
    token = f"organization-{asked.pk}-{organization.pk}"
    return _stored(asked, token, at, facts, _earlier(asked, organization))


@transaction.atomic
def again(*, answer: Answer, asked: Round, at: datetime) -> Answer:
    """Answer the round `asked` with what was answered in an earlier one filled in.

    Whoever has the link of the earlier answer may; a second click leads to the same. Refusals:
    `closed`, and `not_earlier` when it belongs to this round or a later one.
    """
    check_open(asked, at)
    if answer.round.year >= asked.year:
        raise RuleError(_("This answer is not of an earlier round."), code="not_earlier")
    there = Answer.objects.filter(round=asked).filter(
        **{"organization": answer.organization} if answer.organization else {"before": answer}
    )
    if found := there.first():
        return found
    facts = {
        "organization": answer.organization,
        "organization_name": answer.organization_name,
        "standing": Standing.WAITING if answer.standing in DOUBTED else answer.standing,
        "name": answer.name,
        "email": answer.email,
    }
    return _stored(asked, f"again-{asked.pk}-{answer.pk}", at, facts, answer)


def _earlier(asked: Round, organization: Organization) -> Answer | None:
    """What this organisation sent the last time before `asked`."""
    rows = Answer.objects.sent().filter(organization=organization, round__year__lt=asked.year)
    return rows.order_by("-round__year").first()


def _stored(
    asked: Round, token: str, at: datetime, facts: dict[str, Any], before: Answer | None = None
) -> Answer:
    """The new answer; or the one that somebody else began in this moment."""
    known = {"industry": before.industry, "is_public": before.is_public} if before else {}
    try:
        with transaction.atomic():
            row = Answer.objects.create(
                round=asked,
                token=token,
                reference=tokens.code(8),
                before=before,
                created_at=at,
                touched_at=at,
                **facts,
                **known,
            )
    except IntegrityError:
        mine = Answer.objects.filter(token=token).first()
        if mine is None and facts.get("organization"):
            mine = Answer.objects.filter(round=asked, organization=facts["organization"]).first()
        if mine is None:
            raise
        return mine
    if before:
        row.projects.set(before.projects.all())
        Deployment.objects.bulk_create(
            Deployment(answer=row, **dict(zip(COPIED, values, strict=True)))
            for values in before.deployments.values_list(*COPIED)
        )
    mails.write(row, "survey_link", at)
    return row
