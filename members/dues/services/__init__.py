"""Changes to terms and dues: one function, one transaction each."""

from members.dues.models import Billing

from .adopting import Adopted, adopt
from .beginning import begin
from .billing import bill_to
from .deciding import decline, elect, plan_downgrade
from .ending import Rest, end
from .moving import upgrade
from .overriding import lift, override
from .reinstating import reinstate
from .taking_over import take_over

__all__ = [
    "Adopted",
    "Billing",
    "Rest",
    "adopt",
    "begin",
    "bill_to",
    "decline",
    "elect",
    "end",
    "lift",
    "override",
    "plan_downgrade",
    "reinstate",
    "take_over",
    "upgrade",
]
