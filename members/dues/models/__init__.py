"""Terms and dues: what was agreed until when, what each year costs, and who was told what."""

from .guards import TermedMembership
from .notices import Notice, NoticeKind
from .overrides import Override
from .parties import Billing, BillingDetails
from .rules import FirstPart, Reminder, Starts, Subject, TermRule
from .terms import Decision, DuesKind, DuesYear, Term

__all__ = [
    "Billing",
    "BillingDetails",
    "Decision",
    "DuesKind",
    "DuesYear",
    "FirstPart",
    "Notice",
    "NoticeKind",
    "Override",
    "Reminder",
    "Starts",
    "Subject",
    "Term",
    "TermRule",
    "TermedMembership",
]
