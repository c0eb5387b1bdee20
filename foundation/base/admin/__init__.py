"""The admin of this house: `HouseAdmin` and its parts, and the records of the floor itself."""

from . import figures
from .actions import confirmed
from .house import HouseAdmin, HouseInline, ReadOnly

__all__ = ["HouseAdmin", "HouseInline", "ReadOnly", "confirmed", "figures"]
