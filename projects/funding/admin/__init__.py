"""Funds, pledges and budgets for staff."""

from . import budgets, funds, pledges

__all__ = ["budgets", "funds", "pledges"]
