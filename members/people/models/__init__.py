"""Individual members: who they are, since when, whom they work for, what they signed (domain 2)."""

from .affiliations import Affiliation, EmployerKind
from .agreements import AgreementSignature, AgreementVersion
from .erasures import Erasure, ErasureStep
from .memberships import IndividualMembership, MemberBeginning, MemberEnding
from .merges import AccountMerge
from .profiles import FIELDS, Person, Photo
from .voting import NoticeOutcome, Turnout, Vote, VotingNotice, VotingRule

__all__ = [
    "FIELDS",
    "AccountMerge",
    "Affiliation",
    "AgreementSignature",
    "AgreementVersion",
    "EmployerKind",
    "Erasure",
    "ErasureStep",
    "IndividualMembership",
    "MemberBeginning",
    "MemberEnding",
    "NoticeOutcome",
    "Person",
    "Photo",
    "Turnout",
    "Vote",
    "VotingNotice",
    "VotingRule",
]
