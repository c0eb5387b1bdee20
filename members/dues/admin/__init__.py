"""Terms and dues for staff."""

from . import benefits, dues, memberships, notices, papers, parties, rules, terms, tiles

__all__ = [
    "benefits",
    "dues",
    "memberships",
    "notices",
    "papers",
    "parties",
    "rules",
    "terms",
    "tiles",
]
