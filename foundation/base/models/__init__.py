"""The floor everybody stands on: the foundation itself, its figures and its mail."""

from .bounces import Bounce
from .figures import Figure
from .filters import SavedFilter
from .foundation import Foundation
from .mail import Mail, MailAttachment, MailState
from .recorded import Recorded
from .texts import MailText

__all__ = [
    "Bounce",
    "Figure",
    "Foundation",
    "Mail",
    "MailAttachment",
    "MailState",
    "MailText",
    "Recorded",
    "SavedFilter",
]
