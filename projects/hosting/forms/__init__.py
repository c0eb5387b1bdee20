"""What projects send: the enquiry, the evidence of a review, a comment on another's."""

from .enquiring import EnquiryForm
from .reviewing import CommentForm, EvidenceForm

__all__ = ["CommentForm", "EnquiryForm", "EvidenceForm"]
