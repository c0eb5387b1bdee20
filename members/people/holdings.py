"""What an individual membership is made of, and what of it stays for counts and elections."""

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from members.people.models import (
    FIELDS,
    AccountMerge,
    Affiliation,
    AgreementSignature,
    Erasure,
    IndividualMembership,
    Person,
    Photo,
    Turnout,
    VotingNotice,
)

COUNTS = _("Counts of members and votes stay as they were, without you in them.")
CLOSED = {f"shows_{name}": False for name in FIELDS}
TEXTS = dict.fromkeys(("country", "bio", "languages", "projects", "chat", "links"), "")
NOBODY = Concat(Value("erased-"), Cast(F("pk"), models.CharField()))

declare(
    Holding(
        AccountMerge,
        _("Accounts of mine that were merged"),
        users=("kept", "other"),
        fate=Fate.BLANKED,
        because=_("That there were two accounts stays, without the address."),
        blanks={"email": PSEUDONYM, "slug": "", "stayed": []},
        tells=("email", "slug", "at"),
    ),
    Holding(
        AccountMerge,
        _("Accounts I merged"),
        users=("by",),
        because=_("Who changed what in the records of others is not yours alone."),
        tells=("at",),
    ),
    Holding(
        Photo,
        _("Photo"),
        users=("person__user", "person__user__merged_into__kept"),
        fate=Fate.GOES,
        tells=("width", "height"),
        first=5,
    ),
    Holding(
        Person,
        _("Profile"),
        users=("user", "user__merged_into__kept"),
        fate=Fate.BLANKED,
        because=_("An empty row stays, to which nothing about you belongs."),
        blanks={"name": ERASED_NAME, "slug": NOBODY, **TEXTS, **CLOSED},
    ),
    Holding(
        Affiliation,
        _("Affiliations"),
        users=("user", "user__merged_into__kept"),
        fate=Fate.BLANKED,
        because=_("How many worked for an organisation stays; who, and as what, goes."),
        blanks={"title": ""},
    ),
    Holding(
        IndividualMembership,
        _("Membership"),
        users=("user", "user__merged_into__kept"),
        fate=Fate.BLANKED,
        because=COUNTS,
        blanks={"note": ""},
    ),
    Holding(
        AgreementSignature,
        _("Agreements I signed"),
        users=("membership__user",),
        fate=Fate.STAYS,
        because=_("That the agreement was signed for a membership stays, without who signed."),
    ),
    Holding(
        Erasure,
        _("That I asked to be erased"),
        users=("user",),
        because=_("It is the proof that it was done. Its addresses go with the last row."),
        tells=("asked_at", "done_at"),
    ),
    Holding(Turnout, _("Votes"), users=("user",), fate=Fate.STAYS, because=COUNTS),
    Holding(
        VotingNotice,
        _("Notices about voting"),
        users=("membership__user",),
        fate=Fate.STAYS,
        because=COUNTS,
        tells=("sent_on", "answer_until", "votes", "taken", "outcome", "answered_on", "lost_on"),
    ),
)
