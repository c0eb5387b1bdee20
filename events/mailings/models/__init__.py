"""Mails to many: what is sent to whom, and who does not want any."""

from .mailings import Mailing, Named, Reason, State, ToWhom, content_hash
from .recipients import Recipient, RecipientState
from .unsubscriptions import Unsubscription

__all__ = [
    "Mailing",
    "Named",
    "Reason",
    "Recipient",
    "RecipientState",
    "State",
    "ToWhom",
    "Unsubscription",
    "content_hash",
]
