"""The admin of this house: `HouseAdmin` and its parts, and the records of the floor itself."""

from . import figures, mails, tasks
from .actions import confirmed
from .house import HouseAdmin, HouseInline, ReadOnly
from .show import state

__all__ = [
    "HouseAdmin",
    "HouseInline",
    "ReadOnly",
    "confirmed",
    "figures",
    "mails",
    "state",
    "tasks",
]
