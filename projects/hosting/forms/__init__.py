"""What projects send: the enquiry and messages about it, evidence, a comment on another's review."""

from .enquiring import EnquiryForm, MessageForm
from .reviewing import CommentForm, EvidenceForm

__all__ = ["CommentForm", "EnquiryForm", "EvidenceForm", "MessageForm"]
