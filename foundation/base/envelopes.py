"""A mail whose links in headers stay in one piece."""

from email.message import EmailMessage
from email.policy import EmailPolicy
from email.policy import default as usual
from typing import Any

from django.core.mail import EmailMultiAlternatives

# Python would cut these at 78 characters and encode the pieces; no mail program puts them together
# again, and the reader could not unsubscribe (RFC 2369 allows white space around a link, not in it).
WHOLE = {"List-Unsubscribe", "List-Unsubscribe-Post"}


class WholeLinks(EmailPolicy):
    """The policy that Django asks for, but for the headers above."""

    def fold(self, name: str, value: Any) -> str:
        """A header as text."""
        if name in WHOLE:
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """A header as it goes over the wire."""
        if name in WHOLE:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


class Envelope(EmailMultiAlternatives):
    """Django's message, written by that policy."""

    def message(self, *, policy: Any = usual) -> EmailMessage:
        """The message with the line ends and the character set of `policy`."""
        kept = {name: getattr(policy, name) for name in ("linesep", "cte_type", "utf8")}
        return super().message(policy=WholeLinks(**kept))
