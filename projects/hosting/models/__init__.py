"""Hosting: what the foundation gives and asks, who has asked for it, and how that was decided."""

from .comments import Comment, CommentState
from .decisions import BoardDecision, Subject
from .enquiries import Enquiry, EnquiryState, PlatinumAnswer
from .messages import ERASED_WORDS, Message
from .pilots import DeadlineNotice, Pilot
from .reviews import ENDED, OPEN, Finding, Review, ReviewState, Verdict
from .texts import Criterion, HostingRules, Service

__all__ = [
    "ENDED",
    "ERASED_WORDS",
    "OPEN",
    "BoardDecision",
    "Comment",
    "CommentState",
    "Criterion",
    "DeadlineNotice",
    "Enquiry",
    "EnquiryState",
    "Finding",
    "HostingRules",
    "Message",
    "Pilot",
    "PlatinumAnswer",
    "Review",
    "ReviewState",
    "Service",
    "Subject",
    "Verdict",
]
