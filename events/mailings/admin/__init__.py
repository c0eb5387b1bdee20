"""Staff: the words of mails, mails to many, and who wants none."""

from . import mailings, recipients, texts

__all__ = ["mailings", "recipients", "texts"]
