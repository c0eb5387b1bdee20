"""How a project finds its home: one function for each change."""

from .commenting import comment, judge
from .deciding import Ruling, decide, end, extend, rule_on_licence
from .enquiring import NEXT, Answers, decline, enquire, take_up, withdraw
from .piloting import accept_as_pilot, leave
from .reminding import remind
from .reviewing import assess, begin, hand_in, publish, send_back, write
from .reviewing import withdraw as withdraw_review
from .talking import reply, say, settle

__all__ = [
    "NEXT",
    "Answers",
    "Ruling",
    "accept_as_pilot",
    "assess",
    "begin",
    "comment",
    "decide",
    "decline",
    "end",
    "enquire",
    "extend",
    "hand_in",
    "judge",
    "leave",
    "publish",
    "remind",
    "reply",
    "rule_on_licence",
    "say",
    "send_back",
    "settle",
    "take_up",
    "withdraw",
    "withdraw_review",
    "write",
]
