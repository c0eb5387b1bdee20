"""Changes to terms and dues: one function, one transaction each."""

from members.dues.models import Billing

from .beginning import begin
from .ending import Rest, end
from .taking_over import take_over

__all__ = ["Billing", "Rest", "begin", "end", "take_over"]
