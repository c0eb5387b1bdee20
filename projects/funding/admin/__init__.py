"""Funds for staff: pledges to confirm and invoice, decisions, and what they allocate."""

from . import funds, pledges

__all__ = ["funds", "pledges"]
