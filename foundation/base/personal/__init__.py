"""What the database holds about a person: told to them, and erased when they wish.

Each room says in a module `holdings` which of its rows are about somebody and what becomes of them,
and its app imports it when it is ready. No room has to know of another: whoever tells or erases
asks here. A table that has an e-mail or refers to an account, and that no room has spoken for, is
told all the same and left as it is.
"""

from .holding import (
    ERASED_NAME,
    PSEUDONYM,
    Fate,
    Holding,
    Whose,
    all_holdings,
    declare,
    undeclared,
)

__all__ = [
    "ERASED_NAME",
    "PSEUDONYM",
    "Fate",
    "Holding",
    "Whose",
    "all_holdings",
    "declare",
    "undeclared",
]
