"""What may be sent while registering. The rules behind it are the services'."""

from .afterwards import AskRefundForm, ChangeForm
from .attendees import AttendeeForm, AttendeeForms, PurchaserForm
from .payment import InvoiceForm
from .placing import CancelForm, CheckForm
from .single import FreeForm, PaidForm
from .tickets import TicketsForm

__all__ = [
    "AskRefundForm",
    "AttendeeForm",
    "AttendeeForms",
    "CancelForm",
    "ChangeForm",
    "CheckForm",
    "FreeForm",
    "InvoiceForm",
    "PaidForm",
    "PurchaserForm",
    "TicketsForm",
]
