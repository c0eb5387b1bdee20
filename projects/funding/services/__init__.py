"""How money comes into a fund and is given out again (domain 5, directed funding).

Everything locks the fund first, so that two who change it at once wait in line.
"""

from .allocating import allocate, cut, decide, spend
from .invoicing import invoice, lower
from .opening import close, open_fund
from .pledging import confirm, pledge, withdraw
from .reminding import remind

__all__ = [
    "allocate",
    "close",
    "confirm",
    "cut",
    "decide",
    "invoice",
    "lower",
    "open_fund",
    "pledge",
    "remind",
    "spend",
    "withdraw",
]
