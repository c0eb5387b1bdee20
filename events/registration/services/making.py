"""Making many codes at once (domain 4.1)."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import tasks
from events.registration.models import Code, TicketType
from foundation.base import tokens
from foundation.base.errors import RuleError
from members.models import Tier

MOST = 5000
# Thirty-one letters to the power of eight: nobody guesses one, and hardly two are alike.
LETTERS = 8


@transaction.atomic
def make_codes(
    *,
    like: Code,
    types: Sequence[TicketType],
    prefix: str,
    owners: Sequence[str],
    tiers: Sequence[Tier] = (),
) -> list[Code]:
    """As many codes like `like` (not saved) as there are `owners`; an empty owner is anybody, or
    anybody at the domain of `like`. Each is for these `types`, and a member code for these `tiers`.

    An owner who has a code of this kind for the event gets no second: a list that is sent twice, or
    grows, makes codes for the new ones only.

    Each begins with `prefix` and differs from all codes of the event, look-alikes too. All are
    written, or none. Raises RuleError `too_many` for more than 5,000 or for none, `batch_taken` when
    codes of nobody would go into a batch there is (a second click makes nothing), and
    `all_have_one`.
    """
    if not 0 < len(owners) <= MOST:
        raise RuleError(_("Make between 1 and 5,000 codes at once."), code="too_many")
    # Two who press at once wait here; buyers do not.
    event = Event.objects.select_for_update(no_key=True).get(pk=like.event_id)
    known = set(have_one(like, [owner for owner in owners if owner]))
    owners = [owner for owner in owners if owner not in known]
    if not owners:
        raise RuleError(
            _("Each of these people has a code of this kind already."), code="all_have_one"
        )
    if "" in owners and event.codes.filter(batch=like.batch).exists():
        raise RuleError(
            _("There are codes of a batch “%(batch)s” already: give these another name.")
            % {"batch": like.batch},
            code="batch_taken",
        )
    texts = _texts(event, prefix, len(owners))
    rows = [_copy(like, text, owner) for text, owner in zip(texts, owners, strict=True)]
    Code.objects.bulk_create(rows, batch_size=1000)
    _limit(rows, types, tiers)
    return rows


def _limit(codes: Sequence[Code], types: Sequence[TicketType], tiers: Sequence[Tier]) -> None:
    """Write down what new codes are for."""
    named, theirs = Code.ticket_types.through, Code.tiers.through
    named.objects.bulk_create(
        (named(code_id=row.pk, tickettype_id=kind.pk) for row in codes for kind in types),
        batch_size=1000,
    )
    theirs.objects.bulk_create(
        (theirs(code_id=row.pk, tier_id=tier.pk) for row in codes for tier in tiers),
        batch_size=1000,
    )


def have_one(like: Code, owners: Sequence[str]) -> list[str]:
    """Those of `owners` (lower case) who have a code of the kind of `like` for its event."""
    rows = Code.objects.filter(event=like.event_id, kind=like.kind).exclude(owner_email="")
    mine = rows.annotate(owner=Lower("owner_email")).filter(owner__in=owners)
    return list(mine.values_list("owner", flat=True).distinct())


def mail_owners(*, codes: Sequence[Code]) -> None:
    """Have many codes sent to their owners, each once in its life."""
    keys = [code.pk for code in codes if code.owner_email]
    for start in range(0, len(keys), tasks.TOGETHER):
        tasks.mail_codes.enqueue(keys[start : start + tasks.TOGETHER])


def mail_owner(*, code: Code) -> None:
    """Have a code sent to its owner, once in its life. Raises RuleError `no_owner`."""
    if not code.owner_email:
        raise RuleError(_("This code belongs to nobody."), code="no_owner")
    tasks.mail_code.enqueue(code.pk)


def _texts(event: Event, prefix: str, number: int) -> list[str]:
    known = set(event.codes.values_list("folded", flat=True))
    found: list[str] = []
    while len(found) < number:
        text = f"{prefix}{tokens.code(LETTERS)}"
        folded = tokens.forgive(text)
        if folded not in known:
            known.add(folded)
            found.append(text)
    return found


def _copy(like: Code, text: str, owner: str) -> Code:
    copied = (
        *("event_id", "kind", "effect", "value", "most_uses", "most_per_person"),
        *("valid_from", "valid_until", "owner_domain", "batch", "note"),
    )
    fields = {name: getattr(like, name) for name in copied}
    return Code(text=text, folded=tokens.forgive(text), owner_email=owner, **fields)
