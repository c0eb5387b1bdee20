"""Funds of projects: who pledges, what their governing boards decided, what is spent on what."""

from .budgets import BudgetLine, Choice, FundDecision, SeatVote, Spending
from .funds import Fund, FundState
from .pledges import Pledge

__all__ = [
    "BudgetLine",
    "Choice",
    "Fund",
    "FundDecision",
    "FundState",
    "Pledge",
    "SeatVote",
    "Spending",
]
